import { expect, test } from "vitest";
import { addDays, beginningOfStudyDay, studyDay, studyDaysBetween } from "#platform/study-day.ts";

const day = (timezone: string, at: string) => studyDay(timezone, new Date(at));

test("a study day ends at four in the morning: at 03:59 it is still yesterday's, at 04:00 today's", () => {
  expect(day("Europe/Berlin", "2026-01-10T02:59:59Z")).toBe("2026-01-09");
  expect(day("Europe/Berlin", "2026-01-10T03:00:00Z")).toBe("2026-01-10");
  expect(day("Asia/Kolkata", "2026-01-09T22:29:59Z")).toBe("2026-01-09");
  expect(day("Asia/Kolkata", "2026-01-09T22:30:00Z")).toBe("2026-01-10");
  expect(day("America/New_York", "2026-01-01T08:59:00Z")).toBe("2025-12-31");
});

test("when clocks are set forward or back in the night, it is still four on the clock", () => {
  expect(day("Europe/Berlin", "2026-03-29T01:59:59Z")).toBe("2026-03-28");
  expect(day("Europe/Berlin", "2026-03-29T02:00:00Z")).toBe("2026-03-29");
  expect(day("Europe/Berlin", "2026-10-25T02:59:59Z")).toBe("2026-10-24");
  expect(day("Europe/Berlin", "2026-10-25T03:00:00Z")).toBe("2026-10-25");
  expect(beginningOfStudyDay("Europe/Berlin", "2026-03-29").toISOString()).toBe("2026-03-29T02:00:00.000Z");
  expect(beginningOfStudyDay("Europe/Berlin", "2026-10-25").toISOString()).toBe("2026-10-25T03:00:00.000Z");
});

test("the days of a stretch are those of its beginning, its end and whatever lies between", () => {
  const between = (from: string, to: string) => studyDaysBetween("Europe/Berlin", new Date(from), new Date(to));
  expect(between("2026-01-10T02:50:00Z", "2026-01-10T03:10:00Z")).toEqual(["2026-01-09", "2026-01-10"]);
  expect(between("2026-01-10T22:00:00Z", "2026-01-11T01:00:00Z")).toEqual(["2026-01-10"]);
  expect(between("2025-12-30T12:00:00Z", "2026-01-01T12:00:00Z")).toEqual(["2025-12-30", "2025-12-31", "2026-01-01"]);
});

test("days are counted over months, years and leap days", () => {
  expect([addDays("2028-02-28", 1), addDays("2026-01-01", -1), addDays("2026-03-01", -1)]).toEqual([
    "2028-02-29",
    "2025-12-31",
    "2026-02-28",
  ]);
});
