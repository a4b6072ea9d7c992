import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { gives, isOwner, selectHolders, type GivenRole, type Role } from "../role.ts";
import { people, staff } from "../schema.ts";

/** Whom work of a role may be given to. */
export type Others = { role: Role; without: (number | null)[] };
export type Colleague = { personId: number; name: string; username: string | undefined };

/** Who else holds a role, the owners first, by the name they were given with it, else by their @name. */
export async function listColleagues(deps: Pick<Deps, "config" | "db">, others: Others): Promise<Colleague[]> {
  return toColleagues(deps, await selectStaff(deps), others);
}

/** The statement that finds everybody of the staff, once for each role that they were given; `toColleagues` chooses among them. */
export function selectStaff({ config, db }: Pick<Deps, "config" | "db">) {
  const personId = sql<number>`holders.person_id`;
  return db
    .select({ personId, role: staff.role, name: staff.name, username: people.username })
    .from(sql`${selectHolders(config, "staff")} holders`)
    .leftJoin(staff, eq(staff.personId, personId))
    .leftJoin(people, eq(people.personId, personId))
    .orderBy(personId);
}

type StaffRow = { personId: number; role: GivenRole | null; name: string | null; username: string | null };

export function toColleagues({ config }: Pick<Deps, "config">, rows: readonly StaffRow[], { role, without }: Others): Colleague[] {
  const owns = ({ personId }: StaffRow) => isOwner(config, personId);
  const holding = rows.filter((row) => !without.includes(row.personId) && (owns(row) || (row.role !== null && gives([row.role], role))));
  const each = new Map(holding.toSorted((a, b) => Number(owns(b)) - Number(owns(a))).map((row) => [row.personId, row]));
  return [...each.values()].map(({ personId, name, username }) => ({
    personId,
    name: name ?? (username === null ? String(personId) : `@${username}`),
    username: username ?? undefined,
  }));
}

/** The one who is meant by id, @name or name. */
export function findColleague(colleagues: Colleague[], meant: string): Colleague | undefined {
  const wanted = meant.trim().replace(/^@/, "").toLowerCase();
  return colleagues.find(({ personId, name, username }) =>
    [String(personId), username, name].some((each) => each?.replace(/^@/, "").toLowerCase() === wanted),
  );
}
