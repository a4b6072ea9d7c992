import { getTableColumns, is, SQL, sql, type InferInsertModel } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "./database.ts";

/** A row to insert, of which any value may be an expression over the tables that the condition does not name. */
export type RowToInsert<Table extends SQLiteTable> = {
  [Field in keyof InferInsertModel<Table>]: InferInsertModel<Table>[Field] | SQL;
};

/** The condition of what is written in any case. */
export const always = sql`true`;

/**
 * The statement that inserts a row if the condition holds when its turn in the batch comes, or one for each row of `from`. A known
 * key is left alone.
 */
export function insertWhen<Table extends SQLiteTable>(
  db: Database,
  table: Table,
  row: RowToInsert<Table>,
  condition: SQL,
  from?: SQL,
): BatchItem<"sqlite"> {
  const given = new Map<string, unknown>(Object.entries(row));
  const values = Object.entries(getTableColumns(table)).map(([field, column]) => {
    const value = given.get(field) ?? column.default;
    if (is(value, SQL)) return value;
    return value === undefined || value === null ? sql`null` : sql`${sql.param(value, column)}`;
  });
  const rows = from === undefined ? sql`` : sql` from ${from}`;
  return db
    .insert(table)
    .select(sql`select ${sql.join(values, sql`, `)}${rows} where ${condition}`)
    .onConflictDoNothing();
}
