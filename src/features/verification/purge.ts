import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { recordAudit } from "#platform/audit.ts";
import { writeThenRead } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { actorName, originOf } from "#platform/desk/actor.ts";
import { toFiles } from "#platform/desk/store.ts";
import { causedBy, insertEvent, type NewEvent, type WrittenEvent } from "#platform/events.ts";
import { settleClaim } from "./claim-cards.ts";
import { insertMirrorEvents, STANDING_CHANGED, type Author } from "./record-change.ts";
import { students } from "./schema.ts";
import { selectKnown } from "./store.ts";

/** Deletes records that nobody is verified by yet, one by its email or all of them; whoever claimed one is told, and its card closed. */
export async function purgePending(
  deps: Deps,
  { email }: { email?: string },
  author: Author,
): Promise<{ purged: number; events: WrittenEvent[] }> {
  const { db } = deps;
  const isPending = inArray(students.status, ["pending", "claimed"]);
  const isMeant = and(isPending, email === undefined ? undefined : eq(students.email, email));
  const [claimed, ...claims] = await db.batch(selectKnown(db, and(isMeant, isNotNull(students.claimedBy))));
  const events = claimed.flatMap((student) => (student.claimedBy === null ? [] : [toEvent(student, student.claimedBy, author)]));
  const settled = toFiles(claims).map((claim) => settleClaim(deps, claim, author));
  const audit = {
    auditId: author.key,
    actor: actorName(author.actor),
    action: "verification.purge",
    subject: "students",
    // The email itself would outlive the record here.
    after: { scope: email === undefined ? "pending" : "email" },
    origin: originOf(author.actor),
    at: author.at,
  };
  const writes = [
    insertMirrorEvents(db, "purge", author, isMeant),
    recordAudit(db, audit, sql`exists (select 1 from ${students} where ${isMeant})`),
    ...events.map((event) => insertEvent(db, event)),
  ];
  const deleting = db.delete(students).where(isMeant).returning({ studentId: students.studentId });
  const [deleted] = await writeThenRead(db, writes, [deleting, ...settled.flatMap(({ statements }) => statements)]);
  return { purged: deleted.length, events: [...events, ...settled.flatMap((each) => each.events)] };
}

function toEvent({ studentId, version }: typeof students.$inferSelect, personId: number, author: Author): NewEvent {
  const data = { cause: "claimRefused", isVerified: false, studentId, version: version + 1, at: author.at.getTime() };
  return {
    eventId: `${author.key}:to:${personId}`,
    to: { type: "person", id: personId },
    kind: STANDING_CHANGED,
    version: 1,
    data,
    ...causedBy(author),
  };
}
