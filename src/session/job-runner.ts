import { payerOf } from "#platform/ai/payer.ts";
import { raiseAlert } from "#platform/alerts.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import { extendTrace, type Noted, type TraceEntry } from "#platform/trace.ts";
import type { SessionBot } from "./bot.ts";
import { createDraft, draftIdOf, type Draft } from "./drafts.ts";
import { newRow } from "./inbox.ts";
import { beginNextJob, jobGone, jobKey, jobStopped, listJobs, parkJobs, type Job, type JobReport } from "./jobs.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";
import { profileCell } from "./turn.ts";

export type JobRunnerParts = { subject: Subject; store: SessionStore; bot: SessionBot; onResult: () => void };

export type JobRunner = {
  /** Runs what there is to run. */
  work: () => Promise<void>;
  /** The running job, or only the one that writes this draft. Its `mark` is stored before it is ended; its report says `stopped`. */
  findRunning: (draftId?: number) => { mark: StateWrite; end: () => void } | undefined;
  /** Ends the running job if a turn has just marked it as stopped. */
  endMarked: () => void;
};

/**
 * Runs the object's jobs one at a time; each outcome comes back through the inbox. The next one begins only when the last outcome
 * has been handled, so that it sees what that one changed.
 */
export function createJobRunner(parts: JobRunnerParts): JobRunner {
  let running: { job: Job; controller: AbortController } | undefined;

  const work = singleFlight(async () => {
    if (!listJobs(parts.store).every(parts.bot.knowsJob)) await parkUnknown(parts);
    for (;;) {
      const next = hasUnreadReport(parts) ? undefined : beginNextJob(parts.store, parts.bot.knowsJob);
      if (next === undefined) return;
      running = { job: next.job, controller: new AbortController() };
      const notes: TraceEntry[] = [];
      const outcome: JobReport["outcome"] =
        next.end === undefined
          ? await runJob(parts, next.job, { stopped: running.controller.signal, notes })
          : { ok: false, reason: next.end };
      running = undefined;
      await report(parts, next.job, { outcome, notes });
      parts.onResult();
    }
  });
  const end = () => running?.controller.abort(new DOMException("stopped by the person", "AbortError"));
  return {
    work,
    findRunning: (draftId) => {
      if (running === undefined || (draftId !== undefined && draftId !== draftIdOf(running.job.jobId))) return undefined;
      return { mark: jobStopped(running.job), end };
    },
    endMarked: () => {
      const isMarked =
        running !== undefined && listJobs(parts.store).some(({ jobId, isStopped }) => isStopped && jobId === running?.job.jobId);
      if (isMarked) end();
    },
  };
}

async function parkUnknown({ store, bot }: JobRunnerParts): Promise<void> {
  const now = (await bot.deps.clock.now()).getTime();
  for (const { name, version } of parkJobs(store, bot.knowsJob, now)) {
    bot.deps.log.error("session.job.dropped", { job: `${name} ${version}` });
    await raiseAlert(bot.deps, "job.dropped");
  }
}

/** One that this code cannot read is parked, and must not hold back the others. */
function hasUnreadReport({ store, bot }: JobRunnerParts): boolean {
  const reports = store.open().filter((row) => row.kind === "job" && row.status === "waiting");
  return reports.some(({ body }) => bot.knowsJob(jobKey.parse(JSON.parse(body))));
}

/** `notes` takes what the job notes, dated in real time. */
async function runJob(
  parts: JobRunnerParts,
  job: Job,
  { stopped, notes }: { stopped: AbortSignal; notes: TraceEntry[] },
): Promise<JobReport["outcome"]> {
  const note = (noted: Noted) => void notes.push({ at: Date.now(), ...noted });
  const state = readStateOf(parts.store);
  const draft = openDraft(parts, job);
  const jobId = `${nameOf(parts.subject)}:${job.jobId}`;
  const profile = state.read(profileCell);
  const payer = payerOf(parts.subject, profile?.timezone ?? parts.bot.deps.config.timezone);
  const outcome = await parts.bot.runJob(job, { jobId, state, profile, payer, draft, note }, stopped);
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

type Ended = { outcome: JobReport["outcome"]; notes: TraceEntry[] };

async function report({ store, bot }: JobRunnerParts, job: Job, { outcome, notes }: Ended): Promise<void> {
  bot.deps.log.info("session.job.ended", { job: job.name, attempt: job.attempt, outcome: outcome.ok ? "ok" : outcome.reason });
  const { name, version, input, hops } = job;
  const body: JobReport = { name, version, input, outcome, hops };
  const now = (await bot.deps.clock.now()).getTime();
  const row = newRow({ key: `j:${job.jobId}:${job.attempt}`, kind: "job", body: JSON.stringify(body) }, store.nextSeq(), now);
  // By the clock that everything else goes by, which a simulation moves.
  const ahead = now - Date.now();
  const trace = extendTrace(notes.map((entry) => ({ ...entry, at: entry.at + ahead })));
  store.apply({ state: [jobGone(job.jobId)], arrivals: [{ ...row, trace }] });
}
