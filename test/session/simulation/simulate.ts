import type { Violation } from "./invariants.ts";
import { DAY_MS, SECOND_MS, takeStep, workQueue } from "./steps.ts";
import { Updates } from "./updates.ts";
import { World, type Break } from "./world.ts";

/** `safety`: faults all the time. `liveness`: they stop at some moment, and then everything must come to its end. */
export type Mode = "safety" | "liveness";
export type Run = { seed: string; violations: Violation[]; trace: string[]; ends: string[] };

const STEPS = { safety: 40, liveness: 28 };
/** Longer than the longest that anything is parked for, and than the longest timer. */
const COMES_TO_REST_WITHIN_MS = 4 * DAY_MS;

/** One run: the same seed and mode do the same again. Ends at the first violation. */
export async function simulate(seed: string, mode: Mode, broken: Break = {}): Promise<Run> {
  const world = new World(`${mode} ${seed}`, broken);
  const updates = new Updates(world);
  const isFine = () => {
    world.afterStep();
    return world.checker.violations.length === 0;
  };
  for (let step = 0; step < STEPS[mode] && isFine(); step++) await takeStep(world, updates);
  if (mode === "liveness" && isFine()) await comeToRest(world, isFine);
  const ends = world.ends();
  world.end();
  return { seed, violations: world.checker.violations, trace: world.trace, ends };
}

async function comeToRest(world: World, isFine: () => boolean): Promise<void> {
  world.note("the faults are healed");
  world.faults.heal();
  world.telegram.heal();
  world.queue.heal();
  const endsAt = Date.now() + COMES_TO_REST_WITHIN_MS;
  while (!world.isAtRest() && isFine()) {
    if (Date.now() > endsAt) return world.checker.fail("everything comes to its end", "work is left after days");
    for (const delivery of world.undelivered.values()) await world.deliver(delivery);
    await world.redeliverEvents();
    await workQueue(world);
    await world.settleAll();
    await world.advance(Math.max(world.nextAlarmInMs() ?? 0, SECOND_MS));
  }
  if (isFine()) world.atRest();
}
