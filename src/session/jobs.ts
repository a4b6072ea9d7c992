import * as z from "zod";
import type { SessionStore, StateWrite } from "./store.ts";

const PREFIX = "job:";
const MAX_ATTEMPTS = 2;

const jobRow = z.object({ name: z.string(), input: z.unknown(), attempt: z.int().default(0), isStopped: z.boolean().default(false) });
/** A piece of work beside the loop; `attempt` counts how often it was begun, `isStopped` outlives the object that was told so. */
export type Job = z.infer<typeof jobRow> & { jobId: string };

/** The result of a job, as it comes back into the inbox. `partial` is what a stopped one had written so far. */
export const jobReport = z.object({
  name: z.string(),
  input: z.unknown(),
  outcome: z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), reason: z.string(), partial: z.string().optional() }),
  ]),
});
export type JobReport = z.infer<typeof jobReport>;

export function jobWrite(jobId: string, job: { name: string; input: unknown; attempt?: number; isStopped?: boolean }): StateWrite {
  return { feature: "session", key: PREFIX + jobId, json: JSON.stringify(job) };
}

export function jobGone(jobId: string): StateWrite {
  return { feature: "session", key: PREFIX + jobId, json: undefined };
}

/** The mark on a job that somebody has stopped. */
export function jobStopped({ jobId, name, input, attempt }: Job): StateWrite {
  return jobWrite(jobId, { name, input, attempt, isStopped: true });
}

/**
 * Marks the oldest job as begun. One whose object died under it is handed back with its `end` instead, if it was stopped before
 * or had been begun twice already.
 */
export function beginNextJob(store: SessionStore): { job: Job; end?: "stopped" | "abandoned" } | undefined {
  const [row] = store.listState("session", PREFIX).sort((a, b) => order(a.key) - order(b.key));
  if (row === undefined) return undefined;
  const job = { ...jobRow.parse(JSON.parse(row.json)), jobId: row.key.slice(PREFIX.length) };
  if (job.isStopped) return { job, end: "stopped" };
  if (job.attempt >= MAX_ATTEMPTS) return { job, end: "abandoned" };
  const begun = { ...job, attempt: job.attempt + 1 };
  store.apply({ state: [jobWrite(job.jobId, { name: begun.name, input: begun.input, attempt: begun.attempt })] });
  return { job: begun };
}

export function hasJobs(store: SessionStore): boolean {
  return store.listState("session", PREFIX).length > 0;
}

// Ids are `<row>-<n>`: numbers, which must not be sorted as text.
function order(key: string): number {
  const [row = "0", n = "0"] = key.slice(PREFIX.length).split("-");
  return Number(row) * 1000 + Number(n);
}
