import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { recordAudit } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import { insertEvent, type NewEvent } from "#platform/events.ts";
import { insertMirrorEvents, STANDING_CHANGED, type Author, type WrittenEvent } from "./changes.ts";
import { students } from "./schema.ts";

/** Deletes records that nobody is verified by yet, one by its email or all of them; whoever claimed one is told. */
export async function purgePending(
  db: Database,
  { email }: { email?: string },
  author: Author,
): Promise<{ purged: number; events: WrittenEvent[] }> {
  const isPending = inArray(students.status, ["pending", "claimed"]);
  const isMeant = and(isPending, email === undefined ? undefined : eq(students.email, email));
  const claimed = await db
    .select()
    .from(students)
    .where(and(isMeant, isNotNull(students.claimedBy)));
  const events = claimed.flatMap((student) => (student.claimedBy === null ? [] : [toEvent(student, student.claimedBy, author)]));
  const audit = {
    auditId: author.key,
    actor: author.name,
    action: "verification.purge",
    subject: "students",
    // The email itself would outlive the record here.
    after: { scope: email === undefined ? "pending" : "email" },
    origin: author.origin,
    at: author.at,
  };
  const [, , deleted] = await db.batch([
    insertMirrorEvents(db, "purge", author, isMeant),
    recordAudit(db, audit, sql`exists (select 1 from ${students} where ${isMeant})`),
    db.delete(students).where(isMeant).returning({ studentId: students.studentId }),
    ...events.map((event) => insertEvent(db, event)),
  ]);
  return { purged: deleted.length, events };
}

function toEvent({ studentId, version }: typeof students.$inferSelect, personId: number, { key, at, name }: Author): NewEvent {
  const data = { cause: "claimRefused", isVerified: false, studentId, version: version + 1, at: at.getTime() };
  return {
    eventId: `${key}:to:${personId}`,
    to: { type: "person", id: personId },
    kind: STANDING_CHANGED,
    version: 1,
    data,
    cause: name,
    createdAt: at,
  };
}
