import { addDays, studyDay, studyDaysBetween } from "#platform/study-day.ts";

/** A day off in so many days does not end a streak. */
const ONE_REST_IN = 7;
const SHOWN_DAYS = 7;

export type Run = { first: string; last: string };
export type Outage = { startedAt: Date; endedAt: Date };
/** `open` is today while nothing has been done: it is not over. */
export type DayMark = "studied" | "rest" | "outage" | "missed" | "open";

/** What is known of somebody's days: when they studied, and when we were not there for them. */
export type Diary = { today: string; studied: ReadonlySet<string>; excused: ReadonlySet<string> };

export function readDiary({ runs, outages }: { runs: readonly Run[]; outages: readonly Outage[] }, timezone: string, now: Date): Diary {
  return {
    today: studyDay(timezone, now),
    studied: new Set(runs.flatMap(daysOf)),
    excused: new Set(outages.flatMap(({ startedAt, endedAt }) => studyDaysBetween(timezone, startedAt, endedAt))),
  };
}

/**
 * Days studied in a row up to today, which is not over. Neither days on which we were out nor one day off in seven end the row; they
 * do not add to it either. `rests` are the days off within it.
 */
export function streakOf({ today, studied, excused }: Diary): { days: number; rests: string[] } {
  let days = 0;
  let rests: string[] = [];
  let newest: string | undefined;
  // Those before the first day of the row are none of it.
  let pending: string[] = [];
  for (let day = today; ; day = addDays(day, -1)) {
    if (studied.has(day)) {
      days += 1;
      rests = [...rests, ...pending];
      pending = [];
    } else if (day !== today && !excused.has(day)) {
      if (newest !== undefined && newest < addDays(day, ONE_REST_IN)) return { days, rests };
      newest = day;
      pending = [...pending, day];
    }
  }
}

/** How each of the last days went, the oldest first. */
export function markDays(diary: Diary): Array<{ day: string; mark: DayMark }> {
  const { rests } = streakOf(diary);
  const days = Array.from({ length: SHOWN_DAYS }, (_, at) => addDays(diary.today, at + 1 - SHOWN_DAYS));
  return days.map((day) => ({ day, mark: markOf(day, diary, rests) }));
}

function markOf(day: string, { today, studied, excused }: Diary, rests: readonly string[]): DayMark {
  if (studied.has(day)) return "studied";
  if (day === today) return "open";
  if (excused.has(day)) return "outage";
  return rests.includes(day) ? "rest" : "missed";
}

function daysOf({ first, last }: Run): string[] {
  const days = [first];
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
