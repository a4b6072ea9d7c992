import * as z from "zod";
import type { SessionStore, StateWrite } from "./store.ts";

const PREFIX = "job:";
const MAX_ATTEMPTS = 2;
const PARKED_FOR_MS = 24 * 60 * 60_000;
const LOOK_AGAIN_MS = 5 * 60_000;

/** What is needed to find a job's code. */
export const jobKey = z.object({ name: z.string(), version: z.int().default(1) });
export type JobKey = z.infer<typeof jobKey>;

const jobRow = jobKey.extend({
  input: z.unknown(),
  attempt: z.int().default(0),
  isStopped: z.boolean().default(false),
  /** Of the turn that began it. */
  hops: z.int().optional(),
  /** Of a job that the code of the moment does not know: since when, and when to look again. */
  parked: z.object({ at: z.number(), until: z.number() }).optional(),
});
/** A piece of work beside the loop. `attempt` counts how often it was begun, stored from the second time on; `isStopped` outlives its object. */
export type Job = z.infer<typeof jobRow> & { jobId: string };

/** The result of a job, as it comes back into the inbox. `partial` is what a stopped one had written so far. */
export const jobReport = jobKey.extend({
  input: z.unknown(),
  outcome: z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), reason: z.string(), partial: z.string().optional() }),
  ]),
  hops: z.int().optional(),
  /** Which try of a job in the queue this comes from. */
  queued: z.object({ jobId: z.string(), attempt: z.int() }).optional(),
  /** What a job in the queue has spent on models; the ledger knows it already. */
  spent: z.int().optional(),
});
export type JobReport = z.infer<typeof jobReport>;

export function jobWrite(jobId: string, job: z.input<typeof jobRow>): StateWrite {
  return { feature: "session", key: PREFIX + jobId, json: JSON.stringify(job) };
}

export function jobGone(jobId: string): StateWrite {
  return { feature: "session", key: PREFIX + jobId, json: undefined };
}

/** The mark on a job that somebody has stopped. */
export function jobStopped({ jobId, ...job }: Job): StateWrite {
  return jobWrite(jobId, { ...job, isStopped: true });
}

/** The marks on all jobs of these names, whether they run or wait to. */
export function stopMarks(store: SessionStore, names: ReadonlySet<string>): StateWrite[] {
  if (names.size === 0) return [];
  return listJobs(store)
    .filter(({ name, isStopped }) => names.has(name) && !isStopped)
    .map(jobStopped);
}

/** The ids of jobs that were begun: to begin one for the first time costs no write. */
export type Begun = Set<string>;

/** What an object that died may have left begun: it runs one job at a time, the oldest first. */
export function findBegun(store: SessionStore, knows: (job: JobKey) => boolean): Begun {
  return new Set(
    listJobs(store)
      .filter(knows)
      .slice(0, 1)
      .map(({ jobId }) => jobId),
  );
}

/**
 * Begins the oldest job that this code knows. One whose object died under it is handed back with its `end` instead, if it was stopped before
 * or had been begun twice already.
 */
export function beginNextJob(
  store: SessionStore,
  knows: (job: JobKey) => boolean,
  begun: Begun,
): { job: Job; end?: "stopped" | "abandoned" } | undefined {
  const found = listJobs(store).find(knows);
  if (found === undefined) return undefined;
  const { jobId, parked, ...job } = found;
  if (job.isStopped) return { job: found, end: "stopped" };
  const attempts = begun.has(jobId) ? Math.max(job.attempt, 1) : job.attempt;
  if (attempts >= MAX_ATTEMPTS) return { job: found, end: "abandoned" };
  begun.add(jobId);
  const next = { ...job, attempt: attempts + 1 };
  if (attempts > 0 || parked !== undefined) store.apply({ state: [jobWrite(jobId, next)] });
  return { job: { ...next, jobId } };
}

/**
 * Leaves jobs that this code does not know for the code that does: a deploy is under way, in one direction or the other. Gives
 * back those for which nobody came within a day; they are gone.
 */
export function parkJobs(store: SessionStore, knows: (job: JobKey) => boolean, now: number): Job[] {
  const unknown = listJobs(store).filter((job) => !knows(job));
  return unknown.filter(({ jobId, ...job }) => {
    const { at, until } = job.parked ?? { at: now, until: now };
    const isDropped = now >= at + PARKED_FOR_MS;
    if (isDropped) store.apply({ state: [jobGone(jobId)] });
    else if (until <= now) store.apply({ state: [jobWrite(jobId, { ...job, parked: { at, until: now + LOOK_AGAIN_MS } })] });
    return isDropped;
  });
}

/** In the order in which they were started. */
export function listJobs(store: SessionStore): Job[] {
  return store
    .listState("session", PREFIX)
    .sort((a, b) => order(a.key) - order(b.key))
    .map(({ key, json }) => ({ ...jobRow.parse(JSON.parse(json)), jobId: key.slice(PREFIX.length) }));
}

/** Whether any job is running or waits only for those before it. */
export function hasJobs(store: SessionStore): boolean {
  return listJobs(store).some((job) => job.parked === undefined);
}

/** When to look again whether a parked job is known by now. */
export function nextParked(store: SessionStore): number | undefined {
  const dues = listJobs(store).flatMap(({ parked }) => parked?.until ?? []);
  return dues.length === 0 ? undefined : Math.min(...dues);
}

// Ids are `<row>-<n>`: numbers, which must not be sorted as text.
function order(key: string): number {
  const [row = "0", n = "0"] = key.slice(PREFIX.length).split("-");
  return Number(row) * 1000 + Number(n);
}
