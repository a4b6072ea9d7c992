import type { InboxRow } from "#session/inbox.ts";
import type { StateWrite } from "#session/store.ts";
import type { Require } from "./invariants.ts";

/** `isMarked` says that its Stop is stored, `isStopped` that it has ended itself for it. */
type Job = { begun: number; reports: number; isMarked: boolean; isStopped: boolean };

/** Jobs that run in the object, beside its loop. */
export class JobRules {
  private readonly require: Require;
  private readonly jobs = new Map<string, Job>();

  constructor(require: Require) {
    this.require = require;
  }

  written(write: StateWrite): void {
    const { key, json } = write;
    const jobId = key.replace(/^job:/, "");
    if (jobId === key || json === undefined) return;
    if (!this.jobs.has(jobId)) this.jobs.set(jobId, unbegun());
    this.marked(write);
  }

  /** What is written with a row that is taken in: the Stop of a running job. */
  marked({ key, json = "null" }: StateWrite): void {
    const job = this.jobs.get(key.replace(/^job:/, ""));
    if (job !== undefined && JSON.parse(json).isStopped === true) job.isMarked = true;
  }

  reported({ key, body }: InboxRow): void {
    const jobId = key.replace(/^j:(.*):\d+$/, "$1");
    const job = this.jobs.get(jobId);
    this.require(job !== undefined, "a job is begun twice at most and reports once", () => `${jobId} reports and was never begun`);
    if (job === undefined) return;
    job.reports += 1;
    this.require(job.reports === 1, "a job is begun twice at most and reports once", () => `${jobId} reports ${job.reports} times`);
    if (job.isStopped) this.require(body.includes('"stopped"'), "a stopped job says so", () => `${jobId}: ${body}`);
  }

  begins(jobId: string): void {
    const job = this.jobs.get(jobId) ?? unbegun();
    job.begun += 1;
    this.jobs.set(jobId, job);
    this.require(
      job.begun <= 2 && job.reports === 0,
      "a job is begun twice at most and reports once",
      () => `${jobId} is begun ${job.begun} times after ${job.reports} reports`,
    );
    this.require(!job.isMarked, "a stopped job is not begun again", () => jobId);
  }

  stopped(jobId: string): void {
    const job = this.jobs.get(jobId);
    if (job !== undefined) job.isStopped = true;
  }

  draftShown(jobId: string): void {
    this.require(this.jobs.get(jobId)?.reports === 0, "no draft after the report", () => jobId);
  }

  /** Only when nothing is open any more. */
  atRest(): void {
    for (const [jobId, job] of this.jobs)
      this.require(job.reports === 1, "everything comes to its end", () => `job ${jobId} reports ${job.reports} times`);
  }
}

function unbegun(): Job {
  return { begun: 0, reports: 0, isMarked: false, isStopped: false };
}
