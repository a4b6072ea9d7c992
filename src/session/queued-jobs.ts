import * as z from "zod";
import type { QueueJobKind } from "#platform/job-kind.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { jobKey, type JobReport } from "./jobs.ts";

const PREFIX = "queued:";
const MAX_ATTEMPTS = 2;
/** Longer than the queue takes for its own tries; what has not come back by then is lost. */
const LOST_AFTER_MS = 30 * 60_000;
/** A queue takes messages of 128 KB: developers.cloudflare.com/queues/platform/limits. */
const LARGEST_INPUT_BYTES = 100_000;

const queuedJob = jobKey.extend({
  input: z.unknown(),
  attempt: z.int(),
  dedupeKey: z.string().optional(),
  /** Of the turn that began it. */
  hops: z.int().optional(),
  /** Counts as one attempt more, so that what those before it make comes too late; it is still to be reported. */
  isStopped: z.boolean().default(false),
});
/** A job that is in the queue, as its object remembers it until it comes back. */
export type QueuedJob = z.infer<typeof queuedJob>;

/** Comes when a job should have come back by now, and at once for one that was stopped. */
export const JOB_LOST = "session.job.lost";
export const lostJob = z.object({ jobId: z.string(), attempt: z.int() });

/** What the queue carries. */
export const jobMessage = jobKey.extend({
  type: z.literal("job"),
  to: z.string(),
  jobId: z.string(),
  attempt: z.int(),
  input: z.unknown(),
  hops: z.int().optional(),
  /** The person's, by which their day begins. */
  timezone: z.string().optional(),
});
export type JobMessage = z.infer<typeof jobMessage>;

export function queuedCell(jobId: string): StateCell<QueuedJob> {
  return { feature: "session", key: PREFIX + jobId, schema: queuedJob };
}

/** Hands a job to the queue with the turn's commit, unless one with its key has not come back. */
export function enqueueJob(turn: Turn, job: QueueJobKind, { jobId, input }: { jobId: string; input: unknown }): void {
  const size = new TextEncoder().encode(JSON.stringify(input)).byteLength;
  if (size > LARGEST_INPUT_BYTES) throw new Error(`the input of ${job.name} has ${size} bytes, too many for the queue`);
  const dedupeKey = job.dedupeKey?.(input);
  const isThere = dedupeKey !== undefined && listWaiting(turn).some((other) => other.name === job.name && other.dedupeKey === dedupeKey);
  if (isThere) return;
  const queued = { name: job.name, version: job.version ?? 1, input, attempt: 1, isStopped: false, ...countOf(turn) };
  send(turn, jobId, dedupeKey === undefined ? queued : { ...queued, dedupeKey });
}

/** What a job takes along of the turn that begins it. */
export function countOf({ hops }: Turn): { hops?: number } {
  return hops === 0 ? {} : { hops };
}

/** Takes a job that has come back; false for the result of an old try, or of a job that was stopped: it is late, and refused. */
export function settleQueued(turn: Turn, { jobId, attempt }: NonNullable<JobReport["queued"]>): boolean {
  const cell = queuedCell(jobId);
  if (turn.state.read(cell)?.attempt !== attempt) return false;
  turn.state.clear(cell);
  turn.cancelTimer(PREFIX + jobId);
  return true;
}

/** Sends a lost job once more; gives back the failure of one that was lost for good, or has been stopped. */
export function retryLost(turn: Turn, { jobId, attempt }: z.infer<typeof lostJob>): JobReport | undefined {
  const job = turn.state.read(queuedCell(jobId));
  if (job?.attempt !== attempt) return undefined;
  if (job.isStopped) return failure(jobId, job, "stopped");
  if (attempt >= MAX_ATTEMPTS) return failure(jobId, job, "lost");
  send(turn, jobId, { ...job, attempt: attempt + 1 });
  return undefined;
}

function failure(jobId: string, { name, version, input, attempt, hops }: QueuedJob, reason: string): JobReport {
  return { name, version, input, outcome: { ok: false, reason }, hops, queued: { jobId, attempt } };
}

/** Waits for jobs of these kinds no longer: each is reported as stopped in a turn of its own, and what it still makes is refused. */
export function stopQueued(turn: Turn, names: readonly string[]): void {
  for (const { jobId, ...job } of listWaiting(turn)) {
    if (!names.includes(job.name)) continue;
    const stopped = { ...job, attempt: job.attempt + 1, isStopped: true };
    turn.state.write(queuedCell(jobId), stopped);
    expectBack(turn, jobId, stopped.attempt, turn.now);
  }
}

function send(turn: Turn, jobId: string, job: QueuedJob): void {
  turn.state.write(queuedCell(jobId), job);
  expectBack(turn, jobId, job.attempt, new Date(turn.now.getTime() + LOST_AFTER_MS));
  turn.enqueue(jobId);
}

function expectBack(turn: Turn, jobId: string, attempt: number, dueAt: Date): void {
  turn.after(PREFIX + jobId, { dueAt, kind: JOB_LOST, version: 1, data: { jobId, attempt } });
}

function listWaiting({ state }: Turn): Array<QueuedJob & { jobId: string }> {
  return Object.entries(state.list("session")).flatMap(([key, value]) => {
    const job = key.startsWith(PREFIX) ? queuedJob.safeParse(value).data : undefined;
    return job === undefined || job.isStopped ? [] : [{ ...job, jobId: key.slice(PREFIX.length) }];
  });
}
