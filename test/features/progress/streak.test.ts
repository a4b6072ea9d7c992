import { expect, test } from "vitest";
import { markDays, readDiary, streakOf, type Outage, type Run } from "#features/progress/streak.ts";

const BERLIN = "Europe/Berlin";
const noon = (day: string) => new Date(`${day}T11:00:00Z`);
const run = (first: string, last = first): Run => ({ first, last });
const outage = (from: string, to: string): Outage => ({ startedAt: new Date(from), endedAt: new Date(to) });

/** Of somebody in Berlin on a day at noon. */
function diaryOn(today: string, runs: Run[], outages: Outage[] = []) {
  return readDiary({ runs, outages }, BERLIN, noon(today));
}
const streakOn = (today: string, runs: Run[], outages: Outage[] = []) => streakOf(diaryOn(today, runs, outages)).days;

test("whoever has never studied has no streak, and on the first day it is one", () => {
  expect(streakOn("2026-01-10", [])).toBe(0);
  expect(streakOn("2026-01-10", [run("2026-01-10")])).toBe(1);
});

test("today is not over: a streak stands until four in the morning, and then it is over", () => {
  expect(streakOn("2026-01-10", [run("2026-01-05", "2026-01-09")])).toBe(5);
  const daysAt = (time: string) =>
    streakOf(readDiary({ runs: [run("2026-01-05", "2026-01-08")], outages: [] }, BERLIN, new Date(time))).days;
  expect(daysAt("2026-01-11T02:59:59Z")).toBe(4);
  expect(daysAt("2026-01-11T03:00:00Z")).toBe(0);
});

test("one day off in seven does not end a streak and does not count; a second one within the seven ends it", () => {
  expect(streakOf(diaryOn("2026-01-10", [run("2026-01-08", "2026-01-10"), run("2026-01-03", "2026-01-06")]))).toEqual({
    days: 7,
    rests: ["2026-01-07"],
  });
  expect(streakOn("2026-01-10", [run("2026-01-08", "2026-01-10"), run("2026-01-04", "2026-01-06"), run("2026-01-01", "2026-01-02")])).toBe(
    6,
  );
  expect(streakOn("2026-01-12", [run("2026-01-10", "2026-01-12"), run("2026-01-03", "2026-01-08"), run("2026-01-01")])).toBe(10);
});

test("two days in a row without study end a streak, and the day off before its first day is none of it", () => {
  expect(streakOf(diaryOn("2026-01-10", [run("2026-01-10"), run("2026-01-01", "2026-01-07")]))).toEqual({ days: 1, rests: [] });
  expect(streakOn("2026-01-10", [run("2026-01-01", "2026-01-07")])).toBe(0);
});

test("days on which we were out do not end a streak, however many, and use up no day off", () => {
  const runs = [run("2026-01-10"), run("2026-01-08"), run("2026-01-01", "2026-01-04")];
  expect(streakOn("2026-01-10", runs)).toBe(2);
  expect(streakOn("2026-01-10", runs, [outage("2026-01-05T10:00:00Z", "2026-01-07T10:00:00Z")])).toBe(6);
});

test("an outage counts for the study day that it fell on: one after midnight for the evening before", () => {
  const runs = [run("2026-01-10"), run("2026-01-01", "2026-01-07")];
  const streakWith = (from: string, to: string) => streakOn("2026-01-10", runs, [outage(from, to)]);
  expect(streakWith("2026-01-09T02:00:00Z", "2026-01-09T02:50:00Z")).toBe(8);
  expect(streakWith("2026-01-10T03:00:00Z", "2026-01-10T03:50:00Z")).toBe(1);
});

test("a streak goes on over the days on which clocks are changed", () => {
  expect(streakOn("2026-03-31", [run("2026-03-27", "2026-03-31")])).toBe(5);
  expect(streakOf(readDiary({ runs: [run("2026-10-23", "2026-10-24")], outages: [] }, BERLIN, new Date("2026-10-25T02:59:00Z"))).days).toBe(
    2,
  );
});

test("five hundred days are counted to the last", () => {
  expect(streakOn("2026-05-15", [run("2025-01-01", "2026-05-15")])).toBe(500);
});

test("in another zone today is another day, while the days that are over stay as they were", () => {
  const runs = [run("2026-01-05", "2026-01-09")];
  const now = new Date("2026-01-10T11:00:00Z");
  expect(readDiary({ runs, outages: [] }, "Asia/Tokyo", now).today).toBe("2026-01-10");
  for (const timezone of ["Asia/Tokyo", "America/Los_Angeles"])
    expect(streakOf(readDiary({ runs, outages: [] }, timezone, now)).days).toBe(5);
});

test("each of the last seven days is marked by how it went", () => {
  const diary = diaryOn(
    "2026-01-10",
    [run("2026-01-08"), run("2026-01-06"), run("2026-01-03", "2026-01-04")],
    [outage("2026-01-07T10:00:00Z", "2026-01-07T12:00:00Z")],
  );
  expect(markDays(diary).map(({ mark }) => mark)).toEqual(["studied", "missed", "studied", "outage", "studied", "rest", "open"]);
});
