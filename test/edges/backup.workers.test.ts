import { sql } from "drizzle-orm";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { workOnBackups } from "#platform/backup/write.ts";
import { listTables, readPage, type Row } from "#platform/backup/tables.ts";
import { backupKeys } from "#platform/backup/manifest.ts";
import { getDeps } from "#platform/deps.ts";
import { noteForgotten } from "#platform/forgotten.ts";

const deps = getDeps(env);
const bearer = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
const night = new Date("2026-11-21T03:10:00+01:00");
const day = "2026-11-21";

async function ask<Body = Record<string, unknown>>(method: string, path: string, body?: BodyInit): Promise<{ status: number; body: Body }> {
  const init = { method, headers: bearer, ...(body === undefined ? {} : { body }) };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/backup${path}`, init));
  return { status: response.status, body: (await response.json()) as Body };
}

type Report = { phase: string; tables: Array<{ name: string; expected: number; found: number }> };

/** Asks until it is done, as the command does. */
async function restore(backupId: string): Promise<Report> {
  for (;;) {
    const { status, body } = await ask<Report & { error?: string }>("POST", `/${backupId}/restore`);
    if (status !== 200) throw new Error(body.error);
    if (body.phase === "done") return body;
  }
}

/** The audit log gives no row back, so an empty database is made by taking its guards away for a moment. */
async function emptyDatabase(): Promise<void> {
  const guards = await deps.db.all<{ name: string; sql: string }>(sql`select name, sql from sqlite_master where type = 'trigger'`);
  for (const { name } of guards) await deps.db.run(sql.raw(`drop trigger ${name}`));
  for (const table of await listTables(deps.db)) await deps.db.run(sql.raw(`delete from "${table}"`));
  for (const guard of guards) await deps.db.run(sql.raw(guard.sql));
}

/** Three rows in every table: what is in row n differs from the others, in a script of its own. */
async function seedEveryTable(): Promise<void> {
  for (const table of await listTables(deps.db)) {
    const columns = await deps.db.all<{ name: string; type: string }>(sql`select name, type from pragma_table_info(${table})`);
    for (let n = 1; n <= 3; n++) {
      const values = columns.map(({ type }) => (type.toUpperCase() === "INTEGER" ? n : `"ж ${n} <\n\u{1F600}`));
      await deps.db.run(
        sql`insert into ${sql.identifier(table)} values (${sql.join(
          values.map((value) => sql`${value}`),
          sql`, `,
        )})`,
      );
    }
  }
}

async function readAll(): Promise<Record<string, Row[]>> {
  const tables = await listTables(deps.db);
  const pages = await Promise.all(tables.map(async (table) => (await readPage(deps.db, table, { afterRowid: 0, limit: 5_000 })).rows));
  return Object.fromEntries(tables.map((table, at) => [table, pages[at] ?? []]));
}

beforeEach(async () => {
  await emptyDatabase();
  const { objects } = await env.FILES.list();
  await env.FILES.delete(objects.map(({ key }) => key));
});
afterEach(() => void vi.restoreAllMocks());

test("every row of every table comes back, whatever is written in it", async () => {
  await seedEveryTable();
  const before = await readAll();
  await workOnBackups(night, deps);
  await emptyDatabase();
  const report = await restore(day);
  const after = await readAll();
  // The settings hold how far the restoring is, and the audit log that there was one.
  const own = (table: string, rows: Row[] = []) =>
    table === "settings" ? rows.filter((row) => row["name"] !== "restore") : table === "audit_log" ? rows.slice(0, 3) : rows;
  for (const [table, rows] of Object.entries(before)) expect([table, own(table, after[table])]).toEqual([table, rows]);
  expect(
    report.tables.filter(
      ({ name, expected, found }) => found < expected || (found > expected && !["settings", "audit_log"].includes(name)),
    ),
  ).toEqual([]);
  expect(after["audit_log"]?.at(-1)).toMatchObject({ action: "backup.restore", subject: `backup:${day}` });
});

test("each table has a key, without which a row that is restored twice would be there twice", async () => {
  for (const table of await listTables(deps.db)) {
    const keys = await deps.db.all<{ pk: number }>(sql`select pk from pragma_table_info(${table}) where pk > 0`);
    expect([table, keys.length > 0]).toEqual([table, true]);
  }
});

test("the night's backup is made once, in parts, and goes on where a tick has stopped", async () => {
  await seedEveryTable();
  await deps.db.run(
    sql`with recursive n(i) as (select 10 union all select i + 1 from n where i < 909) insert into chats select i, i from n`,
  );
  await workOnBackups(new Date("2026-11-21T02:50:00+01:00"), deps);
  expect((await ask<{ backups: unknown[] }>("GET", "")).body.backups).toEqual([]);
  // A clock that stands beyond the tick's time after each part.
  let real = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => (real += 15_000));
  let ticks = 0;
  while ((await env.FILES.head(backupKeys.manifest(day))) === null && ticks < 200) {
    await workOnBackups(night, deps);
    ticks += 1;
  }
  clock.mockRestore();
  expect(ticks).toBeGreaterThan(5);
  await workOnBackups(night, deps);
  const { body } = await ask<{ backups: Array<{ backupId: string; state: string }> }>("GET", "");
  expect(body.backups).toMatchObject([{ backupId: day, state: "finished" }]);
  const whole = (await (await env.FILES.get(backupKeys.manifest(day)))?.json()) as { tables: Array<{ name: string; rows: number }> };
  expect(whole.tables.find(({ name }) => name === "chats")?.rows).toBe(903);
  expect(whole.tables.map(({ name }) => name)).toEqual(await listTables(deps.db));
});

test("two ticks at once write one backup", async () => {
  await seedEveryTable();
  await Promise.all([workOnBackups(night, deps), workOnBackups(night, deps)]);
  await workOnBackups(night, deps);
  const before = await readAll();
  await emptyDatabase();
  await restore(day);
  expect((await readAll())["people"]).toEqual(before["people"]);
});

test("thirty are kept, and what was half written is given up after two days", async () => {
  for (let n = 1; n <= 31; n++) {
    const id = new Date(Date.UTC(2026, 9, n, 3)).toISOString().slice(0, 10);
    await env.FILES.put(backupKeys.manifest(id), "{}");
    await env.FILES.put(backupKeys.part(id, "people", 0), "x");
  }
  await env.FILES.put(
    backupKeys.progress("2026-11-18"),
    JSON.stringify({
      form: 1,
      backupId: "2026-11-18",
      startedAt: "2026-11-18T02:00:00.000Z",
      schema: [],
      tables: [],
      left: ["people"],
      afterRowid: 0,
    }),
  );
  await env.FILES.put(backupKeys.part("2026-11-18", "people", 0), "x");
  await workOnBackups(night, deps);
  const { delimitedPrefixes } = await env.FILES.list({ prefix: "backups/", delimiter: "/" });
  expect(delimitedPrefixes).toHaveLength(30);
  expect(delimitedPrefixes).not.toContain("backups/2026-10-01/");
  expect(delimitedPrefixes).not.toContain("backups/2026-10-02/");
  expect(delimitedPrefixes).not.toContain("backups/2026-11-18/");
  expect((await env.FILES.list({ prefix: backupKeys.open })).objects).toEqual([]);
});

test("a backup that is not there by nine is told to staff", async () => {
  await env.FILES.put(backupKeys.manifest("2026-11-20"), "{}");
  vi.spyOn(env.FILES, "put").mockRejectedValue(new Error("R2 is down"));
  await expect(workOnBackups(new Date("2026-11-21T09:10:00+01:00"), deps)).rejects.toThrow();
  vi.restoreAllMocks();
  await workOnBackups(new Date("2026-11-21T09:20:00+01:00"), deps);
  expect(await deps.db.all(sql`select kind from alerts`)).toEqual([{ kind: "backup.missing" }]);
});

test("an academy that begins in the afternoon has missed no backup, and has its first one at once", async () => {
  await workOnBackups(new Date("2026-11-21T15:00:00+01:00"), deps);
  expect(await deps.db.all(sql`select kind from alerts`)).toEqual([]);
  expect(await env.FILES.head(backupKeys.manifest(day))).not.toBeNull();
});

test("5.5, restore takes a packed file for what is in it: nothing is written into a database that is not empty, or from a file that is not as it was", async () => {
  await seedEveryTable();
  await workOnBackups(night, deps);
  expect((await ask("POST", `/${day}/restore`)).body).toEqual({ error: expect.stringContaining("the database is not empty") });
  await emptyDatabase();
  const key = backupKeys.part(day, "people", 0);
  const whole = await (await env.FILES.get(key))?.arrayBuffer();
  await env.FILES.put(key, (whole ?? new ArrayBuffer(0)).slice(0, 40));
  const broken = await ask("POST", `/${day}/restore`);
  expect([broken.status, broken.body]).toEqual([409, { error: `the file ${key} is not the one that was written: its checksum differs` }]);
  await env.FILES.delete(key);
  expect((await ask("POST", `/${day}/restore`)).body).toEqual({ error: `the file ${key} is missing` });
  expect(Object.values(await readAll()).flat()).toEqual([]);
  await env.FILES.put(key, whole ?? "");
  expect((await restore(day)).phase).toBe("done");
});

test("a backup of another version, one that is half written and one that does not exist are refused in words", async () => {
  await workOnBackups(night, deps);
  const written = await (await env.FILES.get(backupKeys.manifest(day)))?.json<{ schema: string[] }>();
  const newer = { ...written, schema: [...(written?.schema ?? []), "9999_from_the_future"] };
  await env.FILES.put(backupKeys.manifest(day), JSON.stringify(newer));
  expect((await ask("POST", `/${day}/restore`)).body).toEqual({ error: expect.stringContaining("9999_from_the_future") });
  await env.FILES.put(backupKeys.part("2026-11-20", "people", 0), "x");
  for (const id of ["2026-11-20", "2026-11-19", "nonsense"]) {
    expect((await ask("POST", `/${id}/restore`)).body).toEqual({ error: expect.stringContaining(`no finished backup ${id}`) });
  }
});

test("a restore that broke off goes on, and another one cannot begin meanwhile", async () => {
  await seedEveryTable();
  const before = await readAll();
  await workOnBackups(night, deps);
  const written = (await (await env.FILES.get(backupKeys.manifest(day)))?.text()) ?? "";
  await env.FILES.put(backupKeys.manifest("2026-11-20"), written.replace(`"${day}"`, '"2026-11-20"'));
  await emptyDatabase();
  const clock = vi.spyOn(Date, "now");
  let real = 0;
  clock.mockImplementation(() => (real += 15_000));
  for (let n = 0; n < 12; n++) expect((await ask<Report>("POST", `/${day}/restore`)).body.phase).not.toBe("done");
  expect((await ask("POST", "/2026-11-20/restore")).status).toBe(409);
  clock.mockRestore();
  await restore(day);
  expect((await readAll())["people"]).toEqual(before["people"]);
});

test("whoever had themselves forgotten after the backup stays forgotten, and whoever did before keeps what they began anew", async () => {
  const columns = sql`(person_id, interface_language, level, explanation_language, timezone, registered_at, version)`;
  for (const personId of [71, 72])
    await deps.db.run(sql`insert into people ${columns} values (${personId}, 'en', 'A1', 'en', 'Europe/Berlin', 1, 1)`);
  await workOnBackups(night, deps);
  await noteForgotten(env.FILES, 71, new Date(night.getTime() + 3_600_000));
  await noteForgotten(env.FILES, 72, new Date(night.getTime() - 3_600_000));
  await emptyDatabase();
  await restore(day);
  const after = await readAll();
  expect(after["people"]?.map((row) => row["person_id"])).toEqual([72]);
  expect(after["tombstones"]?.map((row) => row["person_id"])).toEqual([71]);
});

test("a backup is made on request, fetched file by file, and put into another installation", async () => {
  await seedEveryTable();
  const { status, body } = await ask<{ backupId: string }>("POST", "");
  expect(status).toBe(200);
  const fetchFile = (name: string) =>
    exports.default.fetch(new Request(`https://stoa.test/admin/backup/${body.backupId}/files/${name}`, { headers: bearer }));
  const manifest = (await (await fetchFile("manifest.json")).json()) as { tables: Array<{ parts: Array<{ key: string; bytes: number }> }> };
  const names = manifest.tables.flatMap(({ parts }) => parts.map(({ key }) => key.split("/").at(-1) ?? ""));
  const copies = await Promise.all(names.map(async (name) => ({ name, file: await (await fetchFile(name)).arrayBuffer() })));
  await env.FILES.delete((await env.FILES.list()).objects.map(({ key }) => key));
  for (const { name, file } of copies) expect((await ask("PUT", `/${body.backupId}/files/${name}`, file)).status).toBe(201);
  expect((await ask("PUT", `/${body.backupId}/files/manifest.json`, JSON.stringify(manifest))).status).toBe(201);
  expect((await ask("PUT", `/${body.backupId}/files/people-0.jsonl.gz`, "x")).body).toEqual({ error: "a finished backup is not changed" });
  const before = await readAll();
  await emptyDatabase();
  await restore(body.backupId);
  expect((await readAll())["people"]).toEqual(before["people"]);
  for (const name of ["..%2F..%2Fpeople", "secret.json"]) expect((await ask("GET", `/${body.backupId}/files/${name}`)).status).toBe(404);
});
