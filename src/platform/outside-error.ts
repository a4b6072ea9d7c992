import { GrammyError, HttpError } from "grammy";

export type OutsideService = "telegram" | "model" | "database" | "queue" | "network";

/** Something outside us failed. `retryable` says whether the same call may succeed later; `reason` is safe to log. */
export class OutsideError extends Error {
  override readonly name = "OutsideError";
  readonly service: OutsideService;
  readonly reason: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(failure: {
    service: OutsideService;
    reason: string;
    retryable: boolean;
    retryAfterMs?: number | undefined;
    cause?: unknown;
  }) {
    super(`${failure.service}: ${failure.reason}`, { cause: failure.cause });
    this.service = failure.service;
    this.reason = failure.reason;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
  }
}

/** Work of a kind or version that this code does not know: a deploy is under way, in one direction or the other. */
export class UnknownVersionError extends Error {
  override readonly name = "UnknownVersionError";
}

/** Whether the same work may succeed later without anybody mending anything. */
export function isPassing(error: unknown): boolean {
  if (error instanceof OutsideError) return error.retryable;
  if (error instanceof GrammyError) return error.error_code === 429 || error.error_code >= 500;
  if (error instanceof HttpError) return true;
  if (!(error instanceof Error)) return false;
  if (error.name === "TimeoutError" || ("retryable" in error && error.retryable === true)) return true;
  return PASSING_DATABASE_ERROR.test(error.message) || PASSING_STORE_ERROR.test(error.message) || isPassing(error.cause);
}

// D1's own words for what passes: developers.cloudflare.com/d1/observability/debug-d1.
const PASSING_DATABASE_ERROR =
  /overloaded|requests queued for too long|D1_ERROR.*timed? ?out|reset because|caused object to be reset|Network connection lost|storage operation exceeded/i;

// R2's internal error, whose words ask to try again: developers.cloudflare.com/r2/api/error-codes, 10001 and 10043.
const PASSING_STORE_ERROR = /\((10001|10043)\)$/;
