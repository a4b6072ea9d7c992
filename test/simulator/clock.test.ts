import { expect, test } from "vitest";
import { createClock, nextMorning } from "./clock.ts";

test("the clock is real time plus its offset", () => {
  const clock = createClock(() => 1000);
  clock.setOffset(500);
  expect(clock.now()).toBe(1500);
});

test.each([
  ["before eight, the same day", "2026-11-20T05:30:00Z", "2026-11-20T07:00:00.000Z"],
  ["at eight sharp, the next day", "2026-11-20T07:00:00Z", "2026-11-21T07:00:00.000Z"],
  ["in the evening, the next day", "2026-11-20T20:15:30Z", "2026-11-21T07:00:00.000Z"],
  ["over the end of summer time", "2026-10-24T20:00:00Z", "2026-10-25T07:00:00.000Z"],
  ["over the start of summer time", "2027-03-27T20:00:00Z", "2027-03-28T06:00:00.000Z"],
])("the next morning in Berlin: %s", (_case, now, expected) => {
  expect(new Date(nextMorning(Date.parse(now), "Europe/Berlin")).toISOString()).toBe(expected);
});
