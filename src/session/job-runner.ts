import type { SessionBot } from "./bot.ts";
import { newRow } from "./inbox.ts";
import { beginNextJob, jobKey, type Job, type JobReport } from "./jobs.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore } from "./store.ts";
import { profileCell } from "./turn.ts";

export type JobRunnerParts = { store: SessionStore; bot: SessionBot; onResult: () => void };

/**
 * Runs the object's jobs one at a time; each outcome comes back through the inbox. The next one begins only when the last outcome
 * has been handled, so that it sees what that one changed.
 */
export function createJobRunner({ store, bot, onResult }: JobRunnerParts): () => Promise<void> {
  return singleFlight(async () => {
    for (;;) {
      const next = hasUnreadReport(store) ? undefined : beginNextJob(store);
      if (next === undefined) return;
      const startedAt = Date.now();
      const outcome: JobReport["outcome"] = next.isAbandoned ? { ok: false, reason: "abandoned" } : await runJob(store, bot, next.job);
      bot.deps.log.info("session.job.ended", { job: next.job.name, attempt: next.job.attempt, outcome: outcome.ok ? "ok" : outcome.reason, ms: Date.now() - startedAt });
      report(store, next.job, outcome, (await bot.deps.clock.now()).getTime());
      onResult();
    }
  });
}

function hasUnreadReport(store: SessionStore): boolean {
  return store.open().some((row) => row.kind === "job" && row.status === "waiting");
}

function runJob(store: SessionStore, bot: SessionBot, job: Job): Promise<JobReport["outcome"]> {
  const state = readStateOf(store);
  return bot.runJob(job, { state, profile: state.read(profileCell) });
}

function report(store: SessionStore, job: Job, outcome: JobReport["outcome"], now: number): void {
  const body: JobReport = { name: job.name, input: job.input, outcome };
  const row = newRow({ key: `j:${job.jobId}:${job.attempt}`, kind: "job", body: JSON.stringify(body) }, store.nextSeq(), now);
  store.finishJob(jobKey(job.jobId), row);
}
