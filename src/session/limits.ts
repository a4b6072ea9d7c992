/** How many updates somebody may send within how many milliseconds. */
export type FloodLimit = { updates: number; windowMs: number };

/** `warn` is the first one too many in a window: the only one that is answered. */
export type Admission = "handle" | "warn" | "drop";

/** Decides about one more update after those at `recent` (milliseconds); `warnedAt` is when somebody was last told. */
export function admit(recent: readonly number[], warnedAt: number | undefined, limit: FloodLimit, now: number): Admission {
  // A clock that was set back leaves instants that have not come yet; they are no reason to wait.
  const inWindow = recent.filter((at) => at > now - limit.windowMs && at <= now);
  if (inWindow.length < limit.updates) return "handle";
  return warnedAt === undefined || warnedAt <= now - limit.windowMs || warnedAt > now ? "warn" : "drop";
}
