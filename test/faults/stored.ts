import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";

/** What lies on disk: each object's own storage, and the people and the models' ledger in D1. */
export type Stored = { objects: StoredObject[]; people: StoredPerson[]; usage: StoredUsage[] };

export type StoredObject = { tables: string[]; inbox: StoredRow[]; profile: StoredPerson | undefined; jobs: number };
export type StoredRow = z.infer<typeof inboxRow>;
export type StoredPerson = z.infer<typeof person>;
export type StoredUsage = z.infer<typeof usage>;

const inboxRow = z.object({
  key: z.string(),
  kind: z.string(),
  status: z.string(),
  outcome: z.string(),
  body: z.string(),
  effects: z.string(),
});
const person = z.object({
  personId: z.int(),
  level: z.string(),
  interfaceLanguage: z.string(),
  explanationLanguage: z.string(),
  timezone: z.string(),
  version: z.int(),
});
const usage = z.object({ scope: z.string(), calls: z.int(), spent: z.int() });
const USAGE = "SELECT scope, sum(calls) AS calls, sum(spent) AS spent FROM ai_usage GROUP BY scope";
/** Those under way, and what is to be told to the ledger of those that have ended. */
const JOBS = `SELECT count(*) AS jobs FROM state WHERE key LIKE 'job:%' OR key = 'account' AND json NOT LIKE '%"unsettled":[]%'`;
const PEOPLE = `SELECT person_id AS personId, level, interface_language AS interfaceLanguage, explanation_language AS explanationLanguage,
  timezone, version FROM people ORDER BY person_id`;

/** Reads a copy, so that it may be done beside a Worker at rest. */
export function readStored(folder: string): Stored {
  const copy = mkdtempSync(join(tmpdir(), "stoa-stored-"));
  try {
    cpSync(folder, copy, { recursive: true });
    const d1 = databasesIn(join(copy, "d1", "miniflare-D1DatabaseObject"));
    const rowsOf = <Row>(statement: string, row: z.ZodType<Row>) =>
      d1.flatMap((path) => query(path, (database) => z.array(row).parse(database.prepare(statement).all())));
    return {
      objects: databasesIn(join(copy, "do", "stoa-Session")).map((path) => query(path, readObject)),
      people: rowsOf(PEOPLE, person),
      usage: rowsOf(USAGE, usage),
    };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

export function isAtRest({ objects }: Stored): boolean {
  return objects.every(({ jobs, inbox }) => jobs === 0 && inbox.every(({ status }) => status !== "waiting" && status !== "sending"));
}

function databasesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sqlite") && basename(name) !== "metadata.sqlite")
    .map((name) => join(folder, name));
}

function query<Result>(path: string, read: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(path);
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function readObject(database: DatabaseSync): StoredObject {
  const names = z
    .array(z.object({ name: z.string() }))
    .parse(database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all());
  const tables = names
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("_cf_"))
    .sort();
  if (!tables.includes("inbox") || !tables.includes("state")) return { tables, inbox: [], profile: undefined, jobs: 0 };
  const profile = database.prepare("SELECT json FROM state WHERE feature = 'session' AND key = 'profile'").get();
  const { jobs } = z.object({ jobs: z.int() }).parse(database.prepare(JOBS).get());
  return {
    tables,
    jobs,
    inbox: z.array(inboxRow).parse(database.prepare("SELECT key, kind, status, outcome, body, effects FROM inbox ORDER BY seq").all()),
    profile: profile === undefined ? undefined : person.parse(JSON.parse(String(profile["json"]))),
  };
}
