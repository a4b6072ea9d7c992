import { eq, notExists, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import type { Database } from "./database.ts";
import { tombstones } from "./schema.ts";
import type { StateCell, Turn } from "./turn.ts";

/** When this person had everything forgotten; it outlives the rest of the object's state until they begin anew. */
export const forgottenCell: StateCell<number> = { feature: "session", key: "forgotten", schema: z.number() };

/** Whether this person had everything forgotten and has not begun anew. The database knows it also where the object does not. */
export async function wasForgotten(db: Database, { state, personId }: Pick<Turn, "state" | "personId">): Promise<boolean> {
  if (state.read(forgottenCell) !== undefined) return true;
  const graves = await db.select().from(tombstones).where(eq(tombstones.personId, personId));
  return graves.length > 0;
}

/** The statement that keeps restores and late work from bringing a person back. */
export function buryPerson(db: Database, personId: number, forgottenAt: Date): BatchItem<"sqlite"> {
  return db.insert(tombstones).values({ personId, forgottenAt }).onConflictDoUpdate({ target: tombstones.personId, set: { forgottenAt } });
}

/** The statement that lets a person begin anew. */
export function unburyPerson(db: Database, personId: number): BatchItem<"sqlite"> {
  return db.delete(tombstones).where(eq(tombstones.personId, personId));
}

/** The condition of what is written about a person late: that they have not had everything forgotten meanwhile. */
export function isNotForgotten(personId: number): SQL {
  return notExists(
    new QueryBuilder()
      .select({ one: sql`1` })
      .from(tombstones)
      .where(eq(tombstones.personId, personId)),
  );
}
