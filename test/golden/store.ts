import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

type Row = Record<string, string | number | null>;
type Tables = Record<string, Row[]>;

/** What objects, the database and the newest backup hold. */
export type Dump = {
  objects: Record<string, { schema: string[]; tables: Tables }>;
  database: Tables;
  manifest: unknown;
};

const TABLES =
  "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name";

export async function dump(objectNames: string[]): Promise<Dump> {
  const objects: Dump["objects"] = {};
  for (const name of objectNames) objects[name] = await dumpObject(name);
  return { objects, database: await dumpDatabase(), manifest: await newestManifest() };
}

function dumpObject(name: string): Promise<Dump["objects"][string]> {
  return runInDurableObject(env.SESSIONS.getByName(name), (_, { storage: { sql } }) => {
    const found = sql.exec<{ name: string; sql: string }>(TABLES).toArray();
    const rows = (table: string) => sql.exec<Row>(`SELECT * FROM ${table} ORDER BY 1, 2`).toArray();
    return { schema: found.map((table) => table.sql), tables: Object.fromEntries(found.map((table) => [table.name, rows(table.name)])) };
  });
}

async function dumpDatabase(): Promise<Tables> {
  const { results } = await env.DB.prepare(TABLES).all<{ name: string }>();
  const tables: Tables = {};
  for (const { name } of results.filter((table) => table.name !== "d1_migrations")) {
    const rows = (await env.DB.prepare(`SELECT * FROM ${name} ORDER BY 1`).all<Row>()).results;
    if (rows.length > 0) tables[name] = rows;
  }
  return tables;
}

async function newestManifest(): Promise<unknown> {
  const { objects } = await env.FILES.list({ prefix: "backups/" });
  const newest = objects.map(({ key }) => key).findLast((key) => key.endsWith("/manifest.json"));
  return newest === undefined ? undefined : await (await env.FILES.get(newest))?.json();
}

/** Puts back what was dumped, over whatever there is. The objects know nothing of it until they are called. */
export async function restore({ objects, database }: Dump): Promise<void> {
  for (const [table, rows] of Object.entries(database)) {
    // The audit log gives nothing back: what is in there already stays.
    if (table !== "audit_log") await env.DB.prepare(`DELETE FROM ${table}`).run();
    for (const row of rows) {
      const columns = Object.keys(row);
      const insert = `INSERT OR IGNORE INTO ${table} (${columns.map((column) => `"${column}"`).join()}) VALUES (${columns.map(() => "?").join()})`;
      await env.DB.prepare(insert)
        .bind(...Object.values(row))
        .run();
    }
  }
  for (const [name, object] of Object.entries(objects)) await restoreObject(name, object);
}

function restoreObject(name: string, { schema, tables }: Dump["objects"][string]): Promise<void> {
  return runInDurableObject(env.SESSIONS.getByName(name), async (instance, { storage }) => {
    Object.assign(instance, { parts: undefined });
    for (const table of Object.keys(tables)) storage.sql.exec(`DROP TABLE IF EXISTS ${table}`);
    for (const table of schema) storage.sql.exec(table);
    for (const [table, rows] of Object.entries(tables))
      for (const row of rows)
        storage.sql.exec(
          `INSERT INTO ${table} VALUES (${Object.keys(row)
            .map(() => "?")
            .join()})`,
          ...Object.values(row),
        );
    await storage.setAlarm(Date.now() + 3_600_000);
  });
}
