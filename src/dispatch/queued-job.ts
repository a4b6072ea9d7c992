import { failureOf, runToDeadline } from "./run-job.ts";
import { openLedgerPurse } from "#platform/ai/ledger-purse.ts";
import { payerOf } from "#platform/ai/payer.ts";
import type { Deps } from "#platform/deps.ts";
import type { QueueJobContext, QueueJobKind } from "#platform/job-kind.ts";
import { parseName } from "#platform/object-name.ts";
import { isPassing, UnknownVersionError } from "#platform/outside-error.ts";
import { extendTrace, type Noted, type TraceEntry } from "#platform/trace.ts";
import type { JobReport } from "#session/jobs.ts";
import type { JobMessage } from "#session/queued-jobs.ts";

/** How often the queue tries what may pass before the job counts as failed. */
const MAX_TRIES = 4;

/**
 * Runs a job from the queue and hands what comes of it to its object, which takes it once. Throws to have it tried again: what may
 * pass by itself a few times, and what this code does not know until the code comes that does.
 */
export async function runQueuedJob(message: JobMessage, tries: number, jobs: readonly QueueJobKind[], deps: Deps): Promise<void> {
  const { to, jobId, attempt, name, version, input, hops, timezone = deps.config.timezone } = message;
  const kind = jobs.find((job) => job.name === name && version <= (job.version ?? 1));
  if (kind === undefined) throw new UnknownVersionError(`no feature has the job ${name} ${version}`);
  const trace: TraceEntry[] = [];
  const now = (await deps.clock.now()).getTime();
  const note = (noted: Noted) => void trace.push({ at: now, ...noted });
  const paid = { deps, jobId: `${to}:${jobId}`, payer: payerOf(parseName(to), timezone) };
  const context = { ...paid, purse: openLedgerPurse(paid), note };
  const outcome = await runOnce(kind, input, context, { deps, isLastTry: tries >= MAX_TRIES });
  const report: JobReport = { name, version, input, outcome, hops, queued: { jobId, attempt }, spent: spentIn(trace) };
  await deps.sessions.of(to).accept({ key: `j:${jobId}:${attempt}`, kind: "job", body: JSON.stringify(report), trace: extendTrace(trace) });
}

type Run = { deps: Deps; isLastTry: boolean };

async function runOnce(
  kind: QueueJobKind,
  input: unknown,
  context: Omit<QueueJobContext, "signal">,
  { deps, isLastTry }: Run,
): Promise<JobReport["outcome"]> {
  try {
    return { ok: true, value: await runToDeadline(kind, input, context) };
  } catch (error) {
    if (isPassing(error) && !isLastTry) throw error;
    return failureOf(deps, kind.name, error);
  }
}

function spentIn(trace: readonly TraceEntry[]): number {
  return trace.reduce((sum, entry) => sum + (entry.type === "model" ? entry.spent : 0), 0);
}
