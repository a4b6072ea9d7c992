import type { Database } from "#platform/database.ts";
import { listPeopleNamed } from "#platform/people.ts";
import { accepted, refused, type Result } from "#platform/result.ts";
import type { Who } from "#platform/who.ts";

/** `several` are the ids of all who had a name. */
export type Unfound = { reason: "noSuchName" } | { reason: "several"; personIds: number[] };

/** Whom a name or an id means. Whoever is named by id need not have registered. */
export async function findWho(db: Database, who: Who): Promise<Result<number, Unfound>> {
  if (who.by === "id") return accepted(who.personId);
  const [person, ...others] = await listPeopleNamed(db, who.username);
  if (person === undefined) return refused({ reason: "noSuchName" });
  if (others.length > 0) return refused({ reason: "several", personIds: [person, ...others].map(({ personId }) => personId) });
  return accepted(person.personId);
}
