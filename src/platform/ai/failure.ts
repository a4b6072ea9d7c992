import { OutsideError } from "../outside-error.ts";

const DAY_MS = 24 * 3_600_000;

export function modelFailure(reason: string, retryable: boolean, cause?: unknown): OutsideError {
  return new OutsideError({ service: "model", reason, retryable, cause });
}

/** What a model's adapter, or the reading of its answer, threw. */
export function toModelFailure(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  return modelFailure(error instanceof Error ? error.name : "unknown", true, error);
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

/** Workers AI names its errors by a number before their words, each of which stands for a status: developers.cloudflare.com/workers-ai/platform/errors. */
const STATUS_OF_CODE: Record<string, number> = {
  3003: 400,
  3006: 413,
  3007: 408,
  3008: 408,
  3023: 403,
  3036: 429,
  3039: 400,
  3040: 429,
  3041: 403,
  3042: 404,
  5004: 400,
  5005: 405,
  5007: 400,
  5016: 403,
  5018: 403,
  5019: 405,
};
/** The account's allowance of the day is used up; there is another at midnight UTC. */
const USED_UP = "3036";

/** What the binding of Workers AI threw; `now` in milliseconds. */
export function failureOfWorkersAi(error: unknown, now: number): OutsideError {
  const codes = error instanceof Error ? [...error.message.matchAll(/\b(\d{4}):/g)].map(([, code = ""]) => code) : [];
  const code = codes.find((each) => STATUS_OF_CODE[each] !== undefined);
  if (code === undefined) return toModelFailure(error);
  const untilMidnight = Math.ceil((DAY_MS - (now % DAY_MS)) / 1000);
  return failureOfStatus(STATUS_OF_CODE[code], code === USED_UP ? String(untilMidnight) : undefined, error);
}
