/** A model that failed this often in a row is left alone for a while: DESIGN 6, "Cooldowns". */
export const OPENS_AFTER = 3;
/** How long the one call that tries whether a model has recovered keeps others away; more than the longest deadline. */
export const TRIAL_MS = 2 * 60_000;

/** Open until an instant; from then on one call at a time is let through, which closes it or opens it again. */
export type Breaker = { state: "closed"; failures: number } | { state: "open"; until: number };

export const closedBreaker: Breaker = { state: "closed", failures: 0 };

export function admit(breaker: Breaker, now: number): { isAllowed: boolean; next: Breaker } {
  if (breaker.state === "closed") return { isAllowed: true, next: breaker };
  if (now < breaker.until) return { isAllowed: false, next: breaker };
  return { isAllowed: true, next: { state: "open", until: now + TRIAL_MS } };
}

/** No server that asks for more than a day is taken at its word. */
const LONGEST_REST_MS = 24 * 3_600_000;

/** `asksForMs` is how long the server itself wants to be left alone: then nobody need find out by failing. */
export function afterFailure(breaker: Breaker, now: number, restsMs: number, asksForMs?: number): Breaker {
  if (asksForMs !== undefined) return { state: "open", until: now + Math.min(asksForMs, LONGEST_REST_MS) };
  const failures = breaker.state === "closed" ? breaker.failures + 1 : OPENS_AFTER;
  return failures >= OPENS_AFTER ? { state: "open", until: now + restsMs } : { state: "closed", failures };
}

/** After a call from which nothing was learnt: the person stopped it, or the model refused this one request. */
export function afterNothing(breaker: Breaker, now: number): Breaker {
  return breaker.state === "open" ? { state: "open", until: Math.min(breaker.until, now) } : breaker;
}
