import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";

export type Database = DrizzleD1Database;

/** The casing must equal the one that the migrations were generated with. */
export function openDatabase(d1: D1Database): Database {
  return drizzle(d1, { casing: "snake_case" });
}

type Reads = readonly [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]];

/** Carries out statements in one round trip and one transaction, and gives what the reads behind them find. */
export async function writeThenRead<Found extends Reads>(
  db: Database,
  writes: readonly BatchItem<"sqlite">[],
  reads: Found,
): Promise<BatchResponse<Found>> {
  const [first, ...others] = [...writes, ...reads];
  if (first === undefined) throw new Error("there is nothing to read");
  const found: unknown[] = await db.batch([first, ...others]);
  // Drizzle ties each result to the place of its statement, which it cannot tell behind a list of unknown length.
  return found.slice(writes.length) as BatchResponse<Found>;
}
