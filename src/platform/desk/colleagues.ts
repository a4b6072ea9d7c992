import { inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { listHolders, type Role } from "../role.ts";
import { people, staff } from "../schema.ts";

export type Colleague = { personId: number; name: string; username: string | undefined };

/** Who else holds a role, by the name they were given with it, else by their @name. */
export async function listColleagues(deps: Pick<Deps, "config" | "db">, role: Role, without: (number | null)[]): Promise<Colleague[]> {
  const personIds = (await listHolders(deps, role)).filter((personId) => !without.includes(personId));
  if (personIds.length === 0) return [];
  const [named, known] = await deps.db.batch([
    deps.db.select({ personId: staff.personId, name: staff.name }).from(staff).where(inArray(staff.personId, personIds)),
    deps.db.select({ personId: people.personId, username: people.username }).from(people).where(inArray(people.personId, personIds)),
  ]);
  return personIds.map((personId) => {
    const username = known.find((each) => each.personId === personId)?.username ?? undefined;
    const name = named.find((each) => each.personId === personId)?.name ?? (username === undefined ? String(personId) : `@${username}`);
    return { personId, name, username };
  });
}

/** The one who is meant by id, @name or name. */
export function findColleague(colleagues: Colleague[], meant: string): Colleague | undefined {
  const wanted = meant.trim().replace(/^@/, "").toLowerCase();
  return colleagues.find(({ personId, name, username }) =>
    [String(personId), username, name].some((each) => each?.replace(/^@/, "").toLowerCase() === wanted),
  );
}
