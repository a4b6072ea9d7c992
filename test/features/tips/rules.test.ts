import { expect, test } from "vitest";
import {
  isModelsDay,
  judgeTip,
  parseModelsTip,
  parseNumbered,
  parseTagged,
  pickTip,
  tipTime,
  wasThereInTime,
  type Tip,
  type TipReader,
} from "#features/tips/rules.ts";

test.for([
  ["before six", "Europe/Berlin", "2026-01-10T04:59:59Z", undefined],
  ["at six", "Europe/Berlin", "2026-01-10T05:00:00Z", { day: "2026-01-10", hour: 6 }],
  ["at eight in summer time", "Europe/Berlin", "2026-07-10T06:00:00Z", { day: "2026-07-10", hour: 8 }],
  ["on the day the clocks change", "Europe/Berlin", "2026-03-29T06:00:00Z", { day: "2026-03-29", hour: 8 }],
  ["late in the evening", "Europe/Berlin", "2026-01-10T20:00:00Z", undefined],
  ["when it is tomorrow already in Tokyo", "Asia/Tokyo", "2026-01-09T23:00:00Z", { day: "2026-01-10", hour: 8 }],
  ["when it is still yesterday in Los Angeles", "America/Los_Angeles", "2026-01-11T03:30:00Z", { day: "2026-01-10", hour: 19 }],
  ["on a leap day", "UTC", "2028-02-29T12:00:00Z", { day: "2028-02-29", hour: 12 }],
] as const)("the tip's day and hour %s", ([, timezone, now, time]) => {
  expect(tipTime(timezone, new Date(now))).toEqual(time);
});

test("whoever comes at or after their hour waits for the next day, and whoever was there before gets it late", () => {
  const at = { timezone: "Europe/Berlin", day: "2027-02-01", wantedHour: 8 };
  expect(wasThereInTime(new Date("2027-02-01T06:59:00Z"), at)).toBe(true);
  expect(wasThereInTime(new Date("2027-02-01T07:00:00Z"), at)).toBe(false);
  expect(wasThereInTime(new Date("2027-01-31T20:00:00Z"), at)).toBe(true);
});

test("models write on Monday, Wednesday, Friday and Sunday", () => {
  const week = ["01", "02", "03", "04", "05", "06", "07"].map((day) => isModelsDay(`2027-02-${day}`));
  expect(week).toEqual([true, false, true, false, true, false, true]);
});

const tip = (tipId: number, given: Partial<Tip> = {}): Tip => ({
  tipId,
  language: "en",
  target: null,
  level: null,
  topic: null,
  forDay: null,
  ...given,
});
const reader: TipReader = { language: "en", target: "de", level: "B1", day: "2027-02-01", seen: [], topics: [] };
const pool = [tip(1), tip(2), tip(3), tip(9, { language: "de" })];

test("no tip comes again before all were used, and then the oldest", () => {
  expect(pickTip(pool, { ...reader, seen: [1, 3] }, 0.99)?.tipId).toBe(2);
  expect(pickTip(pool, { ...reader, seen: [2, 1, 3, 2] }, 0)?.tipId).toBe(1);
});

test("a person gets their language, or English where there is none", () => {
  expect(pickTip(pool, { ...reader, language: "de" }, 0.5)?.tipId).toBe(9);
  expect(pickTip(pool, { ...reader, language: "ru" }, 0)?.tipId).toBe(1);
  expect(pickTip([], reader, 0)).toBeUndefined();
});

test("nobody gets what is about another language or too hard, and one's own level comes before the lower ones", () => {
  const levels = [
    tip(1, { level: "A1" }),
    tip(2, { level: "B1" }),
    tip(3, { level: "C1" }),
    tip(4, { target: "en", level: "B1" }),
    tip(5, { target: "de", level: "B1" }),
  ];
  const had = (seen: number[]) => pickTip(levels, { ...reader, seen }, 0)?.tipId;
  expect([had([]), had([2]), had([2, 5]), had([2, 5, 1])]).toEqual([2, 5, 1, 2]);
});

test("what somebody gets wrong most of late is what the next tips are about, as long as there are new ones", () => {
  const topics = [
    tip(1, { level: "B1" }),
    tip(2, { topic: "case", level: "A1" }),
    tip(3, { topic: "article" }),
    tip(4, { topic: "tense" }),
  ];
  const had = (seen: number[]) => pickTip(topics, { ...reader, topics: ["article", "case"], seen }, 0)?.tipId;
  expect([had([]), had([3]), had([3, 2]), had([3, 2, 1])]).toEqual([3, 2, 1, 4]);
});

test("a model's tip goes to its language and level on its day alone, and otherwise people get a written one", () => {
  const both = [tip(1), tip(2, { forDay: "2027-02-01", level: "B1" })];
  expect(pickTip(both, reader, 0)?.tipId).toBe(2);
  expect(pickTip(both, { ...reader, level: "B2" }, 0)?.tipId).toBe(1);
  expect(pickTip(both, { ...reader, language: "ru" }, 0)?.tipId).toBe(1);
  expect(pickTip(both, { ...reader, day: "2027-02-02" }, 0)?.tipId).toBe(1);
});

test("a tip has 10 to 1,000 characters, counted as people count", () => {
  expect(judgeTip("123456789")).toBe("tip-too-short");
  expect(judgeTip("  1234567890  ")).toBeUndefined();
  expect(judgeTip("👩‍🏫".repeat(3))).toBe("tip-too-short");
  expect(judgeTip("ä".repeat(1_000))).toBeUndefined();
  expect(judgeTip("ä".repeat(1_001))).toBe("tip-too-long");
});

test("of a model only a plain text of a tip's length is taken, without a link", () => {
  expect(parseModelsTip("**After “weil”** the verb\ngoes to the end.")).toBe("After “weil” the verb goes to the end.");
  for (const bad of [
    "",
    "Hm.",
    "x".repeat(401),
    "Read more at https://example.com today.",
    "Ask @teacher about the dative.",
    "Look it up on t.me/words today.",
  ])
    expect(parseModelsTip(bad), bad).toBeUndefined();
});

test("a number behind a command is a tip's, with or without its sign", () => {
  expect(parseNumbered("17")).toEqual({ tipId: 17, text: "" });
  expect(parseNumbered("#17  Say it\naloud. ")).toEqual({ tipId: 17, text: "Say it\naloud." });
  for (const bad of ["", "x", "17th of May", "-1"]) expect(parseNumbered(bad), bad).toBeUndefined();
});

test("a level behind a tip is taken off it", () => {
  expect(parseTagged("Read the news aloud. #c1")).toEqual({ text: "Read the news aloud.", level: "C1" });
  expect(parseTagged("Learn vitamin B1 and #hashtags.")).toEqual({ text: "Learn vitamin B1 and #hashtags.", level: null });
});
