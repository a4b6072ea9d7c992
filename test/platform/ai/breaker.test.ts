import { expect, test } from "vitest";
import { admit, afterFailure, afterNothing, closedBreaker, OPENS_AFTER, TRIAL_MS, type Breaker } from "#platform/ai/breaker.ts";

const RESTS_MS = 5 * 60_000;
const failed = (times: number, from: Breaker = closedBreaker): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((breaker) => afterFailure(breaker, 0, RESTS_MS), from);
const open = failed(OPENS_AFTER);

test("it opens at the last of several failures in a row, and lets nothing through for its rest", () => {
  expect(admit(failed(OPENS_AFTER - 1), 0).isAllowed).toBe(true);
  expect(admit(open, 0).isAllowed).toBe(false);
  expect(admit(open, RESTS_MS - 1).isAllowed).toBe(false);
});

test("after its rest one call is let through, and no other while that one runs", () => {
  const { isAllowed, next } = admit(open, RESTS_MS);
  expect(isAllowed).toBe(true);
  expect(admit(next, RESTS_MS + 1).isAllowed).toBe(false);
});

test("a trial that fails opens it again for the whole rest", () => {
  const again = afterFailure(admit(open, RESTS_MS).next, RESTS_MS + 10, RESTS_MS);
  expect(admit(again, RESTS_MS * 2 + 9).isAllowed).toBe(false);
  expect(admit(again, RESTS_MS * 2 + 10).isAllowed).toBe(true);
});

test("a server that asks to be left alone is from its first refusal on, but no longer than a day", () => {
  const asked = afterFailure(closedBreaker, 0, RESTS_MS, 7_000);
  expect([admit(asked, 6_999).isAllowed, admit(asked, 7_000).isAllowed]).toEqual([false, true]);
  const day = 24 * 3_600_000;
  const forEver = afterFailure(closedBreaker, 0, RESTS_MS, 10 * day);
  expect([admit(forEver, day - 1).isAllowed, admit(forEver, day).isAllowed]).toEqual([false, true]);
});

test("a trial that taught nothing, or was never heard of again, leaves room for another", () => {
  const trying = admit(open, RESTS_MS).next;
  expect(admit(afterNothing(trying, RESTS_MS + 5), RESTS_MS + 5).isAllowed).toBe(true);
  expect(admit(trying, RESTS_MS + TRIAL_MS).isAllowed).toBe(true);
});

test("what taught nothing neither counts as a failure nor shortens a rest that others caused", () => {
  expect(afterNothing(failed(1), 0)).toEqual(failed(1));
});
