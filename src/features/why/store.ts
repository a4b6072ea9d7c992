import { desc, eq, or, and, isNull, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { campaigns, deliveries } from "#platform/campaign/schema.ts";
import type { Database } from "#platform/database.ts";
import { forgetDeadLettersTo, listDeadLettersTo } from "#platform/dead-letters.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import { knownPerson, type KnownPerson } from "#platform/people.ts";
import { auditLog, events, people, tombstones } from "#platform/schema.ts";

/** As many decisions as anybody reads, and as many messages that went to many. */
const DECISIONS = 100;
const DELIVERIES = 50;

export async function findPersonOrGrave(db: Database, personId: number): Promise<KnownPerson | "forgotten" | undefined> {
  const [[person], graves] = await db.batch([
    db.select(knownPerson).from(people).where(eq(people.personId, personId)),
    db.select().from(tombstones).where(eq(tombstones.personId, personId)),
  ]);
  return graves.length > 0 ? "forgotten" : person;
}

/** The people who registered last. */
export async function listNewestPeople(db: Database, limit: number): Promise<number[]> {
  const rows = await db.select({ personId: people.personId }).from(people).orderBy(desc(people.registeredAt)).limit(limit);
  return rows.map(({ personId }) => personId);
}

/** What the database tells of an object: decisions by and about it, what went to it among many, and what has not reached it. */
export async function collect(db: Database, to: Subject) {
  const objectName = nameOf(to);
  const { auditId, at, actor, action, subject, origin } = auditLog;
  const [[decisions, undelivered, delivered], letters] = await Promise.all([
    db.batch([
      db
        .select({ auditId, at, actor, action, subject, origin })
        .from(auditLog)
        .where(or(eq(subject, objectName), eq(actor, objectName)))
        .orderBy(desc(at))
        .limit(DECISIONS),
      db
        .select({ eventId: events.eventId, kind: events.kind, createdAt: events.createdAt })
        .from(events)
        .where(and(isNull(events.deliveredAt), eq(events.to, objectName))),
      db
        .select({ kind: campaigns.kind, status: deliveries.status, reason: deliveries.reason, changedAt: deliveries.changedAt })
        .from(deliveries)
        .innerJoin(campaigns, eq(campaigns.campaignId, deliveries.campaignId))
        .where(to.type === "person" ? eq(deliveries.personId, to.id) : sql`false`)
        .orderBy(desc(deliveries.changedAt))
        .limit(DELIVERIES),
    ]),
    listDeadLettersTo(db, objectName),
  ]);
  return { decisions, events: undelivered, deliveries: delivered, letters };
}

/** What waits for a person, with what it holds. */
export async function exportPost(db: Database, personId: number) {
  const to = nameOf({ type: "person", id: personId });
  const [sent, letters] = await Promise.all([db.select().from(events).where(eq(events.to, to)), listDeadLettersTo(db, to)]);
  return { events: sent, deadLetters: letters };
}

/** The statements that delete it. */
export function forgetPost(db: Database, personId: number): BatchItem<"sqlite">[] {
  const to = nameOf({ type: "person", id: personId });
  return [db.delete(events).where(eq(events.to, to)), forgetDeadLettersTo(db, to)];
}
