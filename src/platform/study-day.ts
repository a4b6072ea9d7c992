import { instantOf, localTime } from "./zone.ts";

/** Whoever learns past midnight learns on the day before. */
const BEGINS_AT_MINUTES = 4 * 60;

/** The study day of a moment, YYYY-MM-DD: it begins at four in the morning on the clocks of the zone, whatever these are set to. */
export function studyDay(timezone: string, at: Date): string {
  const { day, minutes } = localTime(timezone, at);
  return minutes < BEGINS_AT_MINUTES ? addDays(day, -1) : day;
}

/** Every study day from the one of a moment to that of another, both included. */
export function studyDaysBetween(timezone: string, from: Date, to: Date): string[] {
  const last = studyDay(timezone, to);
  const days = [studyDay(timezone, from)];
  for (let day = addDays(days[0] ?? last, 1); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

export function beginningOfStudyDay(timezone: string, day: string): Date {
  return instantOf(timezone, day, BEGINS_AT_MINUTES);
}

/** The day so many days later, or earlier. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
