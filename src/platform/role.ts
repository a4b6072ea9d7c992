import { and, eq, exists, inArray, sql, type SQL } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import type { Config } from "./config.ts";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { staff } from "./schema.ts";
import type { StateCell, Turn } from "./turn.ts";

/** What staff are given in the chat or by a route; owners are named by the configuration. */
export const GIVEN_ROLES = ["admin", "teacher", "verifier", "approver", "dns"] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];
export type Role = "owner" | GivenRole;
/** What something may need: a role, or any of them. */
export type NeededRole = Role | "staff";

type Owners = Pick<Config, "ownerIds">;

export function isOwner({ ownerIds }: Owners, personId: number | undefined): boolean {
  return personId !== undefined && ownerIds.includes(personId);
}

/** Whether somebody holds a role at this moment. The database is asked only where somebody else than an owner needs one. */
export async function hasRole(
  { config, db }: Pick<Deps, "config" | "db">,
  personId: number | undefined,
  role: NeededRole,
): Promise<boolean> {
  if (personId === undefined) return false;
  if (isOwner(config, personId)) return true;
  return (await selectRole(db, personId, role)).length > 0;
}

/** The statement that finds a row where somebody was given a role; of owners it knows nothing. */
export function selectRole(db: Database, personId: number | undefined, role: NeededRole) {
  return db
    .select({ role: staff.role })
    .from(staff)
    .where(rowsOf(personId ?? 0, role))
    .limit(1);
}

/** The same as a condition inside a write, which then holds at the moment of the write itself. */
export function holdsRole({ config, personId, role }: { config: Owners; personId: number; role: Role }): SQL {
  if (isOwner(config, personId)) return sql`1 = 1`;
  return exists(
    new QueryBuilder()
      .select({ one: sql`1` })
      .from(staff)
      .where(rowsOf(personId, role)),
  );
}

/** What somebody holds at this moment; owners hold every role. */
export async function findRolesOf({ config, db }: Pick<Deps, "config" | "db">, personId: number): Promise<readonly GivenRole[]> {
  if (isOwner(config, personId)) return GIVEN_ROLES;
  const rows = await selectRolesOf(db, personId);
  return rows.map(({ role }) => role);
}

/** The statement that finds what somebody was given; of owners it knows nothing. */
export function selectRolesOf(db: Database, personId: number) {
  return db.select({ role: staff.role }).from(staff).where(eq(staff.personId, personId));
}

/** Everybody who holds a role, each once: rows of `person_id`, for a statement that asks at the moment when it is carried out. */
export function selectHolders({ ownerIds }: Owners, role: NeededRole): SQL {
  const given = sql`select ${staff.personId} from ${staff} where ${inArray(staff.role, giving(role))}`;
  return sql`(select value as person_id from json_each(${JSON.stringify(ownerIds)}) union ${given})`;
}

/** Everybody who was given roles, with all of them. */
export async function listGivenRoles(db: Database): Promise<Map<number, GivenRole[]>> {
  const rows = await db.select({ personId: staff.personId, role: staff.role }).from(staff);
  const given = new Map<number, GivenRole[]>();
  for (const { personId, role } of rows) given.set(personId, [...(given.get(personId) ?? []), role]);
  return given;
}

/** The roles that the person of this object was given, for display; what they may do is read from the database. */
export const rolesCell: StateCell<GivenRole[]> = { feature: "session", key: "roles", schema: z.array(z.enum(GIVEN_ROLES)) };

/** Whether to show somebody what needs a role. */
export function seesRole(turn: Pick<Turn, "personId" | "state">, config: Owners, role: NeededRole | undefined): boolean {
  return role === undefined || isOwner(config, turn.personId) || gives(turn.state.read(rolesCell) ?? [], role);
}

/** Whether somebody is of the staff, for what is only shown. */
export function isStaff(turn: Pick<Turn, "personId" | "state">, config: Owners): boolean {
  return isOwner(config, turn.personId) || (turn.state.read(rolesCell) ?? []).length > 0;
}

/** Whether one of these roles is, or includes, another. */
export function gives(held: readonly GivenRole[], role: NeededRole): boolean {
  return giving(role).some((each) => held.includes(each));
}

function rowsOf(personId: number, role: NeededRole): SQL | undefined {
  return and(eq(staff.personId, personId), inArray(staff.role, giving(role)));
}

/** Owners hold every role, admins every other. */
function giving(role: NeededRole): GivenRole[] {
  if (role === "staff") return [...GIVEN_ROLES];
  if (role === "owner") return [];
  return role === "admin" ? ["admin"] : ["admin", role];
}
