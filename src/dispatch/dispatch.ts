import type { Message } from "grammy/types";
import { createDirectory } from "./directory.ts";
import { createTable, type Table } from "./table.ts";
import { createUpdateDispatch } from "./update-dispatch.ts";
import type { Deps } from "#platform/deps.ts";
import type { Directory, Feature, JobKind } from "#platform/feature.ts";
import { UnknownVersionError } from "#platform/outside-error.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import type { JobReport } from "#session/jobs.ts";

/** Finds the handler for each kind of work; every method gives the outcome's name for the log. */
export type Dispatch = {
  directory: Directory;
  update: (ctx: BotContext) => Promise<string>;
  event: (event: { kind: string; version: number; data: unknown }, turn: Turn) => Promise<string>;
  jobReport: (report: JobReport, turn: Turn) => Promise<string>;
  job: (name: string) => JobKind | undefined;
  album: (parts: Message[], turn: Turn) => Promise<string>;
};

export function createDispatch(features: readonly Feature[], deps: Deps): Dispatch {
  const table = createTable(features);
  const directory = createDirectory(features, deps);
  return {
    directory,
    update: createUpdateDispatch(table, directory, deps),
    event: (event, turn) => handleEvent(table, event, turn, deps),
    jobReport: (report, turn) => handleReport(table, report, turn, deps),
    job: (name) => table.jobs.get(name),
    album: (parts, turn) => handleAlbum(table, parts, turn, deps),
  };
}

async function handleEvent(table: Table, event: { kind: string; version: number; data: unknown }, turn: Turn, deps: Deps): Promise<string> {
  const handler = table.events.get(`${event.kind}.${event.version}`);
  if (handler === undefined) throw new UnknownVersionError(`no feature handles event ${event.kind} ${event.version}`);
  await handler.handle(event.data, turn, deps);
  return `event.${event.kind}`;
}

async function handleReport(table: Table, { name, input, outcome }: JobReport, turn: Turn, deps: Deps): Promise<string> {
  const job = table.jobs.get(name);
  if (job === undefined) throw new UnknownVersionError(`no feature has the job ${name}`);
  if (outcome.ok) await job.done(outcome.value, input, turn, deps);
  else await job.failed(outcome, input, turn, deps);
  return `job.${name}.${outcome.ok ? "done" : "failed"}`;
}

async function handleAlbum(table: Table, parts: Message[], turn: Turn, deps: Deps): Promise<string> {
  for (const album of table.albums) {
    if (await album.handle(parts, turn, deps)) return "album";
  }
  return "album.ignored";
}
