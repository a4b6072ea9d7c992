import type { Hours } from "#platform/daytime.ts";
import { LEVELS, type InterfaceLanguage, type Level } from "#platform/profile.ts";
import { localTime } from "#platform/zone.ts";

export const SHORTEST_TIP = 10;
export const LONGEST_TIP = 1_000;

/** The local hours in which tips come, whatever hour somebody has chosen and however late we are. */
export const TIP_HOURS: Hours = { from: 6, until: 21 };
export const USUAL_HOUR = 8;
export const HOURS_TO_CHOOSE = Array.from({ length: TIP_HOURS.until - TIP_HOURS.from }, (_, n) => TIP_HOURS.from + n);

/** The local day and hour while tips may be sent in a zone; undefined at night. */
export function tipTime(timezone: string, now: Date): { day: string; hour: number } | undefined {
  const { day, hour } = localTime(timezone, now);
  return hour >= TIP_HOURS.from && hour < TIP_HOURS.until ? { day, hour } : undefined;
}

/** Whether somebody who wants tips at an hour, since an instant, was there at that hour of this day: what they have missed does not come later. */
export function wasThereInTime(since: Date, { timezone, day, wantedHour }: { timezone: string; day: string; wantedHour: number }): boolean {
  const local = localTime(timezone, since);
  return local.day < day || (local.day === day && local.hour < wantedHour);
}

/** Models write on Mondays and every other day from there to Sunday. */
export function isModelsDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday % 2 === 1;
}

export type Tip = {
  tipId: number;
  language: string;
  target: string | null;
  level: Level | null;
  topic: string | null;
  forDay: string | null;
};

/** `seen` is oldest first; `topics` are what they have got wrong of late, the most frequent first. */
export type TipReader = {
  language: InterfaceLanguage;
  target: string;
  level: Level;
  day: string;
  seen: readonly number[];
  topics: readonly string[];
};

/**
 * The tip for one person, in their language or else in English: on a model's day that of the day, if there is one for them;
 * otherwise one that they have not had, about what they get wrong if there is any, and of their own level rather than of a lower
 * one; when all were used, the one that was longest ago. `chance` from 0 to 1 chooses among equals.
 */
export function pickTip<Candidate extends Tip>(pool: readonly Candidate[], reader: TipReader, chance: number): Candidate | undefined {
  const { seen, topics, level, day } = reader;
  const draw = (tips: readonly Candidate[]) => tips[Math.floor(chance * tips.length)];
  const fitting = pool.filter((tip) => suits(tip, reader));
  const ofToday = fitting.filter((tip) => tip.forDay === day && tip.level === level && tip.language === reader.language);
  if (ofToday.length > 0) return draw(ofToday);

  const written = fitting.filter((tip) => tip.forDay === null);
  const own = written.filter((tip) => tip.language === reader.language);
  const tips = own.length > 0 ? own : written.filter((tip) => tip.language === "en");
  const unseen = tips.filter((tip) => !seen.includes(tip.tipId));
  const preferred = [
    ...topics.map((topic) => unseen.filter((tip) => tip.topic === topic)),
    unseen.filter((tip) => tip.level === level),
    unseen,
  ].find((some) => some.length > 0);
  if (preferred !== undefined) return draw(preferred);
  return tips.toSorted((a, b) => seen.lastIndexOf(a.tipId) - seen.lastIndexOf(b.tipId))[0];
}

/** What is too hard for somebody does not help them. */
function suits({ target, level }: Tip, reader: TipReader): boolean {
  const isEasyEnough = level === null || LEVELS.indexOf(level) <= LEVELS.indexOf(reader.level);
  return isEasyEnough && (target === null || target === reader.target);
}

export type TipRefusal = "tip-too-short" | "tip-too-long";

/** What is wrong with a tip's text; undefined when it may be added. */
export function judgeTip(text: string): TipRefusal | undefined {
  const length = [...text.trim()].length;
  if (length < SHORTEST_TIP) return "tip-too-short";
  return length > LONGEST_TIP ? "tip-too-long" : undefined;
}

const LINK = /https?:|www\.|t\.me|@\w/i;

/** A model's tip as it may be shown to staff: a plain text of the length of a tip, without a link. Undefined for anything else. */
export function parseModelsTip(answer: string): string | undefined {
  const text = answer
    .replace(/[*_`#>]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return judgeTip(text) !== undefined || text.length > 400 || LINK.test(text) ? undefined : text;
}

/** `17` or `17 something`, as staff write behind a command: a tip's number and the rest. */
export function parseNumbered(rest: string): { tipId: number; text: string } | undefined {
  const [, id, text = ""] = /^#?(\d{1,9})(?:\s+([\s\S]+))?$/.exec(rest.trim()) ?? [];
  return id === undefined ? undefined : { tipId: Number(id), text: text.trim() };
}

/** A level written as a tag, `#B1`, is for the pool; the rest of the text is the tip. */
export function parseTagged(text: string): { text: string; level: Level | null } {
  const level = LEVELS.find((each) => new RegExp(`#${each}\\b`, "i").test(text)) ?? null;
  return { text: text.replace(/\s*#[ABC][12]\b/gi, "").trim(), level };
}
