import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** What outlives an object: its database and its alarm. */
export type Disk = {
  storage: DurableObjectStorage;
  alarmAt: number | undefined;
  query: (query: string) => Record<string, unknown>[];
  close: () => void;
};

/** A durable object's storage on SQLite in memory, as far as `sql-store.ts` uses it. */
export function createDisk(): Disk {
  const database = new DatabaseSync(":memory:");
  const statements = new Map<string, StatementSync>();
  const prepare = (query: string) => {
    const statement = statements.get(query) ?? database.prepare(query);
    statements.set(query, statement);
    return statement;
  };
  const exec = (query: string, ...values: SQLInputValue[]) => {
    const isRead = query.trimStart().startsWith("SELECT");
    const rows = isRead ? prepare(query).all(...values) : [];
    const rowsWritten = isRead ? 0 : Number(prepare(query).run(...values).changes);
    return { rowsWritten, toArray: () => rows, one: () => rows[0] };
  };
  const transactionSync = <Value>(work: () => Value): Value => {
    database.exec("BEGIN");
    try {
      const value = work();
      database.exec("COMMIT");
      return value;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  };
  // Everything else of the storage is not there, and a use of it fails the run.
  const storage = { sql: { exec }, transactionSync } as unknown as DurableObjectStorage;
  return { storage, alarmAt: undefined, query: (query) => prepare(query).all(), close: () => database.close() };
}
