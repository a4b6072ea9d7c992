import { setTimeout as sleep } from "node:timers/promises";
import { nextMorning } from "./clock.ts";
import { reasonOf } from "./shared/reason.ts";
import type { ClockMove } from "./wire.ts";
import type { Surroundings } from "./world.ts";

/** The Worker's objects hold the offset that they read for a quarter of a second. */
const CLOCK_IS_SEEN_MS = 400;

/** The Worker first: a clock that only the fakes believe in would be worse than one that stands still. */
export async function moveClock(move: ClockMove, { clock, broadcast, worker, diary, zone }: Surroundings): Promise<{ offsetMs: number }> {
  const laterMs = forwardMs(move, clock.now(), zone);
  const offsetMs = clock.offsetMs() + laterMs;
  diary.noteClock(laterMs);
  await worker.setClockOffset(offsetMs);
  clock.setOffset(offsetMs);
  broadcast.publish({ kind: "clock", offsetMs });
  await sleep(CLOCK_IS_SEEN_MS);
  // The clock has moved, whatever becomes of what is due then.
  await worker.runSchedules().catch((error: unknown) => broadcast.publish({ kind: "notice", message: reasonOf(error), tone: "error" }));
  return { offsetMs };
}

function forwardMs(move: ClockMove, now: number, zone: string): number {
  if ("hours" in move) return Math.round(move.hours * 3_600_000);
  if ("minutes" in move) return Math.round(move.minutes * 60_000);
  return nextMorning(now, zone) - now;
}
