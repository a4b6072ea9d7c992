import type { JobReport } from "#session/jobs.ts";
import { JOB_LOST, lostJob } from "#session/queued-jobs.ts";
import type { StateWrite } from "#session/store.ts";
import type { Require } from "./invariants.ts";
import { reportsOf } from "./plan.ts";

/** A job as the object's state has it: which try is awaited, and how often its end was told. */
type Queued = { attempt: number | undefined; reports: number };

/** Jobs that are sent to the queue: each comes to one end, whatever the queue does. */
export class QueueRules {
  private readonly require: Require;
  private readonly jobs = new Map<string, Queued>();
  private readonly waitForStaff = new Set<string>();

  constructor(require: Require) {
    this.require = require;
  }

  /** What is committed. */
  written({ feature, key, json }: StateWrite): void {
    if (feature === "session" && key.startsWith("queued:")) this.moved(key.slice("queued:".length), json);
    const jobId = reportsOf({ feature, key });
    if (jobId !== undefined) this.reported(jobId, Number(json));
  }

  /** A result that a handler takes for what it waits for. */
  taken({ jobId, attempt }: NonNullable<JobReport["queued"]>): void {
    const awaited = this.jobs.get(jobId)?.attempt;
    this.require(awaited === attempt, "a late result changes nothing", () => `${jobId}, try ${attempt} is taken instead of ${awaited}`);
  }

  /** Where not even the loss can be handled, the row waits for staff to have it handled anew; a result may come all the same. */
  died(body: string): void {
    const { kind, data } = JSON.parse(body);
    if (kind === JOB_LOST) this.waitForStaff.add(lostJob.parse(data).jobId);
  }

  /** Only when nothing is open any more. */
  atRest(): void {
    for (const [jobId, { reports, attempt }] of this.jobs)
      this.require(
        (this.waitForStaff.has(jobId) && reports === 0) || (reports === 1 && attempt === undefined),
        "a job in the queue reports once",
        () => `${jobId} reports ${reports} times, and try ${attempt} is awaited`,
      );
  }

  private moved(jobId: string, json: string | undefined): void {
    const { reports } = this.jobs.get(jobId) ?? { reports: 0 };
    this.jobs.set(jobId, { attempt: json === undefined ? undefined : Number(JSON.parse(json).attempt), reports });
    this.require(json === undefined || reports === 0, "a job in the queue reports once", () => `${jobId} is begun after its report`);
  }

  private reported(jobId: string, count: number): void {
    const job = this.jobs.get(jobId);
    this.require(job !== undefined && count === 1, "a job in the queue reports once", () => `${jobId} reports ${count} times`);
    if (job !== undefined) job.reports = count;
  }
}
