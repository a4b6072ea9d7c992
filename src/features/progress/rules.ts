import type { MistakeType, Mode } from "#features/tutor/feature.ts";
import { addDays, beginningOfStudyDay, studyDay } from "#platform/study-day.ts";

/** A week is the seven study days up to today, and the last one the seven before: calendar weeks would be empty every Monday. */
const WEEK_DAYS = 7;
const MONTH_DAYS = 28;
/** How far back it is looked for what somebody does not get wrong any more. */
const LONG_DAYS = 56;

const SHOWN_MISTAKES = 5;
const SHOWN_STRENGTHS = 3;
/** From how many on it is a pattern and no accident. */
const PATTERN = 3;
/** Less practice than this shows nothing. */
const TELLING_MINUTES = 15;
const FEWER_BY = 2 / 3;

/** What is compared: this week's, and before it last week's. */
export type Compared = { now: number; before: number };
export type SkillWeeks = { mode: Mode; minutes: Compared; mistakes: Compared };
/** `now` counts the last four weeks, `before` the four before them. */
export type TypeMonths = Compared & { type: MistakeType; mended: number; wrong: string; right: string; reason: string };
export type Mended = { type: MistakeType; wrong: string; right: string };

export type Strength =
  | { is: "mended"; type: MistakeType; mended: number; made: number; wrong: string; right: string }
  | { is: "gone"; type: MistakeType; before: number }
  | { is: "fewer"; mode: Mode; now: number; before: number };

export type NextStep =
  | { because: "first" | "kept"; mode: Mode }
  | { because: "mistakes"; mode: Mode; type: MistakeType; open: number }
  | { because: "rare"; mode: Mode };

/** Where the weeks and the months begin that are compared, as study days begin in somebody's zone. */
export function spansAt(timezone: string, now: Date): Record<"week" | "lastWeek" | "month" | "long", Date> {
  const today = studyDay(timezone, now);
  const from = (days: number) => beginningOfStudyDay(timezone, addDays(today, 1 - days));
  return { week: from(WEEK_DAYS), lastWeek: from(2 * WEEK_DAYS), month: from(MONTH_DAYS), long: from(LONG_DAYS) };
}

/** What was practised or got wrong in the two weeks, most of it first. */
export function joinSkills(
  minutes: ReadonlyMap<Mode, Compared>,
  mistakes: ReadonlyMap<Mode, Compared>,
  order: readonly Mode[],
): SkillWeeks[] {
  const none = { now: 0, before: 0 };
  return order
    .filter((mode) => minutes.has(mode) || mistakes.has(mode))
    .map((mode) => ({ mode, minutes: minutes.get(mode) ?? none, mistakes: mistakes.get(mode) ?? none }))
    .toSorted((a, b) => b.minutes.now - a.minutes.now || b.minutes.before - a.minutes.before);
}

/** The commonest of the last four weeks. What fits no type is no pattern, and comes last. */
export function commonest(types: readonly TypeMonths[]): TypeMonths[] {
  const isOther = ({ type }: TypeMonths) => Number(type === "other");
  return types
    .filter(({ now }) => now > 0)
    .toSorted((a, b) => isOther(a) - isOther(b) || b.now - a.now)
    .slice(0, SHOWN_MISTAKES);
}

/** What the record proves and nothing else: corrections used since, mistakes that do not come any more, fewer of them. */
export function strengthsOf({
  skills,
  types,
  mended,
}: {
  skills: readonly SkillWeeks[];
  types: readonly TypeMonths[];
  mended: readonly Mended[];
}): Strength[] {
  const hasPractised = sum(skills.map(({ minutes }) => minutes.now + minutes.before)) >= TELLING_MINUTES;
  const gone = types
    .filter(({ type, now, before }) => hasPractised && type !== "other" && now === 0 && before >= PATTERN)
    .map(({ type, before }): Strength => ({ is: "gone", type, before }));
  return [...types.flatMap((type) => mendedOf(type, mended)), ...gone, ...skills.flatMap(fewerIn)].slice(0, SHOWN_STRENGTHS);
}

/** Where to go on: what goes wrong most often, else what was left aside for two weeks, else what was practised least. */
export function nextStep({
  skills,
  types,
  hasPractised,
  order,
}: {
  skills: readonly SkillWeeks[];
  types: readonly TypeMonths[];
  hasPractised: boolean;
  order: readonly Mode[];
}): NextStep {
  if (!hasPractised) return { because: "first", mode: "conversation" };
  const [worst] = commonest(types).filter(({ now, mended }) => now - mended >= PATTERN);
  if (worst !== undefined) return { because: "mistakes", mode: REMEDY[worst.type], type: worst.type, open: worst.now - worst.mended };
  const rare = order.find((mode) => mode !== "conversation" && !skills.some((skill) => skill.mode === mode));
  if (rare !== undefined) return { because: "rare", mode: rare };
  return { because: "kept", mode: skills.at(-1)?.mode ?? "conversation" };
}

/** What helps against mistakes of a type. */
const REMEDY: Record<MistakeType, Mode> = {
  article: "grammar",
  case: "grammar",
  "verb form": "grammar",
  tense: "grammar",
  "word order": "grammar",
  preposition: "grammar",
  agreement: "grammar",
  pronoun: "grammar",
  plural: "grammar",
  spelling: "writing",
  vocabulary: "vocabulary",
  other: "conversation",
};

function mendedOf({ type, now: made, mended }: TypeMonths, examples: readonly Mended[]): Strength[] {
  const example = examples.find((each) => each.type === type);
  if (example === undefined || mended < 2 || mended * 2 < made) return [];
  return [{ is: "mended", type, mended, made, wrong: example.wrong, right: example.right }];
}

function fewerIn({ mode, minutes, mistakes }: SkillWeeks): Strength[] {
  const isTelling = minutes.now >= TELLING_MINUTES && minutes.before >= TELLING_MINUTES && mistakes.before >= PATTERN;
  const [now, before] = [mistakes.now / minutes.now, mistakes.before / minutes.before];
  return isTelling && now <= before * FEWER_BY ? [{ is: "fewer", mode, now: inTenMinutes(now), before: inTenMinutes(before) }] : [];
}

/** To one digit behind the point. */
function inTenMinutes(perMinute: number): number {
  return Math.round(perMinute * 100) / 10;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
