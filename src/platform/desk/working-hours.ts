import { instantOf, localTime } from "../zone.ts";

const DAY_MS = 24 * 60 * 60_000;
const MINUTES_A_DAY = 24 * 60;
const NINE = 9 * 60;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** One interval a weekday from Monday on, in minutes after midnight; undefined where the desk is closed. */
export type WorkingHours = ReadonlyArray<{ from: number; to: number } | undefined>;

/** When a desk is at work, and in which zone that is meant. Without hours on any day it never closes. */
export type Workplace = { hours: WorkingHours; timezone: string };

/** Reads `mon-fri 09:00-18:00, sat 10:00-14:00`; a weekday that is not named is closed. Undefined for what is not written so. */
export function parseWorkingHours(text: string): WorkingHours | undefined {
  const week: Array<{ from: number; to: number } | undefined> = WEEKDAYS.map(() => undefined);
  const parts = text.toLowerCase().split(",");
  for (const part of text.trim() === "" ? [] : parts) {
    const [, first = "", last = first, opens = "", closes = ""] =
      /^\s*([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$/.exec(part) ?? [];
    const days = weekdaysFrom(first, last);
    const [from, to] = [minutesOf(opens), minutesOf(closes)];
    if (days === undefined || from === undefined || to === undefined || from >= to) return undefined;
    if (days.some((day) => week[day] !== undefined)) return undefined;
    for (const day of days) week[day] = { from, to };
  }
  return week;
}

export function isWorkingTime(at: Date, workplace: Workplace): boolean {
  return nextOpening(at, workplace).getTime() === at.getTime();
}

/** The first moment from `from` on at which somebody works: `from` itself during working hours. */
export function nextOpening(from: Date, workplace: Workplace): Date {
  for (const { opensAt, closesAt } of shiftsFrom(from, workplace)) {
    if (closesAt > from) return opensAt > from ? opensAt : from;
  }
  return from;
}

/** The moment at which `ms` of working time have passed since `from`. */
export function addWorkingTime(from: Date, ms: number, workplace: Workplace): Date {
  let left = ms;
  for (const { opensAt, closesAt } of shiftsFrom(from, workplace)) {
    const begins = Math.max(opensAt.getTime(), from.getTime());
    const lasts = Math.max(0, closesAt.getTime() - begins);
    if (lasts > 0 && left <= lasts) return new Date(begins + left);
    left -= lasts;
  }
  return new Date(from.getTime() + left);
}

/** When the desk opens on a day; undefined where it stays closed then. One that never closes begins its day at nine. */
export function openingOf(day: string, { hours, timezone }: Workplace): Date | undefined {
  if (hours.every((interval) => interval === undefined)) return instantOf(timezone, day, NINE);
  const interval = hours[(new Date(day).getUTCDay() + 6) % 7];
  return interval === undefined ? undefined : instantOf(timezone, day, interval.from);
}

/** Day by day for as long as the caller asks, from the day of `from` on; none where no day has hours, which would never end. */
function* shiftsFrom(from: Date, { hours, timezone }: Workplace): Generator<{ opensAt: Date; closesAt: Date }> {
  if (hours.every((interval) => interval === undefined)) return;
  for (let midnight = Date.parse(localTime(timezone, from).day); ; midnight += DAY_MS) {
    const date = new Date(midnight);
    const interval = hours[(date.getUTCDay() + 6) % 7];
    if (interval === undefined) continue;
    const day = date.toISOString().slice(0, 10);
    yield { opensAt: instantOf(timezone, day, interval.from), closesAt: instantOf(timezone, day, interval.to) };
  }
}

/** The weekdays from one to another, over Sunday where need be. */
function weekdaysFrom(first: string, last: string): number[] | undefined {
  const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  if (from < 0 || to < 0) return undefined;
  const length = ((to - from + WEEKDAYS.length) % WEEKDAYS.length) + 1;
  return Array.from({ length }, (_, n) => (from + n) % WEEKDAYS.length);
}

function minutesOf(time: string): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(":").map(Number);
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= MINUTES_A_DAY ? total : undefined;
}
