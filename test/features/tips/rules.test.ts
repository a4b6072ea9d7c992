import { expect, test } from "vitest";
import { judgeTip, pickTip, tipDay } from "#features/tips/rules.ts";

test.for([
  ["before eight", "Europe/Berlin", "2026-01-10T06:59:59Z", undefined],
  ["at eight", "Europe/Berlin", "2026-01-10T07:00:00Z", "2026-01-10"],
  ["at eight in summer time", "Europe/Berlin", "2026-07-10T06:00:00Z", "2026-07-10"],
  ["on the day the clocks change", "Europe/Berlin", "2026-03-29T06:00:00Z", "2026-03-29"],
  ["late in the evening", "Europe/Berlin", "2026-01-10T19:00:00Z", undefined],
  ["when it is tomorrow already in Tokyo", "Asia/Tokyo", "2026-01-09T23:00:00Z", "2026-01-10"],
  ["when it is still yesterday in Los Angeles", "America/Los_Angeles", "2026-01-11T03:30:00Z", "2026-01-10"],
  ["on a leap day", "UTC", "2028-02-29T12:00:00Z", "2028-02-29"],
] as const)("the tip's day %s", ([, timezone, now, day]) => {
  expect(tipDay(timezone, new Date(now))).toBe(day);
});

const pool = [1, 2, 3].map((tipId) => ({ tipId, language: "en" })).concat({ tipId: 9, language: "de" });

test("no tip comes again before all were used, and then the oldest", () => {
  expect(pickTip(pool, { language: "en", seen: [1, 3] }, 0.99)?.tipId).toBe(2);
  expect(pickTip(pool, { language: "en", seen: [2, 1, 3, 2] }, 0)?.tipId).toBe(1);
});

test("a person gets their language, or English where there is none", () => {
  expect(pickTip(pool, { language: "de", seen: [] }, 0.5)?.tipId).toBe(9);
  expect(pickTip(pool, { language: "ru", seen: [] }, 0)?.tipId).toBe(1);
  expect(pickTip([], { language: "en", seen: [] }, 0)).toBeUndefined();
});

test("a tip has 10 to 500 characters, counted as people count", () => {
  expect(judgeTip("123456789")).toBe("tip-too-short");
  expect(judgeTip("  1234567890  ")).toBeUndefined();
  expect(judgeTip("👩‍🏫".repeat(3))).toBe("tip-too-short");
  expect(judgeTip("ä".repeat(500))).toBeUndefined();
  expect(judgeTip("ä".repeat(501))).toBe("tip-too-long");
});
