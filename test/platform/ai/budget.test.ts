import { expect, test } from "vitest";
import { findUsedUp, localDay, nextMidnight } from "#platform/ai/budget.ts";
import { priceOfHearing, priceOfText, priceOfUsage } from "#platform/ai/cost.ts";

const limits = { person: 100, feature: 1_000, bot: 10_000 };
const unused = { person: 0, feature: 0, bot: 0 };

test("the last job that fits is let in, and the next is not", () => {
  expect(findUsedUp({ ...unused, person: 90 }, limits, 10)).toBeUndefined();
  expect(findUsedUp({ ...unused, person: 91 }, limits, 10)).toBe("person");
});

test("the person's own limit is told before those that are shared", () => {
  expect(findUsedUp({ person: 100, feature: 1_000, bot: 10_000 }, limits, 1)).toBe("person");
  expect(findUsedUp({ person: 0, feature: 1_000, bot: 10_000 }, limits, 1)).toBe("feature");
  expect(findUsedUp({ person: 0, feature: 0, bot: 10_000 }, limits, 1)).toBe("bot");
});

test.for([
  ["2026-11-21T10:00:00Z", "Europe/Berlin", "2026-11-21", "2026-11-21T23:00:00.000Z"],
  ["2026-11-21T23:30:00Z", "Europe/Berlin", "2026-11-22", "2026-11-22T23:00:00.000Z"],
  ["2026-11-21T10:00:00Z", "Asia/Kolkata", "2026-11-21", "2026-11-21T18:30:00.000Z"],
  // The clocks go back at three: a day of 25 hours. In spring the day has 23.
  ["2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00.000Z"],
  ["2026-03-29T00:30:00Z", "Europe/Berlin", "2026-03-29", "2026-03-29T22:00:00.000Z"],
  // Here the clocks change at midnight, so that this day begins at one.
  ["2026-09-05T12:00:00Z", "America/Santiago", "2026-09-05", "2026-09-06T04:00:00.000Z"],
] as const)("at %s in %s it is %s, and the next day begins at %s", ([instant, zone, day, midnight]) => {
  expect(localDay(new Date(instant), zone)).toBe(day);
  expect(nextMidnight(new Date(instant), zone).toISOString()).toBe(midnight);
});

test("a cost that is told is believed, also when it is nothing; else tokens, seconds and letters have their price", () => {
  expect(priceOfUsage({ cost: 0.000_1234, inputTokens: 1_000_000 })).toBe(124);
  expect(priceOfUsage({ cost: 0, inputTokens: 1_000_000 })).toBe(0);
  expect(priceOfUsage({ inputTokens: 1_000, outputTokens: 100 })).toBe(530);
  expect(priceOfHearing({ seconds: 60 })).toBe(600);
  expect(priceOfText({ input: "x".repeat(3_000), output: "" })).toBe(300);
});
