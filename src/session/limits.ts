/** How many updates somebody may send within how many milliseconds. */
export type FloodLimit = { updates: number; windowMs: number };

/** `warn` is the first one too many in a window: the only one that is answered. */
export type Admission = "handle" | "warn" | "drop";

/** Decides about one more update after those at `recent` (milliseconds); `warnedAt` is when somebody was last told. */
export function admit(recent: readonly number[], warnedAt: number | undefined, limit: FloodLimit, now: number): Admission {
  const inWindow = recent.filter((at) => at > now - limit.windowMs);
  if (inWindow.length < limit.updates) return "handle";
  return warnedAt === undefined || warnedAt <= now - limit.windowMs ? "warn" : "drop";
}
