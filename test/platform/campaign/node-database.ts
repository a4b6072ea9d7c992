import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { openDatabase, type Database } from "#platform/database.ts";

/** Node's own SQLite, migrated. */
export function createSqlite(): DatabaseSync {
  const sqlite = new DatabaseSync(":memory:");
  for (const name of readdirSync("migrations")
    .filter((file) => file.endsWith(".sql"))
    .sort())
    sqlite.exec(readFileSync(`migrations/${name}`, "utf8"));
  return sqlite;
}

/** What is done to each round trip: how long it takes, and whether whoever made it lives to hear of it. */
export type Around = <Value>(work: () => Value) => Promise<Value>;

/** As much of D1 as drizzle uses, over Node's SQLite: for what is too much, or takes too long, where the Worker runs. */
export function openNodeDatabase(sqlite: DatabaseSync, around: Around = async (work) => work()): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (query: string) => {
    const statement = statements.get(query) ?? sqlite.prepare(query);
    statements.set(query, statement);
    return statement;
  };
  const run = ({ query, params }: Bound) => ({ results: prepare(query).all(...params), success: true, meta: {} });
  const rawly = ({ query, params }: Bound) => {
    const statement = sqlite.prepare(query);
    statement.setReturnArrays(true);
    return statement.all(...params);
  };
  const bind = (bound: Bound) => ({
    bound,
    bind: (...params: SQLInputValue[]): unknown => bind({ ...bound, params }),
    all: () => around(() => run(bound)),
    run: () => around(() => run(bound)),
    raw: () => around(() => rawly(bound)),
  });
  const batch = (all: Array<{ bound: Bound }>) =>
    around(() => {
      sqlite.exec("BEGIN");
      try {
        const results = all.map(({ bound }) => run(bound));
        sqlite.exec("COMMIT");
        return results;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    });
  return openDatabase({ prepare: (query: string) => bind({ query, params: [] }), batch } as unknown as D1Database);
}

type Bound = { query: string; params: SQLInputValue[] };
