import type { Delivery, RowKind } from "#platform/sessions.ts";
import { extendTrace, type FailureKind, type TraceEntry } from "#platform/trace.ts";
import { isCallbackAnswer, laneOf, type Effect } from "./effects.ts";

/** Kept longer than the 24 hours for which Telegram repeats an update. */
export const KEEP_KEYS_MS = 48 * 60 * 60 * 1000;
const RETRY_DELAYS_MS = [1_000, 5_000];

/** After the first tries, for what may pass by itself; it goes on until ten minutes after the row was accepted. */
const PARKED_DELAY_MS = 30_000;
const PARKED_FOR_MS = 10 * 60_000;
/** For what a newer version of the code, still being rolled out, will understand. */
const UNKNOWN_DELAY_MS = 5 * 60_000;
const UNKNOWN_FOR_MS = 24 * 60 * 60_000;

export type RowEnd = "done" | "dead" | "limited";
/**
 * `waiting` for its handler, `sending` what the handler wanted sent, then its end. A row is never deleted before its key may be
 * forgotten, so whatever arrives twice finds it.
 */
export type InboxRow = {
  key: string;
  seq: number;
  kind: RowKind;
  status: "waiting" | "sending" | RowEnd;
  /** The number of the current try, from 1. */
  tries: number;
  acceptedAt: number;
  notBefore: number;
  /** JSON; blank once the handler's work is committed. A dead row keeps it, to be handled anew when its cause is mended. */
  body: string;
  effects: Effect[];
  end: RowEnd;
  outcome: string;
  ms: number;
  /** What happened to it, for staff. It is written when the row is written anyway. */
  trace: TraceEntry[];
};

/** The outcome that a /cancel brings along which has stopped a job on its way in. */
export const JOB_STOPPED = "job stopped";

export function newRow(delivery: Delivery, seq: number, now: number): InboxRow {
  return {
    ...delivery,
    seq,
    status: "waiting",
    tries: 1,
    acceptedAt: now,
    notBefore: now,
    effects: [],
    end: "done",
    outcome: "",
    ms: 0,
    trace: delivery.trace ?? [],
  };
}

/** An event of the platform itself, at most one for each cause. */
export function platformRow(store: { nextSeq: () => number }, { kind, cause, data = {}, hops }: PlatformEvent, now: number): InboxRow {
  return newRow({ key: `a:${kind}:${cause}`, kind: "event", body: JSON.stringify({ kind, version: 1, data, hops }) }, store.nextSeq(), now);
}
export type PlatformEvent = { kind: string; cause: string; data?: Record<string, unknown>; hops?: number | undefined };

/**
 * The next row to handle. A message that waits for another try holds back the messages after it, so that what a person wrote
 * stays in order; everything else overtakes.
 */
export function pickNext(rows: Iterable<InboxRow>, now: number): InboxRow | undefined {
  let isMessageHeld = false;
  for (const row of rows) {
    if (row.status !== "waiting" || (row.kind === "message" && isMessageHeld)) continue;
    if (row.notBefore <= now) return row;
    isMessageHeld ||= row.kind === "message";
  }
  return undefined;
}

/** The row after a handler that returned. */
export function commitRow(row: InboxRow, result: { outcome: string; ms: number; effects: Effect[] }): InboxRow {
  const status = result.effects.length > 0 ? "sending" : row.end;
  return { ...row, ...result, status, body: row.end === "dead" ? row.body : "" };
}

/** Why a handler failed: our own mistake, something outside that may pass, or work of a version that this code does not know. */
export type Failure = { kind: FailureKind; error: string; at: number };

/** The row with the failure of its present try. */
export function failedRow(row: InboxRow, failure: Failure): InboxRow {
  return { ...row, trace: extendTrace(row.trace, { type: "failed", tries: row.tries, ...failure }) };
}

/** The row after a handler that threw, to be tried again; undefined when its tries are used up. */
export function retryRow(row: InboxRow, kind: FailureKind, now: number): InboxRow | undefined {
  const delay =
    kind === "unknown version" ? UNKNOWN_DELAY_MS : (RETRY_DELAYS_MS[row.tries - 1] ?? (kind === "passing" ? PARKED_DELAY_MS : undefined));
  const giveUpAt = beganAt(row) + (kind === "unknown version" ? UNKNOWN_FOR_MS : PARKED_FOR_MS);
  if (delay === undefined || now + delay > giveUpAt) return undefined;
  return { ...row, tries: row.tries + 1, notBefore: now + delay };
}

/** Whether this try is the one from which on the row is parked: the moment to tell the person, once. */
export function isParkedNow(row: InboxRow, kind: FailureKind): boolean {
  return kind === "passing" && row.tries === RETRY_DELAYS_MS.length + 1;
}

/** The row with what is still to be sent, and what became of the last thing. */
export function settleRow(row: InboxRow, effects: Effect[], entries: TraceEntry[] = []): InboxRow {
  return { ...row, effects, status: effects.length > 0 ? "sending" : row.end, trace: extendTrace(row.trace, ...entries) };
}

/**
 * A dead row that is handled anew: it hands its body to a row with a key of its own. That one has its instant and, by `firstKeyOf`,
 * its keys of writes in D1, so that what an earlier try has written already is not written twice. Undefined for any other row.
 */
export function replayRow(
  row: InboxRow,
  replay: { at: number; by: string },
  seq: number,
): { spent: InboxRow; again: InboxRow } | undefined {
  if (row.status !== "dead" || row.body === "") return undefined;
  const replayed = { type: "replayed" as const, ...replay };
  const again = newRow({ key: nextReplayKey(row.key), kind: row.kind, body: row.body }, seq, row.acceptedAt);
  return {
    spent: { ...row, body: "", trace: extendTrace(row.trace, replayed) },
    again: { ...again, notBefore: replay.at, trace: [replayed] },
  };
}

/** Whether it was this very request that had a row handled anew. */
export function isReplayedBy({ trace }: Pick<InboxRow, "trace">, by: string): boolean {
  return trace.some((entry) => entry.type === "replayed" && entry.by === by);
}

const REPLAY_KEY = /^r:(.+):(\d+)$/;

/** The key under which a row was accepted first. */
export function firstKeyOf(key: string): string {
  return REPLAY_KEY.exec(key)?.[1] ?? key;
}

function nextReplayKey(key: string): string {
  const count = Number(REPLAY_KEY.exec(key)?.[2] ?? 0);
  return `r:${firstKeyOf(key)}:${count + 1}`;
}

/** When the tries of a row began. */
function beganAt(row: InboxRow): number {
  const replayed = REPLAY_KEY.test(row.key) ? row.trace.find((entry) => entry.type === "replayed") : undefined;
  return replayed?.at ?? row.acceptedAt;
}

/**
 * When there will be something to do again, by the rules of `pickNext` and of the sender: what is held back behind something else
 * does not count. Undefined when nothing is open.
 */
export function nextDue(rows: Iterable<InboxRow>): number | undefined {
  let isMessageHeld = false;
  const heldLanes = new Set<string>();
  let due: number | undefined;
  const count = (at: number) => {
    due = Math.min(due ?? at, at);
  };
  for (const row of rows) {
    for (const effect of row.status === "sending" ? awaitedOf(row) : []) {
      if (!heldLanes.has(laneOf(effect))) count(effect.notBefore);
      heldLanes.add(laneOf(effect));
    }
    if (row.status === "waiting" && !(row.kind === "message" && isMessageHeld)) {
      isMessageHeld ||= row.kind === "message";
      count(row.notBefore);
    }
  }
  return due;
}

/** Answers to presses keep nobody waiting but where nothing else is left of their row. */
function awaitedOf({ effects }: InboxRow): Effect[] {
  const awaited = effects.filter((effect) => !isCallbackAnswer(effect));
  return awaited.length > 0 ? awaited : effects;
}
