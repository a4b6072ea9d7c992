import type { Deps } from "../deps.ts";
import { localTime } from "../zone.ts";
import { raiseAlert } from "../alerts.ts";
import { packRows, sha256 } from "./file.ts";
import { deleteBackup, pruneBackups } from "./prune.ts";
import { migrationTags } from "../migrations.ts";
import { backupKeys, listBackups, progress, type Manifest, type Part, type Progress } from "./manifest.ts";
import { listTables, readPage } from "./tables.ts";

/** From this hour on, in the academy's zone, the day's backup is due; by the other one it should be there. */
const DUE_HOUR = 3;
const MISSED_HOUR = 9;
/** A tick leaves the rest to the next one. */
const RUN_MS = 20_000;
const PAGE_ROWS = 200;
/** Before it is packed; a part must fit into a Worker's memory several times. */
const PART_CHARACTERS = 4_000_000;
const ABANDONED_MS = 2 * 24 * 60 * 60_000;

/** Begins the day's backup when it is due and goes on with what has begun; found by what lies in the bucket, so a tick may be missed or come twice. */
export async function workOnBackups(now: Date, deps: Deps): Promise<void> {
  const { day, hour } = localTime(deps.config.timezone, now);
  if (hour >= DUE_HOUR && (await deps.files.head(backupKeys.manifest(day))) === null) {
    await beginBackup(deps, { backupId: day, now });
    if (hour >= MISSED_HOUR && (await wasBackedUpBefore(deps, day))) await raiseAlert(deps, "backup.missing");
  }
  const until = Date.now() + RUN_MS;
  const { objects } = await deps.files.list({ prefix: backupKeys.open });
  for (const { key } of objects) await goOn(deps, key.slice(backupKeys.open.length), { now, until });
}

/** An academy that was deployed this afternoon has missed no backup. */
async function wasBackedUpBefore({ files }: Deps, day: string): Promise<boolean> {
  return (await listBackups(files)).some((backupId) => backupId < day);
}

/** False when a backup with this id has begun or is there already. */
export async function beginBackup({ files, db }: Deps, { backupId, now }: { backupId: string; now: Date }): Promise<boolean> {
  if ((await files.head(backupKeys.manifest(backupId))) !== null) return false;
  const left = await listTables(db);
  const begun: Progress = { form: 1, backupId, startedAt: now.toISOString(), schema: [...migrationTags], tables: [], left, afterRowid: 0 };
  const isNew = new Headers({ "if-none-match": "*" });
  return (await files.put(backupKeys.progress(backupId), JSON.stringify(begun), { onlyIf: isNew })) !== null;
}

type Run = { now: Date; until: number };

/** Writes part after part until the backup is finished, the time is over, or another run has overtaken this one. */
export async function goOn(deps: Deps, backupId: string, { now, until }: Run): Promise<void> {
  for (;;) {
    const file = await deps.files.get(backupKeys.progress(backupId));
    if (file === null) return;
    const known = progress.parse(await file.json());
    if (now.getTime() - Date.parse(known.startedAt) > ABANDONED_MS) return deleteBackup(deps.files, backupId);
    const [table] = known.left;
    if (table === undefined) return finish(deps, known);
    if (Date.now() > until) return;
    const next = await writePart(deps, known, table);
    const isOurs = await deps.files.put(backupKeys.progress(backupId), JSON.stringify(next), { onlyIf: { etagMatches: file.etag } });
    if (isOurs === null) return;
  }
}

/** One more part of a table; a run that is repeated writes the same file again. */
async function writePart(deps: Deps, known: Progress, name: string): Promise<Progress> {
  const { lines, afterRowid, isEnd } = await readLines(deps, name, known.afterRowid);
  const before = known.tables.find((table) => table.name === name) ?? { name, rows: 0, parts: [] };
  const parts =
    lines.length === 0
      ? before.parts
      : [...before.parts, await putPart(deps, known.backupId, { name, number: before.parts.length, lines })];
  const table = { name, rows: before.rows + lines.length, parts };
  return {
    ...known,
    tables: [...known.tables.filter((one) => one.name !== name), table],
    left: isEnd ? known.left.slice(1) : known.left,
    afterRowid: isEnd ? 0 : afterRowid,
  };
}

async function readLines({ db }: Deps, table: string, from: number): Promise<{ lines: string[]; afterRowid: number; isEnd: boolean }> {
  const lines: string[] = [];
  let afterRowid = from;
  for (let size = 0; size < PART_CHARACTERS;) {
    const { rows, lastRowid } = await readPage(db, table, { afterRowid, limit: PAGE_ROWS });
    const page = rows.map((row) => JSON.stringify(row));
    lines.push(...page);
    size += page.reduce((sum, line) => sum + line.length, 0);
    if (lastRowid === undefined || rows.length < PAGE_ROWS) return { lines, afterRowid, isEnd: true };
    afterRowid = lastRowid;
  }
  return { lines, afterRowid, isEnd: false };
}

type PartToPut = { name: string; number: number; lines: readonly string[] };

async function putPart({ files }: Deps, backupId: string, { name, number, lines }: PartToPut): Promise<Part> {
  const file = await packRows(lines);
  const part = { key: backupKeys.part(backupId, name, number), rows: lines.length, bytes: file.length, sha256: await sha256(file) };
  await files.put(part.key, file, { sha256: part.sha256, httpMetadata: { contentType: "application/gzip" } });
  return part;
}

/** The manifest comes last: a folder without one is half a backup, and is never restored. */
async function finish({ files, clock, log }: Deps, { left: _, afterRowid: __, ...written }: Progress): Promise<void> {
  const whole: Manifest = { ...written, finishedAt: (await clock.now()).toISOString() };
  await files.put(backupKeys.manifest(whole.backupId), JSON.stringify(whole, null, 2), {
    httpMetadata: { contentType: "application/json" },
  });
  await files.delete(backupKeys.progress(whole.backupId));
  log.info("backup.finished", { count: whole.tables.reduce((sum, table) => sum + table.rows, 0) });
  await pruneBackups(files);
}
