export type OutsideService = "telegram" | "model" | "database" | "queue";

/** Something outside us failed. `retryable` says whether the same call may succeed later; `reason` is safe to log. */
export class OutsideError extends Error {
  override readonly name = "OutsideError";
  readonly service: OutsideService;
  readonly reason: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(failure: { service: OutsideService; reason: string; retryable: boolean; retryAfterMs?: number | undefined; cause?: unknown }) {
    super(`${failure.service}: ${failure.reason}`, { cause: failure.cause });
    this.service = failure.service;
    this.reason = failure.reason;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
  }
}
