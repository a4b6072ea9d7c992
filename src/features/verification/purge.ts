import { and, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import { recordAudit, type AuditEntry } from "#platform/audit.ts";
import { writeThenRead } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { actorName, originOf } from "#platform/desk/actor.ts";
import { toFiles } from "#platform/desk/store.ts";
import { causedBy, insertEvent, type NewEvent, type WrittenEvent } from "#platform/events.ts";
import { settleClaim } from "./claim-cards.ts";
import { insertMirrorEvents, STANDING_CHANGED, type Author } from "./record-change.ts";
import { students } from "./schema.ts";
import { selectKnown, type Student } from "./store.ts";

/** Changes keep losing to others only where something is wrong. */
const TRIES = 3;

type Purged = { purged: number; events: WrittenEvent[] };

/**
 * Deletes records that nobody is verified by yet, one by its email or all of them; whoever claimed one is told, and its card closed.
 * Undefined where claims came and went at the same moment, again and again.
 */
export async function purgePending(deps: Deps, { email }: { email?: string }, author: Author): Promise<Purged | undefined> {
  const isPending = inArray(students.status, ["pending", "claimed"]);
  const isMeant = and(isPending, email === undefined ? undefined : eq(students.email, email));
  for (let tries = 1; tries <= TRIES; tries++) {
    const { left, ...done } = await purgeOnce(deps, { isMeant, scope: email === undefined ? "pending" : "email" }, author);
    if (done.purged > 0 || left === 0) return done;
  }
  return undefined;
}

type Meant = { isMeant: SQL | undefined; scope: "pending" | "email" };

/** Of a claim that begins or ends between the look and the write nobody would be told: then nothing is deleted, and `left` says so. */
async function purgeOnce(deps: Deps, { isMeant, scope }: Meant, author: Author): Promise<Purged & { left: number }> {
  const { db } = deps;
  const isClaimed = and(isMeant, isNotNull(students.claimedBy));
  const [claimed, ...claims] = await db.batch(selectKnown(db, isClaimed));
  const isAsSeen = and(isMeant, isStill(claimed, isClaimed));
  const may = sql`exists (select 1 from ${students} where ${isAsSeen})`;
  const events = claimed.flatMap((student) => (student.claimedBy === null ? [] : [toEvent(student, student.claimedBy, author)]));
  const settled = toFiles(claims).map((claim) => settleClaim(deps, claim, author));
  const writes = [
    insertMirrorEvents(db, "purge", author, isAsSeen),
    recordAudit(db, auditOf(scope, author), may),
    ...events.map((event) => insertEvent(db, event, may)),
  ];
  const deleting = db.delete(students).where(isAsSeen).returning({ studentId: students.studentId });
  const remaining = db.select({ studentId: students.studentId }).from(students).where(isMeant).limit(1);
  const [deleted, left] = await writeThenRead(db, writes, [deleting, remaining, ...settled.flatMap(({ statements }) => statements)]);
  const told = deleted.length === 0 ? [] : [...events, ...settled.flatMap((each) => each.events)];
  return { purged: deleted.length, events: told, left: left.length };
}

/** The claims are those that were read, none of them changed. */
function isStill(claimed: Student[], isClaimed: SQL | undefined): SQL {
  const seen = JSON.stringify(claimed.map(({ studentId, version }) => `${studentId}:${version}`).toSorted());
  const present = sql`select student_id || ':' || version as claim from ${students} where ${isClaimed} order by 1`;
  return sql`(select json_group_array(claim) from (${present})) = ${seen}`;
}

/** The email itself would outlive the record here. */
function auditOf(scope: Meant["scope"], { key, actor, at }: Author): AuditEntry {
  const about = { action: "verification.purge", subject: "students", after: { scope } };
  return { auditId: key, actor: actorName(actor), ...about, origin: originOf(actor), at };
}

function toEvent({ studentId, version }: Student, personId: number, author: Author): NewEvent {
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
