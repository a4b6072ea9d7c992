import type { Invariant } from "./invariants.ts";

/** Broken today. Each has a test in checker.test.ts that fails as soon as it is mended: then it leaves this list. */
export const BROKEN_TODAY: Invariant[] = [
  "work that is left has an alarm",
  "a wait is not a try",
  "nothing that was wanted is lost",
  "who waits for a message is told once",
  "a timer rings once, in its time",
  "who is held back is told so",
];
