import { withDeadline } from "#platform/deadline.ts";
import type { Deps } from "#platform/deps.ts";
import { OutsideError } from "#platform/outside-error.ts";
import type { JobReport } from "#session/jobs.ts";

/** Runs a job to its end or its deadline; throws what it throws. */
export function runToDeadline<Context>(
  kind: { deadlineMs: number; run: (input: unknown, context: Context & { signal: AbortSignal }) => Promise<unknown> },
  input: unknown,
  context: Context,
  stopped?: AbortSignal,
): Promise<unknown> {
  return withDeadline(kind.deadlineMs, (signal) => kind.run(input, { ...context, signal }), stopped);
}

/** What a job that has thrown comes back with: a code for the log and for `failed`. */
export function failureOf(deps: Deps, job: string, error: unknown): JobReport["outcome"] {
  deps.log.warn("session.job.failed", { job, error });
  return { ok: false, reason: error instanceof OutsideError ? error.reason : "failed" };
}
