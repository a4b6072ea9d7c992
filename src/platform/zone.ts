const DAY_MS = 24 * 60 * 60_000;

/** A moment as clocks on the wall show it. `day` is YYYY-MM-DD, `minutes` count from midnight. */
export type LocalTime = { day: string; hour: number; minutes: number };

export function localTime(timezone: string, at: Date): LocalTime {
  const wall = new Date(wallClock(timezone, at.getTime()));
  const hour = wall.getUTCHours();
  return { day: wall.toISOString().slice(0, 10), hour, minutes: hour * 60 + wall.getUTCMinutes() };
}

/**
 * The moment at which clocks show so many minutes after midnight of a day (YYYY-MM-DD): the first of the two where clocks are set
 * back, and as much later as the gap is long where they are set forward over it.
 */
export function instantOf(timezone: string, day: string, minutes: number): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  // The offset changes at most once around a day: that of the day before or that of the day after holds.
  const candidates = [wanted - DAY_MS, wanted + DAY_MS].map((near) => wanted - (wallClock(timezone, near) - near));
  const found = candidates.find((candidate) => wallClock(timezone, candidate) === wanted) ?? candidates[0];
  return new Date(found ?? wanted);
}

// A format takes longer to make than to use.
const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks show, as if it were UTC; in milliseconds, without parts of a second. */
function wallClock(timezone: string, at: number): number {
  const format = formats.get(timezone) ?? createFormat(timezone);
  formats.set(timezone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  const twoDigits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  return new Intl.DateTimeFormat("en", { timeZone, year: "numeric", ...twoDigits, hourCycle: "h23", calendar: "gregory" });
}
