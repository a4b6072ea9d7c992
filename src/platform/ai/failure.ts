import { OutsideError } from "../outside-error.ts";

export function modelFailure(reason: string, retryable: boolean, cause?: unknown): OutsideError {
  return new OutsideError({ service: "model", reason, retryable, cause });
}

/** A refused key and an empty account are mended by people, so they may pass as well as a busy or broken server. */
const PASSING = new Set([401, 402, 408, 409, 429]);

export function failureOfStatus(status: number | undefined, retryAfter: string | null | undefined, cause?: unknown): OutsideError {
  const seconds = Number(retryAfter ?? NaN);
  return new OutsideError({
    service: "model",
    reason: `status ${status ?? "none"}`,
    retryable: status === undefined || status === 200 || status >= 500 || PASSING.has(status),
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    cause,
  });
}
