import { eq, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { people } from "./schema.ts";

/** What staff may know of somebody who has registered. */
export const knownPerson = {
  personId: people.personId,
  username: people.username,
  registeredAt: people.registeredAt,
  isReachable: people.isReachable,
};
export type KnownPerson = { personId: number; username: string | null; registeredAt: Date; isReachable: boolean };

/** More than one where a name went from hand to hand and its former holder has not been here since. */
export function listPeopleNamed(db: Database, username: string): Promise<KnownPerson[]> {
  return db
    .select(knownPerson)
    .from(people)
    .where(eq(sql`lower(${people.username})`, username.toLowerCase()));
}
