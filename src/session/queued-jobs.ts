import * as z from "zod";
import type { JobKind } from "#platform/feature.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { jobKey, type JobReport } from "./jobs.ts";

const PREFIX = "queued:";
const MAX_ATTEMPTS = 2;
/** Longer than the queue takes for its own tries; what has not come back by then is lost. */
const LOST_AFTER_MS = 30 * 60_000;
/** A queue takes messages of 128 KB: developers.cloudflare.com/queues/platform/limits. */
const LONGEST_INPUT = 100_000;

const queuedJob = jobKey.extend({ input: z.unknown(), attempt: z.int(), dedupeKey: z.string().optional() });
/** A job that is in the queue, as its object remembers it until it comes back. */
export type QueuedJob = z.infer<typeof queuedJob>;

/** Comes when a job should have come back by now. */
export const JOB_LOST = "session.job.lost";
export const lostJob = z.object({ jobId: z.string(), attempt: z.int() });

/** What the queue carries. */
export const jobMessage = jobKey.extend({
  type: z.literal("job"),
  to: z.string(),
  jobId: z.string(),
  attempt: z.int(),
  input: z.unknown(),
});
export type JobMessage = z.infer<typeof jobMessage>;

export function queuedCell(jobId: string): StateCell<QueuedJob> {
  return { feature: "session", key: PREFIX + jobId, schema: queuedJob };
}

/** Hands a job to the queue with the turn's commit, unless one with its key has not come back. */
export function enqueueJob(turn: Turn, job: JobKind, { jobId, input }: { jobId: string; input: unknown }): void {
  if (JSON.stringify(input).length > LONGEST_INPUT) throw new Error(`the input of ${job.name} is too long for the queue`);
  const dedupeKey = job.dedupeKey?.(input);
  const isThere = dedupeKey !== undefined && listQueued(turn).some((other) => other.name === job.name && other.dedupeKey === dedupeKey);
  if (isThere) return;
  const queued = { name: job.name, version: job.version ?? 1, input, attempt: 1 };
  send(turn, jobId, dedupeKey === undefined ? queued : { ...queued, dedupeKey });
}

/** Takes a job that has come back; false for the result of an old try, or of a job that was stopped: it is late, and refused. */
export function settleQueued(turn: Turn, { jobId, attempt }: NonNullable<JobReport["queued"]>): boolean {
  const cell = queuedCell(jobId);
  if (turn.state.read(cell)?.attempt !== attempt) return false;
  turn.state.clear(cell);
  turn.cancelTimer(PREFIX + jobId);
  return true;
}

/** Sends a lost job once more; gives back the failure of one that was lost for good. */
export function retryLost(turn: Turn, { jobId, attempt }: z.infer<typeof lostJob>): JobReport | undefined {
  const job = turn.state.read(queuedCell(jobId));
  if (job?.attempt !== attempt) return undefined;
  if (attempt < MAX_ATTEMPTS) {
    send(turn, jobId, { ...job, attempt: attempt + 1 });
    return undefined;
  }
  return { name: job.name, version: job.version, input: job.input, outcome: { ok: false, reason: "lost" }, queued: { jobId, attempt } };
}

/** Lets go of jobs of these kinds: their results will come too late. */
export function dropQueued(turn: Turn, names: readonly string[]): void {
  for (const { jobId, name } of listQueued(turn)) {
    if (!names.includes(name)) continue;
    turn.state.clear(queuedCell(jobId));
    turn.cancelTimer(PREFIX + jobId);
  }
}

function send(turn: Turn, jobId: string, job: QueuedJob): void {
  turn.state.write(queuedCell(jobId), job);
  const dueAt = new Date(turn.now.getTime() + LOST_AFTER_MS);
  turn.after(PREFIX + jobId, { dueAt, kind: JOB_LOST, version: 1, data: { jobId, attempt: job.attempt } });
  turn.enqueue(jobId);
}

function listQueued({ state }: Turn): Array<QueuedJob & { jobId: string }> {
  return Object.entries(state.list("session")).flatMap(([key, value]) => {
    const job = key.startsWith(PREFIX) ? queuedJob.safeParse(value).data : undefined;
    return job === undefined ? [] : [{ ...job, jobId: key.slice(PREFIX.length) }];
  });
}
