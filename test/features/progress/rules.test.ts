import { expect, test } from "vitest";
import { barOf } from "#features/progress/bars.ts";
import { commonest, joinSkills, nextStep, spansAt, strengthsOf, type SkillWeeks, type TypeMonths } from "#features/progress/rules.ts";
import { shorten } from "#features/progress/words.ts";
import { MODES } from "#features/tutor/modes.ts";

const aType = (given: Partial<TypeMonths>): TypeMonths => ({
  type: "article",
  now: 4,
  before: 0,
  mended: 0,
  wrong: "ein Katze",
  right: "eine Katze",
  reason: "feminine",
  ...given,
});
const aSkill = (given: Partial<SkillWeeks>): SkillWeeks => ({
  mode: "conversation",
  minutes: { now: 20, before: 20 },
  mistakes: { now: 5, before: 5 },
  ...given,
});
const practised = { hasPractised: true, order: MODES };

test("a week is seven study days, today the last of them, also where clocks are changed in it", () => {
  const inUtc = (timezone: string, at: string) =>
    Object.fromEntries(Object.entries(spansAt(timezone, new Date(at))).map(([name, date]) => [name, date.toISOString()]));
  expect(inUtc("Europe/Berlin", "2026-01-20T11:00:00Z")).toEqual({
    week: "2026-01-14T03:00:00.000Z",
    lastWeek: "2026-01-07T03:00:00.000Z",
    month: "2025-12-24T03:00:00.000Z",
    long: "2025-11-26T03:00:00.000Z",
  });
  expect(inUtc("Europe/Berlin", "2026-03-30T11:00:00Z")).toMatchObject({ week: "2026-03-24T03:00:00.000Z" });
  expect(inUtc("Europe/Berlin", "2026-04-06T11:00:00Z")).toMatchObject({
    week: "2026-03-31T02:00:00.000Z",
    lastWeek: "2026-03-24T03:00:00.000Z",
  });
  expect(inUtc("Europe/Berlin", "2026-01-20T02:59:00Z")).toMatchObject({ week: "2026-01-13T03:00:00.000Z" });
});

test("what was practised or got wrong in two weeks is listed, most practice first, and nothing else", () => {
  const joined = joinSkills(
    new Map([
      ["reading", { now: 5, before: 40 }],
      ["speaking", { now: 30, before: 0 }],
    ]),
    new Map([["grammar", { now: 0, before: 2 }]]),
    MODES,
  );
  expect(joined.map(({ mode }) => mode)).toEqual(["speaking", "reading", "grammar"]);
  expect(joined[2]).toEqual({ mode: "grammar", minutes: { now: 0, before: 0 }, mistakes: { now: 0, before: 2 } });
});

test("the five commonest of four weeks, and what fits no type comes last however often it came", () => {
  const types = (["case", "tense", "plural", "spelling", "other", "article"] as const).map((type, at) => aType({ type, now: at + 1 }));
  expect(commonest([...types, aType({ type: "pronoun", now: 0, before: 9 })]).map(({ type }) => type)).toEqual([
    "article",
    "spelling",
    "plural",
    "tense",
    "case",
  ]);
  expect(commonest([aType({ type: "other", now: 9 }), aType({ now: 1 })]).map(({ type }) => type)).toEqual(["article", "other"]);
});

test("a strength is proved: corrections used since, with an example", () => {
  const mended = [{ type: "article", wrong: "ein Katze", right: "eine Katze" }] as const;
  const strengths = (now: number, used: number) => strengthsOf({ skills: [], types: [aType({ now, mended: used })], mended });
  expect(strengths(4, 2)).toEqual([{ is: "mended", type: "article", mended: 2, made: 4, wrong: "ein Katze", right: "eine Katze" }]);
  expect(strengths(5, 2)).toEqual([]);
  expect(strengths(1, 1)).toEqual([]);
});

test("mistakes that do not come any more are a strength only for whoever has practised meanwhile", () => {
  const types = [aType({ now: 0, before: 3 })];
  expect(strengthsOf({ skills: [aSkill({})], types, mended: [] })).toContainEqual({ is: "gone", type: "article", before: 3 });
  expect(strengthsOf({ skills: [], types, mended: [] })).toEqual([]);
  expect(strengthsOf({ skills: [aSkill({})], types: [aType({ now: 0, before: 2 })], mended: [] })).toEqual([]);
});

test("fewer mistakes are a strength where both weeks had enough practice to tell", () => {
  const strengths = (given: Partial<SkillWeeks>) => strengthsOf({ skills: [aSkill(given)], types: [], mended: [] });
  expect(strengths({ mistakes: { now: 2, before: 5 } })).toEqual([{ is: "fewer", mode: "conversation", now: 1, before: 2.5 }]);
  expect(strengths({ mistakes: { now: 4, before: 5 } })).toEqual([]);
  expect(strengths({ minutes: { now: 5, before: 20 }, mistakes: { now: 0, before: 5 } })).toEqual([]);
  expect(strengths({ minutes: { now: 20, before: 0 }, mistakes: { now: 0, before: 0 } })).toEqual([]);
});

test("the next step is against what goes wrong most, else what was left aside, else what came up least", () => {
  const skills = [aSkill({})];
  expect(nextStep({ ...practised, skills, types: [aType({ type: "word order", now: 5, mended: 1 })] })).toEqual({
    because: "mistakes",
    mode: "grammar",
    type: "word order",
    open: 4,
  });
  expect(nextStep({ ...practised, skills, types: [aType({ type: "vocabulary", now: 3 })] })).toMatchObject({ mode: "vocabulary" });
  expect(nextStep({ ...practised, skills, types: [aType({ now: 4, mended: 2 })] })).toEqual({ because: "rare", mode: "grammar" });
  const all = MODES.map((mode, at) => aSkill({ mode, minutes: { now: 10 - at, before: 0 } }));
  expect(nextStep({ ...practised, skills: all, types: [] })).toEqual({ because: "kept", mode: "vocabulary" });
});

test("whoever has practised nothing is sent into a conversation", () => {
  expect(nextStep({ hasPractised: false, order: MODES, skills: [], types: [] })).toEqual({ because: "first", mode: "conversation" });
});

test("bars are as long as what they stand for, and what is little is still seen", () => {
  expect([barOf(40, 40), barOf(20, 40), barOf(1, 400), barOf(0, 40), barOf(0, 0)]).toEqual(["▰▰▰▰▰", "▰▰▰▱▱", "▰▱▱▱▱", "▱▱▱▱▱", "▱▱▱▱▱"]);
});

test("an example is cut between letters, in any script, and stands on one line", () => {
  expect(shorten("ein  Katze\nund ein Hund", 100)).toBe("ein Katze und ein Hund");
  expect(shorten("a".repeat(300), 10)).toBe(`${"a".repeat(9)}…`);
  expect(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2)).toBe("👩‍👩‍👧‍👦…");
  expect(shorten("እንደምን አደርክ ወዳጄ", 7)).toBe("እንደምን…");
});
