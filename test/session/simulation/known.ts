import type { Invariant } from "./invariants.ts";
import type { Mode } from "./simulate.ts";

type Known = { invariant: Invariant; mode: Mode; seed: string; because: string };

/**
 * What is broken today, each with a run that shows it. The other runs look away from these invariants and from nothing else;
 * checker.test.ts fails as soon as one of them is mended, and it then leaves this list.
 */
export const BROKEN_TODAY: Known[] = [
  {
    invariant: "a group is paced",
    mode: "liveness",
    seed: "ln2wpk",
    because: "from the 42nd message on `sentAt.splice(0, …)` throws out the newest instants and keeps the oldest",
  },
];

export const LOOKED_AWAY_FROM: Invariant[] = BROKEN_TODAY.map(({ invariant }) => invariant);
