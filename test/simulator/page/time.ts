/** Times as a person in the academy's zone reads them, by the simulated clock. */
export type Times = {
  now: () => number;
  setOffset: (offsetMs: number) => void;
  clock: (seconds: number) => string;
  day: (seconds: number) => string;
  headline: () => string;
};

export function createTimes(zone: string, offsetMs: number): Times {
  let offset = offsetMs;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "long" });
  const headline = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const now = () => Date.now() + offset;
  return {
    now,
    setOffset: (offsetMs) => {
      offset = offsetMs;
    },
    clock: (seconds) => clock.format(seconds * 1000),
    day: (seconds) => day.format(seconds * 1000),
    headline: () => headline.format(now()),
  };
}
