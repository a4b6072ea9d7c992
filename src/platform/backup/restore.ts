import { eq } from "drizzle-orm";
import * as z from "zod";
import { recordAudit } from "../audit.ts";
import type { Deps } from "../deps.ts";
import { listForgotten } from "../forgotten.ts";
import { migrationTags } from "../migrations.ts";
import { accepted, refused, type Result } from "../result.ts";
import { settings } from "../schema.ts";
import { checkPart, readPart } from "./check.ts";
import { findManifest, type Manifest } from "./manifest.ts";
import { countRows, insertRows, listColumns, listTables, type Row } from "./tables.ts";

const NAME = "restore";
/** What one statement takes, well below D1's two megabytes for a value. */
const CHUNK_CHARACTERS = 500_000;
/** A Worker that nobody uses yet writes into these by itself. */
const LIVING: readonly string[] = ["alerts", "cron_runs", "events", "outages", "settings"];

/** Every part is checked before the first is written; people who had themselves forgotten since come last. */
const PHASES = ["check", "write", "forget", "done"] as const;
const restoring = z.object({ backupId: z.string(), phase: z.enum(PHASES), part: z.int() });
type Restoring = z.infer<typeof restoring>;

/** How many rows of each table the backup has, and how many are in the database now. */
export type RestoreReport = { phase: Restoring["phase"]; tables: Array<{ name: string; expected: number; found: number }> };

export type RestoreRun = {
  backupId: string;
  now: Date;
  /** In real time; what is not done by then is left for the next call. */
  until: number;
  /** Deletes everything that is held of a person. */
  forget: (personId: number, forgottenAt: Date) => Promise<void>;
};

/**
 * Goes on with restoring a backup into this database, which must have been empty: called again until `phase` is done. A call that
 * breaks off loses nothing. Refusals are words for operators.
 */
export async function restoreBackup(deps: Deps, run: RestoreRun): Promise<Result<RestoreReport, string>> {
  const found = await findManifest(deps.files, run.backupId);
  if (found === undefined) return refused(`there is no finished backup ${run.backupId} here, or its manifest cannot be read`);
  const problem = judgeSchema(found);
  if (problem !== undefined) return refused(problem);
  const begun = await begin(deps, found);
  if (!begun.ok) return begun;
  let state = begun.value;
  while (state.phase !== "done") {
    const step = await takeStep(deps, found, state, run);
    if (!step.ok) return step;
    state = step.value;
    if (Date.now() > run.until) break;
  }
  return accepted({ phase: state.phase, tables: await compare(deps, found) });
}

/** Migrations only add, so what an older version has written fits; what a newer one has written may not. */
function judgeSchema({ backupId, schema }: Manifest): string | undefined {
  const strange = schema.findIndex((tag, at) => tag !== migrationTags[at]);
  if (strange === -1) return undefined;
  return `the backup ${backupId} was made with the migration ${schema[strange]}, which this Worker does not have: deploy the version that made it, or a newer one`;
}

async function begin({ db }: Deps, { backupId, tables }: Manifest): Promise<Result<Restoring, string>> {
  const [row] = await db.select().from(settings).where(eq(settings.name, NAME));
  if (row !== undefined) {
    const known = restoring.parse(JSON.parse(row.value));
    return known.backupId === backupId ? accepted(known) : refused(`the backup ${known.backupId} is being restored here already`);
  }
  const existing = await listTables(db);
  const strange = tables.find(({ name }) => !existing.includes(name));
  if (strange !== undefined) return refused(`the database has no table ${strange.name}: apply the migrations first`);
  for (const name of existing.filter((one) => !LIVING.includes(one))) {
    const count = await countRows(db, name);
    if (count > 0) return refused(`the database is not empty: ${name} has ${count} rows. Restore into a new one`);
  }
  return accepted({ backupId, phase: "check", part: 0 });
}

async function takeStep(deps: Deps, manifest: Manifest, state: Restoring, run: RestoreRun): Promise<Result<Restoring, string>> {
  const parts = manifest.tables.flatMap(({ name, parts: own }) => own.map((part) => ({ name, part })));
  const next = parts[state.part];
  if (state.phase === "check") {
    const problem = next === undefined ? undefined : await checkPart(deps, next);
    if (problem !== undefined) {
      await deps.db.delete(settings).where(eq(settings.name, NAME));
      return refused(problem);
    }
  }
  if (state.phase === "write" && next !== undefined) await writeRows(deps, next.name, await readPart(deps.files, next.part));
  if (state.phase === "forget") {
    await forgetAgain(deps, manifest, run);
    await recordEnd(deps, manifest, run);
  }
  const isEndOfPhase = next === undefined || state.phase === "forget";
  const following = PHASES[PHASES.indexOf(state.phase) + 1] ?? "done";
  const after: Restoring = isEndOfPhase ? { ...state, phase: following, part: 0 } : { ...state, part: state.part + 1 };
  await save(deps, after);
  return accepted(after);
}

async function save({ db }: Deps, state: Restoring): Promise<void> {
  const value = JSON.stringify(state);
  await db.insert(settings).values({ name: NAME, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
}

async function writeRows({ db }: Deps, table: string, lines: readonly string[]): Promise<void> {
  const columns = await listColumns(db, table);
  for (let at = 0; at < lines.length;) {
    const rows: Row[] = [];
    for (let size = 0; at < lines.length && size < CHUNK_CHARACTERS; at += 1) {
      const line = lines[at] ?? "";
      rows.push(JSON.parse(line) as Row);
      size += line.length;
    }
    const written = columns.filter((column) => rows.some((row) => column in row));
    await insertRows(db, table, { columns: written, rows });
  }
}

/** Whoever had themselves forgotten after the backup began stays forgotten. */
async function forgetAgain(deps: Deps, { startedAt }: Manifest, { forget }: RestoreRun): Promise<void> {
  for (const { personId, forgottenAt } of await listForgotten(deps)) {
    if (forgottenAt >= new Date(startedAt)) await forget(personId, forgottenAt);
  }
}

async function recordEnd({ db }: Deps, { backupId }: Manifest, { now }: RestoreRun): Promise<void> {
  const entry = { auditId: `restore:${backupId}`, actor: "admin", action: "backup.restore", subject: `backup:${backupId}` };
  await db.batch([recordAudit(db, { ...entry, origin: "admin route", at: now })]);
}

function compare({ db }: Deps, { tables }: Manifest): Promise<RestoreReport["tables"]> {
  return Promise.all(tables.map(async ({ name, rows }) => ({ name, expected: rows, found: await countRows(db, name) })));
}
