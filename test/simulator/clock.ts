/** Real time plus an offset; the fake Telegram, the fake model and the Worker all go by it. */
export type Clock = { now: () => number; offsetMs: () => number; setOffset: (offsetMs: number) => void };

export function createClock(realNow: () => number = Date.now): Clock {
  let offset = 0;
  return {
    now: () => realNow() + offset,
    offsetMs: () => offset,
    setOffset: (offsetMs) => {
      offset = offsetMs;
    },
  };
}

/** The next 08:00 on the wall clock of `zone`, in milliseconds since the epoch, always later than `now`. */
export function nextMorning(now: number, zone: string): number {
  const wall = now + zoneOffset(now, zone);
  const today = Math.floor(wall / DAY) * DAY + 8 * HOUR;
  const morning = today > wall ? today : today + DAY;
  // The offset of the zone may change overnight, so it is taken again at the target.
  return morning - zoneOffset(morning - zoneOffset(now, zone), zone);
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function zoneOffset(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(instant / 1000) * 1000;
}
