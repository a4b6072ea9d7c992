import type { Spending } from "#platform/ai/account.ts";
import { openOwnPurse } from "#platform/ai/own-purse.ts";
import { payerOf } from "#platform/ai/payer.ts";
import { raiseAlert } from "#platform/alerts.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import { extendTrace, type Noted, type TraceEntry } from "#platform/trace.ts";
import type { SessionBot } from "./bot.ts";
import { createDraft, draftIdOf, type Draft } from "./drafts.ts";
import { newRow } from "./inbox.ts";
import { beginNextJob, findBegun, jobGone, jobKey, jobStopped, listJobs, parkJobs, type Job, type JobReport } from "./jobs.ts";
import { spendingWrites } from "./settling.ts";
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
  const begun = findBegun(parts.store, parts.bot.knowsJob);

  const work = singleFlight(async () => {
    if (!listJobs(parts.store).every(parts.bot.knowsJob)) await parkUnknown(parts);
    for (;;) {
      const next = hasUnreadReport(parts) ? undefined : beginNextJob(parts.store, parts.bot.knowsJob, begun);
      if (next === undefined) return;
      running = { job: next.job, controller: new AbortController() };
      const ended: Ended =
        next.end === undefined
          ? await runJob(parts, next.job, running.controller.signal)
          : { outcome: { ok: false, reason: next.end }, notes: [], spending: undefined };
      running = undefined;
      await report(parts, next.job, ended);
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

/** `notes` are dated in real time. */
type Ended = { outcome: JobReport["outcome"]; notes: TraceEntry[]; spending: Spending | undefined };

async function runJob({ subject, store, bot }: JobRunnerParts, job: Job, stopped: AbortSignal): Promise<Ended> {
  const notes: TraceEntry[] = [];
  const note = (noted: Noted) => void notes.push({ at: Date.now(), ...noted });
  const state = readStateOf(store);
  const draft = openDraft({ subject, bot }, job);
  const jobId = `${nameOf(subject)}:${job.jobId}`;
  const profile = state.read(profileCell);
  const payer = payerOf(subject, profile?.timezone ?? bot.deps.config.timezone);
  const purse = openOwnPurse({ deps: bot.deps, jobId, payer, state });
  const outcome = await bot.runJob(job, { jobId, state, profile, payer, purse, draft, note }, stopped);
  await draft.settle();
  return { outcome, notes, spending: await purse.spending() };
}

function openDraft({ subject, bot }: Pick<JobRunnerParts, "subject" | "bot">, job: Job): Draft {
  const { telegram, log, config } = bot.deps;
  const chatId = subject.type === "person" ? subject.id : 0;
  return createDraft({
    telegram,
    log,
    chatId,
    draftId: draftIdOf(job.jobId),
    richMessages: config.richMessages,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

async function report({ store, bot }: JobRunnerParts, job: Job, { outcome, notes, spending }: Ended): Promise<void> {
  bot.deps.log.info("session.job.ended", { job: job.name, attempt: job.attempt, outcome: outcome.ok ? "ok" : outcome.reason });
  const { name, version, input, hops } = job;
  const body: JobReport = { name, version, input, outcome, hops };
  const now = (await bot.deps.clock.now()).getTime();
  const row = newRow({ key: `j:${job.jobId}:${job.attempt}`, kind: "job", body: JSON.stringify(body) }, store.nextSeq(), now);
  // By the clock that everything else goes by, which a simulation moves.
  const ahead = now - Date.now();
  const trace = extendTrace(notes.map((entry) => ({ ...entry, at: entry.at + ahead })));
  store.apply({ state: [jobGone(job.jobId), ...spendingWrites(store, spending)], arrivals: [{ ...row, trace }] });
}
