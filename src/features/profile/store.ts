import { eq, lte, sql } from "drizzle-orm";
import type { Database } from "#platform/database.ts";
import { profileSchema, type Profile } from "#platform/profile.ts";
import { people } from "#platform/schema.ts";

export async function findPerson(db: Database, personId: number): Promise<Profile | undefined> {
  const [row] = await db.select().from(people).where(eq(people.personId, personId));
  return row === undefined ? undefined : profileSchema.parse(row);
}

/** Writes the person unless something newer is there; doing it twice changes nothing. */
export async function savePerson(db: Database, profile: Profile): Promise<void> {
  const { personId: _, ...changes } = profile;
  await db
    .insert(people)
    .values(profile)
    .onConflictDoUpdate({ target: people.personId, set: changes, setWhere: lte(people.version, sql`excluded.version`) });
}
