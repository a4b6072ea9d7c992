import { inArray } from "drizzle-orm";
import type { Deps } from "#platform/deps.ts";
import { listHolders, type Role } from "#platform/role.ts";
import { people, staff } from "#platform/schema.ts";

export type Colleague = { personId: number; name: string };

/** Who else holds a role, by the name they were given with it, else by their @name. */
export async function listColleagues(deps: Pick<Deps, "config" | "db">, role: Role, without: (number | null)[]): Promise<Colleague[]> {
  const personIds = (await listHolders(deps, role)).filter((personId) => !without.includes(personId));
  if (personIds.length === 0) return [];
  const [named, known] = await deps.db.batch([
    deps.db.select({ personId: staff.personId, name: staff.name }).from(staff).where(inArray(staff.personId, personIds)),
    deps.db.select({ personId: people.personId, username: people.username }).from(people).where(inArray(people.personId, personIds)),
  ]);
  return personIds.map((personId) => {
    const username = known.find((each) => each.personId === personId)?.username;
    const name = named.find((each) => each.personId === personId)?.name ?? (username ? `@${username}` : String(personId));
    return { personId, name };
  });
}
