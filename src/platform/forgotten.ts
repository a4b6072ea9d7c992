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

const GRAVES = "tombstones/";

/** Kept outside of the database too, so that one that is restored from before knows it; nothing but the id and the moment. */
export async function noteForgotten(files: R2Bucket, personId: number, forgottenAt: Date): Promise<void> {
  await files.put(`${GRAVES}${personId}`, "", { customMetadata: { forgottenAt: forgottenAt.toISOString() } });
}

/** Everybody who had themselves forgotten, and when they did it last; also those who have begun anew since. */
export async function listForgotten({
  files,
  db,
}: {
  files: R2Bucket;
  db: Database;
}): Promise<Array<{ personId: number; forgottenAt: Date }>> {
  const known = new Map((await db.select().from(tombstones)).map(({ personId, forgottenAt }) => [personId, forgottenAt]));
  for (let cursor: string | undefined; ;) {
    const page = await files.list({ prefix: GRAVES, include: ["customMetadata"], ...(cursor === undefined ? {} : { cursor }) });
    for (const { key, customMetadata } of page.objects) {
      const [personId, noted] = [Number(key.slice(GRAVES.length)), new Date(customMetadata?.["forgottenAt"] ?? 0)];
      if ((known.get(personId) ?? noted) <= noted) known.set(personId, noted);
    }
    if (!page.truncated) return [...known].map(([personId, forgottenAt]) => ({ personId, forgottenAt }));
    cursor = page.cursor;
  }
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
