import { and, eq, exists, lt, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { recordAudit } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import { causedBy, insertEvent } from "#platform/events.ts";
import { always } from "#platform/insert-when.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import { profileSchema, type Profile } from "#platform/profile.ts";
import { events, people } from "#platform/schema.ts";
import type { Writing } from "#platform/turn.ts";

export async function findPerson(db: Database, personId: number): Promise<Profile | undefined> {
  return toProfile(await selectPerson(db, personId));
}

export function selectPerson(db: Database, personId: number) {
  return db.select().from(people).where(eq(people.personId, personId));
}

export function toProfile([row]: Array<typeof people.$inferSelect>): Profile | undefined {
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

/** The event that ends what somebody has open. */
export const CANCELLED = "person.cancelled";

type Cancelling = Writing & { personId: number; by: number; may: SQL };

/** Writes the event that ends what a person has open; undefined where there is no such person, or it may not be done. */
export async function saveCancelling(
  db: Database,
  { personId, by, may, ...writing }: Cancelling,
): Promise<{ eventId: string; to: Subject } | undefined> {
  const { key, at } = writing;
  const to: Subject = { type: "person", id: personId };
  const actor = nameOf({ type: "person", id: by });
  const isKnown = db.select({ personId: people.personId }).from(people).where(eq(people.personId, personId));
  const when = and(may, exists(isKnown)) ?? always;
  const audit = { auditId: key, actor, action: "profile.cancel", subject: nameOf(to), origin: "chat" as const, at };
  const [, , written] = await db.batch([
    insertEvent(db, { eventId: key, to, kind: CANCELLED, version: 1, data: {}, ...causedBy(writing) }, when),
    recordAudit(db, audit, when),
    db.select({ eventId: events.eventId }).from(events).where(eq(events.eventId, key)),
  ]);
  return written.length === 0 ? undefined : { eventId: key, to };
}
