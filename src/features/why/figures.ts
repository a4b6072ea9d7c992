/** 2026-11-23, in a zone. */
export function dayAt(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** 08:05:09, in a zone; `at` in milliseconds. */
export function timeAt(at: number, timezone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(
    new Date(at),
  );
}

/** Millionths of a US dollar as people read them. */
export function inDollars(spent: number): string {
  return (spent / 1_000_000).toFixed(spent < 10_000 ? 6 : 4);
}
