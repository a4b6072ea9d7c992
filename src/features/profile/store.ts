import { eq, lt, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "#platform/database.ts";
import { profileSchema, type Profile } from "#platform/profile.ts";
import { people } from "#platform/schema.ts";

export async function findPerson(db: Database, personId: number): Promise<Profile | undefined> {
  const [row] = await db.select().from(people).where(eq(people.personId, personId));
  return row === undefined ? undefined : profileSchema.parse(row);
}

/**
 * Writes the person, and gives what is in the database then: undefined when something newer is there. The same `key` again is the
 * same write.
 */
export async function savePerson(db: Database, profile: Profile, key: string): Promise<Profile | undefined> {
  const row = { ...profile, changedKey: key };
  const { personId: _, ...changes } = row;
  const isOlderOrOurs = sql`${lt(people.version, sql`excluded.version`)} or ${eq(people.changedKey, key)}`;
  const [saved] = await db
    .insert(people)
    .values(row)
    .onConflictDoUpdate({ target: people.personId, set: changes, setWhere: isOlderOrOurs })
    .returning();
  return saved === undefined ? undefined : profileSchema.parse(saved);
}

/** Changes a person: on top of what the database has, if that is newer than `profile`. */
export async function changePerson(db: Database, profile: Profile, change: Partial<Profile>, key: string): Promise<Profile> {
  const saved = await savePerson(db, { ...profile, ...change, version: profile.version + 1 }, key);
  if (saved !== undefined) return saved;
  const newer = await findPerson(db, profile.personId);
  if (newer === undefined) throw new Error("a person vanished while they were changed");
  return changePerson(db, newer, change, key);
}

export function deletePerson(db: Database, personId: number): BatchItem<"sqlite"> {
  return db.delete(people).where(eq(people.personId, personId));
}
