import { answerOnce, answeringBelow, noteAnswered, takeParts } from "./albums.ts";
import { openContext } from "./context.ts";
import { createDirectory } from "./directory.ts";
import { createTable, type Table } from "./table.ts";
import { createUpdateDispatch, type UpdateDispatch } from "./update-dispatch.ts";
import type { Deps } from "#platform/deps.ts";
import type { Directory, Feature } from "#platform/feature.ts";
import type { JobKind } from "#platform/job-kind.ts";
import { UnknownVersionError } from "#platform/outside-error.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import type { JobKey, JobReport } from "#session/jobs.ts";
import { settleQueued } from "#session/queued-jobs.ts";

/** Finds the handler for each kind of work; every method gives the outcome's name for the log. */
export type Dispatch = {
  directory: Directory;
  update: (ctx: BotContext) => Promise<string>;
  event: (event: { kind: string; version: number; data: unknown }, turn: Turn) => Promise<string>;
  jobReport: (report: JobReport, turn: Turn) => Promise<string>;
  job: (job: JobKey) => JobKind | undefined;
  album: (groupId: string, turn: Turn) => Promise<string>;
};

export function createDispatch(features: readonly Feature[], deps: Deps, holders: readonly Feature[]): Dispatch {
  const table = createTable(features);
  const directory = createDirectory(features, { holders, config: deps.config, cancelFlow: (turn) => table.flows.cancel(turn, deps) });
  const { update, album } = createUpdateDispatch(table, directory, deps);
  return {
    directory,
    update: (ctx) => answerOnce(ctx, update),
    event: (event, turn) => handleEvent(table, event, turn, deps),
    jobReport: (report, turn) => handleReport(table, report, turn, deps),
    job: (job) => findJob(table, job),
    album: (groupId, turn) => settleAlbum(album, groupId, turn, deps),
  };
}

async function handleEvent(table: Table, event: { kind: string; version: number; data: unknown }, turn: Turn, deps: Deps): Promise<string> {
  const handler = table.events.get(`${event.kind}.${event.version}`);
  if (handler === undefined) throw new UnknownVersionError(`no feature handles event ${event.kind} ${event.version}`);
  await handler.handle(event.data, turn, deps);
  return `event.${event.kind}`;
}

function findJob(table: Table, { name, version }: JobKey): JobKind | undefined {
  const job = table.jobs.get(name);
  return job === undefined || version > (job.version ?? 1) ? undefined : job;
}

async function handleReport(table: Table, report: JobReport, turn: Turn, deps: Deps): Promise<string> {
  const { name, input, outcome } = report;
  const job = findJob(table, report);
  if (report.queued !== undefined && !settleQueued(turn, report.queued)) return `job.${name}.late`;
  if (job === undefined) throw new UnknownVersionError(`no feature has the job ${name} ${report.version}`);
  if (!job.input.safeParse(input).success) {
    deps.log.error("session.job.unreadable", { job: `${name} ${report.version}` });
    apologise(turn);
    return `job.${name}.unreadable`;
  }
  if (outcome.ok) await job.done(outcome.value, input, turn, deps);
  else await job.failed(outcome, input, turn, deps);
  return `job.${name}.${outcome.ok ? "done" : "failed"}`;
}

/** Says that something went wrong, and shows the way back. */
export function apologise(turn: Turn): void {
  const home = turn.place === undefined ? turn.directory.home(turn) : { text: [] };
  turn.say({ ...home, text: [paragraph(turn.t("apology")), ...home.text] });
}

async function settleAlbum(dispatch: UpdateDispatch["album"], groupId: string, turn: Turn, deps: Deps): Promise<string> {
  const parts = takeParts(turn, groupId);
  const [first] = parts;
  if (first === undefined) return "ignored";
  const outcome = await dispatch(openContext({ update_id: 0, message: first }, answeringBelow(turn), deps), parts);
  if (outcome !== "album") noteAnswered(turn, groupId);
  return outcome;
}
