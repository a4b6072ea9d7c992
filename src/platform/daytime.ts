import { addDays } from "./study-day.ts";
import { instantOf, localTime } from "./zone.ts";

/** Local hours in which people may be written to unasked: from the first until the second. */
export type Hours = { from: number; until: number };

/** From when on somebody may be told something, and when that is over: now, or from the next morning on. */
export function daytime(hours: Hours, timezone: string, now: Date): { from: Date; until: Date } {
  const { day, hour } = localTime(timezone, now);
  const date = hour < hours.until ? day : addDays(day, 1);
  const from = instantOf(timezone, date, hours.from * 60);
  return { from: from > now ? from : now, until: instantOf(timezone, date, hours.until * 60) };
}
