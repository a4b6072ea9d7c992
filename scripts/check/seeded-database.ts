import { DatabaseSync } from "node:sqlite";
import type { Migration } from "./migrations.ts";
import { fail, pass, type Verdict } from "./verdict.ts";

const ROWS = 3;

/** Applies each migration to a database with rows in every table so far and compares the counts before and after. */
export function judgeRowCounts(migrations: readonly Migration[]): Verdict {
  const database = new DatabaseSync(":memory:");
  try {
    for (const { name, sql } of migrations) {
      const before = countRows(database);
      database.exec(sql);
      const after = countRows(database);
      const changed = [...before].filter(([table, count]) => after.get(table) !== count);
      if (changed.length > 0)
        return fail(
          `${name} changes the rows of ${changed.map(([table, count]) => `${table} (${count} to ${after.get(table) ?? "none"})`).join(", ")}`,
        );
      seed(database);
    }
    return pass("migrations keep every row of a seeded database");
  } catch (error) {
    return fail(`the migrations do not apply to a database with rows: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    database.close();
  }
}

function countRows(database: DatabaseSync): Map<string, number> {
  return new Map(
    listTables(database).map((table) => [table, Number(database.prepare(`SELECT count(*) AS n FROM "${table}"`).get()?.["n"])]),
  );
}

function listTables(database: DatabaseSync): string[] {
  const rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all();
  return rows.map((row) => String(row["name"]));
}

/** Fills every empty table. Row n has n in each column, so that keys differ and references meet. */
function seed(database: DatabaseSync): void {
  // A table may come before the one that it refers to; all is checked at the end.
  database.exec("PRAGMA foreign_keys = OFF");
  for (const [table, count] of countRows(database)) {
    if (count > 0) continue;
    const columns = database.prepare(`PRAGMA table_info("${table}")`).all();
    const names = columns.map((column) => `"${String(column["name"])}"`).join(", ");
    const insert = database.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => "?").join(", ")})`);
    for (let n = 1; n <= ROWS; n++) insert.run(...columns.map(() => n));
  }
  database.exec("PRAGMA foreign_keys = ON");
}
