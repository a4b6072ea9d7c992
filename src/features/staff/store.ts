import { and, asc, eq, inArray, notExists, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { hasChanged, recordAudit, type AuditEntry } from "#platform/audit.ts";
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { causedBy, insertEvent } from "#platform/events.ts";
import { insertWhen, always } from "#platform/insert-when.ts";
import { nameOf } from "#platform/object-name.ts";
import { holdsRole, type GivenRole } from "#platform/role.ts";
import { auditLog, people, staff, tombstones } from "#platform/schema.ts";
import type { Writing } from "#platform/turn.ts";
import type { Actor, ChangeKind } from "./rules.ts";

export const STAFF_CHANGED = "staff.changed";

export type StaffRow = typeof staff.$inferSelect;
/** Who holds what; `usernames` by person, as far as they have registered. */
export type Roster = { owners: number[]; rows: StaffRow[]; usernames: Map<number, string> };

/** Done again with its key it changes nothing, and has the same outcome. */
export type Change = Writing & {
  change: ChangeKind;
  role: GivenRole;
  personId: number;
  /** As Telegram shows it, where a message told. */
  name: string | null;
  actor: Actor;
};

/** `already` where there was nothing to change, `lost` where the actor holds the needed role no more. */
export type Outcome = "done" | "already" | "forgotten" | "lost";

export async function findRoster({ db, config }: Pick<Deps, "db" | "config">): Promise<Roster> {
  const [rows, named] = await db.batch([selectRows(db), selectNames(db, config.ownerIds)]);
  return toRoster(config, rows, named);
}

/**
 * Gives or takes a role if the actor may do so at that very moment; record and notice stand in the same batch and are written only
 * if something was changed.
 */
export async function changeStaff(deps: Pick<Deps, "db" | "config">, change: Change): Promise<{ outcome: Outcome; roster: Roster }> {
  const { db, config } = deps;
  const { key, personId, role } = change;
  const event = { eventId: key, to: personOf(personId), kind: STAFF_CHANGED, version: 1, ...causedBy(change) };
  const [, , , audits, graves, rows, named] = await db.batch([
    write(db, config, change),
    recordAudit(db, auditOf(change), hasChanged),
    insertEvent(db, { ...event, data: { role, change: change.change } }, hasChanged),
    db.select({ auditId: auditLog.auditId }).from(auditLog).where(eq(auditLog.auditId, key)),
    db.select().from(tombstones).where(eq(tombstones.personId, personId)),
    selectRows(db),
    selectNames(db, [...config.ownerIds, personId]),
  ]);
  const isHeld = rows.some((row) => row.personId === personId && row.role === role);
  const isAsWanted = isHeld === (change.change === "add");
  const outcome = audits.length > 0 ? "done" : isAsWanted ? "already" : graves.length > 0 ? "forgotten" : "lost";
  return { outcome, roster: toRoster(config, rows, named) };
}

export function selectRolesOf(db: Database, personId: number) {
  return db.select({ role: staff.role }).from(staff).where(eq(staff.personId, personId)).orderBy(asc(staff.role));
}

export function exportStaff(db: Database, personId: number): Promise<StaffRow[]> {
  return db.select().from(staff).where(eq(staff.personId, personId));
}

/** The statements that take all roles of somebody who has themselves forgotten, which is recorded if they held any. */
export function forgetStaff(db: Database, personId: number, now: Date): BatchItem<"sqlite">[] {
  const subject = nameOf(personOf(personId));
  const audit = { actor: subject, action: "staff.forget", subject, origin: "chat", at: now } as const;
  return [
    db.delete(staff).where(eq(staff.personId, personId)),
    recordAudit(db, { ...audit, auditId: `staff.forget:${personId}:${now.getTime()}` }, sql`changes() > 0`),
  ];
}

function write(db: Database, config: Config, { key, change, personId, role, name, actor, at }: Change): BatchItem<"sqlite"> {
  // Done again after somebody has undone it, it must not do so anew.
  const isNew = notExists(db.select({ auditId: auditLog.auditId }).from(auditLog).where(eq(auditLog.auditId, key)));
  const needed = role === "admin" ? "owner" : "admin";
  const mayChange = actor.type === "token" ? always : holdsRole({ config, personId: actor.personId, role: needed });
  if (change === "remove") return db.delete(staff).where(and(eq(staff.personId, personId), eq(staff.role, role), isNew, mayChange));

  const isKnown = notExists(db.select().from(tombstones).where(eq(tombstones.personId, personId)));
  const row = { personId, role, name, addedBy: actor.type === "token" ? null : actor.personId, addedAt: at };
  return insertWhen(db, staff, row, sql`${isNew} and ${mayChange} and ${isKnown}`);
}

function auditOf({ key, change, role, personId, actor, at }: Change): AuditEntry {
  const isToken = actor.type === "token";
  return {
    auditId: key,
    actor: isToken ? "admin" : nameOf(personOf(actor.personId)),
    action: `staff.${change}`,
    subject: nameOf(personOf(personId)),
    ...(change === "add" ? { after: { role } } : { before: { role } }),
    origin: isToken ? "admin route" : "chat",
    at,
  };
}

function selectRows(db: Database) {
  return db.select().from(staff).orderBy(asc(staff.addedAt), asc(staff.personId));
}

/** Of staff and these people. */
function selectNames(db: Database, personIds: number[]) {
  const isStaff = inArray(people.personId, db.select({ personId: staff.personId }).from(staff));
  return db
    .select({ personId: people.personId, username: people.username })
    .from(people)
    .where(or(isStaff, inArray(people.personId, personIds)));
}

function toRoster(
  { ownerIds }: Pick<Config, "ownerIds">,
  rows: StaffRow[],
  named: Array<{ personId: number; username: string | null }>,
): Roster {
  const usernames = new Map(named.flatMap(({ personId, username }) => (username === null ? [] : [[personId, username] as const])));
  return { owners: ownerIds, rows, usernames };
}

function personOf(personId: number) {
  return { type: "person" as const, id: personId };
}
