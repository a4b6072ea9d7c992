/** Zones offered in the settings, from west to east: one for each offset that many people live in. */
export const TIMEZONES = [
  "America/Los_Angeles",
  "America/New_York",
  "America/Sao_Paulo",
  "Europe/London",
  "Africa/Lagos",
  "Europe/Berlin",
  "Africa/Addis_Ababa",
  "Europe/Kyiv",
  "Europe/Moscow",
  "Asia/Tehran",
  "Asia/Dubai",
  "Asia/Tashkent",
  "Asia/Kolkata",
  "Asia/Almaty",
  "Asia/Bangkok",
  "Asia/Shanghai",
  "Asia/Tokyo",
  "Australia/Sydney",
] as const;
export type OfferedTimezone = (typeof TIMEZONES)[number];

/** "Europe/Berlin" as people read it: the city. */
export function cityOf(timezone: string): string {
  return (timezone.split("/").at(-1) ?? timezone).replaceAll("_", " ");
}

// A format takes longer to make than a whole screen to render.
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The time of day in a zone, such as 08:05. */
export function timeIn(timezone: string, at: Date): string {
  const clock = clocks.get(timezone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" });
  clocks.set(timezone, clock);
  return clock.format(at);
}
