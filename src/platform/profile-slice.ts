import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import type { Turn } from "./turn.ts";

/**
 * What one feature keeps of a person in their object, so that no screen asks the database. Whoever changes it elsewhere pushes it;
 * what was not pushed, or was lost, is found when all slices are read anew.
 */
export type ProfileSlice = {
  select: (db: Database, personId: number) => BatchItem<"sqlite">;
  /** Keeps what `select` has found in place of what was known. */
  keep: (found: unknown, turn: Turn) => void;
};

export function defineProfileSlice<Query extends BatchItem<"sqlite">>(slice: {
  select: (db: Database, personId: number) => Query;
  keep: (found: Query["_"]["result"], turn: Turn) => void;
}): ProfileSlice {
  // Whoever reads the slices gives each what its own statement has found.
  return { select: slice.select, keep: (found, turn) => slice.keep(found as Query["_"]["result"], turn) };
}
