import { nameOf, type Subject } from "#platform/object-name.ts";
import type { SessionBot } from "./bot.ts";
import { createDraft, draftIdOf, type Draft } from "./drafts.ts";
import { newRow } from "./inbox.ts";
import { beginNextJob, jobGone, type Job, type JobReport } from "./jobs.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore } from "./store.ts";
import { profileCell } from "./turn.ts";

export type JobRunnerParts = { subject: Subject; store: SessionStore; bot: SessionBot; onResult: () => void };

export type JobRunner = {
  /** Runs what there is to run. */
  work: () => Promise<void>;
  /** Ends the running job, or only the one that writes this draft; its report says `stopped`. False when there was none. */
  stop: (draftId?: number) => boolean;
};

/**
 * Runs the object's jobs one at a time; each outcome comes back through the inbox. The next one begins only when the last outcome
 * has been handled, so that it sees what that one changed.
 */
export function createJobRunner(parts: JobRunnerParts): JobRunner {
  let running: { draftId: number; controller: AbortController } | undefined;

  const work = singleFlight(async () => {
    for (;;) {
      const next = hasUnreadReport(parts.store) ? undefined : beginNextJob(parts.store);
      if (next === undefined) return;
      running = { draftId: draftIdOf(next.job.jobId), controller: new AbortController() };
      const outcome: JobReport["outcome"] = next.isAbandoned
        ? { ok: false, reason: "abandoned" }
        : await runJob(parts, next.job, running.controller.signal);
      running = undefined;
      await report(parts, next.job, outcome);
      parts.onResult();
    }
  });
  return {
    work,
    stop: (draftId) => {
      if (running === undefined || (draftId !== undefined && draftId !== running.draftId)) return false;
      running.controller.abort(new DOMException("stopped by the person", "AbortError"));
      return true;
    },
  };
}

function hasUnreadReport(store: SessionStore): boolean {
  return store.open().some((row) => row.kind === "job" && row.status === "waiting");
}

async function runJob(parts: JobRunnerParts, job: Job, stopped: AbortSignal): Promise<JobReport["outcome"]> {
  const state = readStateOf(parts.store);
  const draft = openDraft(parts, job);
  const jobId = `${nameOf(parts.subject)}:${job.jobId}`;
  const outcome = await parts.bot.runJob(job, { jobId, state, profile: state.read(profileCell), draft }, stopped);
  await draft.settle();
  return outcome;
}

function openDraft({ subject, bot }: JobRunnerParts, job: Job): Draft {
  const { telegram, config } = bot.deps;
  const chatId = subject.type === "person" ? subject.id : 0;
  return createDraft({
    telegram,
    chatId,
    draftId: draftIdOf(job.jobId),
    richMessages: config.richMessages,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

async function report({ store, bot }: JobRunnerParts, job: Job, outcome: JobReport["outcome"]): Promise<void> {
  bot.deps.log.info("session.job.ended", { job: job.name, attempt: job.attempt, outcome: outcome.ok ? "ok" : outcome.reason });
  const body: JobReport = { name: job.name, input: job.input, outcome };
  const now = (await bot.deps.clock.now()).getTime();
  const row = newRow({ key: `j:${job.jobId}:${job.attempt}`, kind: "job", body: JSON.stringify(body) }, store.nextSeq(), now);
  store.apply({ state: [jobGone(job.jobId)], arrivals: [row] });
}
