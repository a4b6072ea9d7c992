import type { InterfaceLanguage } from "#platform/profile.ts";
import { localTime } from "#platform/zone.ts";

export const SHORTEST_TIP = 10;
export const LONGEST_TIP = 500;
/** Tips are sent from the first of these local hours and, after an outage, until the second. */
const FIRST_HOUR = 8;
const LAST_HOUR = 20;

export type Tip = { tipId: number; language: string };

/** The local day in a zone, YYYY-MM-DD, while tips may be sent there; undefined at night. */
export function tipDay(timezone: string, now: Date): string | undefined {
  const { day, hour } = localTime(timezone, now);
  return hour >= FIRST_HOUR && hour < LAST_HOUR ? day : undefined;
}

/** Whether somebody who wants tips since an instant was there at eight on this day: nobody gets the morning's tip in the afternoon. */
export function wasThereInTheMorning(since: Date, timezone: string, day: string): boolean {
  const local = localTime(timezone, since);
  return local.day < day || (local.day === day && local.hour < FIRST_HOUR);
}

/**
 * The tip for one person: one they have not had, in their language or else in English; when all were used, the one that was
 * longest ago. `seen` is oldest first; `chance` from 0 to 1 chooses among the unseen.
 */
export function pickTip<Candidate extends Tip>(
  pool: readonly Candidate[],
  person: { language: InterfaceLanguage; seen: readonly number[] },
  chance: number,
): Candidate | undefined {
  const own = pool.filter((tip) => tip.language === person.language);
  const tips = own.length > 0 ? own : pool.filter((tip) => tip.language === "en");
  const unseen = tips.filter((tip) => !person.seen.includes(tip.tipId));
  if (unseen.length > 0) return unseen[Math.floor(chance * unseen.length)];
  return tips.toSorted((a, b) => person.seen.lastIndexOf(a.tipId) - person.seen.lastIndexOf(b.tipId))[0];
}

export type TipRefusal = "tip-too-short" | "tip-too-long";

/** What is wrong with a tip's text; undefined when it may be added. */
export function judgeTip(text: string): TipRefusal | undefined {
  const length = [...text.trim()].length;
  if (length < SHORTEST_TIP) return "tip-too-short";
  return length > LONGEST_TIP ? "tip-too-long" : undefined;
}
