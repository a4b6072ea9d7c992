import { setTimeout as sleep } from "node:timers/promises";
import { between, type Draw, shuffled } from "./draws.ts";
import type { Moment, Tripwire } from "./tripwire.ts";

/** A moment at which the Worker is killed, the longest time after it, and how often. */
const PLAN = [
  { kind: "at any time", times: 4, laterMs: 0 },
  { kind: "while an update is stored", moment: "update posted", times: 4, laterMs: 5 },
  { kind: "after an accept", moment: "update accepted", times: 2, laterMs: 0 },
  { kind: "before Telegram has it", moment: "answer arrives", times: 2, laterMs: 0 },
  { kind: "before Telegram's answer", moment: "answer carried out", times: 2, laterMs: 0 },
  { kind: "before the answer to an edit", moment: "edit carried out", times: 1, laterMs: 0 },
  { kind: "at the first contact", moment: "update posted", times: 3, laterMs: 25 },
] as const satisfies ReadonlyArray<{ kind: string; moment?: Moment; times: number; laterMs: number }>;

export type StrikeKind = (typeof PLAN)[number]["kind"];
type Strike = { kind: StrikeKind; moment?: Moment; laterMs: number };

/** `touchedBy` is the key of the update or the mark of the answer that was under way. */
export type Kill = { kind: StrikeKind; at: number; touchedBy: string };

export type StrikeOptions = {
  draw: Draw;
  tripwire: Tripwire;
  /** Settles when the Worker answers again. */
  kill: () => Promise<void>;
  /** New people knock, for the strikes at the first contact. */
  invite: () => void;
};

const REST_MS = { least: 800, most: 3_000 };
const LONGEST_WAIT_MS = 30_000;

/** Kills the Worker at every planned moment, in a drawn order, and hands back when each kill fell. */
export async function strikeAll(options: StrikeOptions): Promise<Kill[]> {
  const strikes: Strike[] = PLAN.flatMap(({ times, ...strike }) => Array.from({ length: times }, () => strike));
  const kills: Kill[] = [];
  for (const strike of shuffled(options.draw, strikes)) {
    await sleep(between(options.draw, REST_MS.least, REST_MS.most));
    const kill = await carryOut(strike, options);
    if (kill !== undefined) kills.push(kill);
  }
  return kills;
}

/** Undefined when its moment did not come in time. */
async function carryOut({ kind, moment, laterMs }: Strike, { draw, tripwire, kill, invite }: StrikeOptions): Promise<Kill | undefined> {
  const delayMs = Math.round(between(draw, 0, laterMs));
  if (moment === undefined) {
    const at = Date.now();
    await kill();
    return { kind, at, touchedBy: "" };
  }
  const { promise: struck, resolve, reject } = Promise.withResolvers<Kill>();
  const waiting = new AbortController();
  tripwire.arm(moment, (touchedBy) => {
    waiting.abort();
    const strikeNow = () => {
      const at = Date.now();
      kill().then(() => resolve({ kind, at, touchedBy }), reject);
    };
    // A timer, even one of no time at all, would give the Worker's answer a chance.
    if (delayMs === 0) strikeNow();
    else setTimeout(strikeNow, delayMs);
  });
  if (kind === "at the first contact") invite();
  // Only the moment is waited for so long, not the end of a kill: the next one would strike a process that is dead.
  const isTooLate = await sleep(LONGEST_WAIT_MS, true, { signal: waiting.signal }).catch(() => false);
  tripwire.disarm();
  return isTooLate ? undefined : struck;
}
