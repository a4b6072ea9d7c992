import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";

export type Row = Record<string, string | number | null>;

/** The tables of the migrations, by name. */
export async function listTables(db: Database): Promise<string[]> {
  const rows = await db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite\_%' escape '\\' and name not like '\_cf\_%' escape '\\'
      and name <> 'd1_migrations' order by name`,
  );
  return rows.map((row) => row.name);
}

/** The rows after one, in the order of SQLite's own row ids: a page costs what it reads, however large the table is. */
export async function readPage(
  db: Database,
  table: string,
  { afterRowid, limit }: { afterRowid: number; limit: number },
): Promise<{ rows: Row[]; lastRowid: number | undefined }> {
  const name = sql.identifier(table);
  const found = await db.all<Row & { _rowid: number }>(
    sql`select rowid as _rowid, * from ${name} where rowid > ${afterRowid} order by rowid limit ${limit}`,
  );
  return { rows: found.map(({ _rowid, ...row }) => row), lastRowid: found.at(-1)?._rowid };
}

export async function countRows(db: Database, table: string): Promise<number> {
  const [row] = await db.all<{ count: number }>(sql`select count(*) as count from ${sql.identifier(table)}`);
  return row?.count ?? 0;
}

export async function listColumns(db: Database, table: string): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`select name from pragma_table_info(${table})`);
  return rows.map((row) => row.name);
}

/** Rows that are there already stay as they are. Columns must be those of `listColumns`. */
export async function insertRows(
  db: Database,
  table: string,
  { columns, rows }: { columns: readonly string[]; rows: readonly Row[] },
): Promise<void> {
  const names = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const values = sql.join(
    columns.map((column) => sql`json_extract(value, ${`$."${column}"`})`),
    sql`, `,
  );
  const all = sql`select ${values} from json_each(${JSON.stringify(rows)}) where true`;
  await db.run(sql`insert into ${sql.identifier(table)} (${names}) ${all} on conflict do nothing`);
}
