import { and, eq, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { recordAudit, type AuditEntry } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import { actorName, originOf, type Actor } from "#platform/desk/actor.ts";
import { causedBy, type NewEvent } from "#platform/events.ts";
import type { Writing } from "#platform/turn.ts";
import type { Notice, Plan, RosterRecord } from "./rules.ts";
import { mirrorEvents, students } from "./schema.ts";

/** Who changes the roster, and the key under which the change may be made twice. `may` holds while they are allowed to. */
export type Author = Writing & { actor: Actor; may?: SQL };

/** The event for whoever a change concerns. */
export const STANDING_CHANGED = "verification.standing";

/** A change of one record, with what it was when that was decided. */
export type RecordChange = {
  studentId: number;
  before: Pick<RosterRecord, "status" | "personId">;
  plan: Plan;
  author: Author;
  /** Something else tells the person in words. */
  isTold?: true;
};

/** The statements that make a change while `when` holds, with its audit entry and what mirrors must learn. */
export function changeRecord(db: Database, change: RecordChange, when: SQL | undefined) {
  const { studentId, plan, author } = change;
  const isOurs = and(eq(students.studentId, studentId), eq(students.changedKey, author.key));
  const { fullName } = plan.set;
  const named = fullName === undefined ? {} : { searchName: toSearchName(fullName) };
  const next = { version: sql`${students.version} + 1`, changedKey: author.key };
  return [
    db
      .update(students)
      .set({ ...plan.set, ...named, ...next })
      .where(and(eq(students.studentId, studentId), when)),
    recordAudit(db, auditOf(change), sql`exists (select 1 from ${students} where ${isOurs})`),
    insertMirrorEvents(db, plan.action, author, isOurs),
  ] as const;
}

/** What the people concerned must know of a change, behind it in the same batch. */
export function standingEvents({ studentId, plan, author, isTold }: RecordChange): NewEvent[] {
  const version = sql`(select ${students.version} from ${students} where ${students.studentId} = ${studentId})`;
  return plan.notices.map(({ personId, ...notice }: Notice) => {
    const data = { ...notice, studentId, at: author.at.getTime(), isTold };
    return {
      eventId: `${author.key}:to:${personId}`,
      to: { type: "person", id: personId },
      kind: STANDING_CHANGED,
      version: 1,
      data: sql`json_set(${JSON.stringify(data)}, '$.version', ${version})`,
      ...causedBy(author),
    };
  });
}

/** Without names, emails and numbers, which must be deleted one day while this stays. A card in the same batch has an entry of its own. */
function auditOf({ studentId, before, plan, author }: RecordChange): AuditEntry {
  const reason = plan.reason === undefined ? {} : { reason: plan.reason };
  const { status, personId } = { status: before.status, personId: before.personId, ...plan.set };
  return {
    auditId: `${author.key}:record`,
    actor: actorName(author.actor),
    action: `verification.${plan.action}`,
    subject: `student:${studentId}`,
    before: { status: before.status, personId: before.personId },
    after: { status, personId, changed: Object.keys(plan.set), ...reason },
    origin: originOf(author.actor),
    at: author.at,
  };
}

/** One for each record that this change made what it is. */
export function insertMirrorEvents(db: Database, kind: string, { key, at }: Author, isOurs: SQL | undefined): BatchItem<"sqlite"> {
  const { studentId, fullName, email, phone, status, personId } = students;
  const data = sql`json_object('studentId', ${studentId}, 'fullName', ${fullName}, 'email', ${email}, 'phone', ${phone}, 'status', ${status}, 'personId', ${personId})`;
  const values = sql`${key} || ':' || ${studentId}, 'student:' || ${studentId}, ${`student.${kind}`}, ${data}, ${at.getTime()}, null`;
  return db
    .insert(mirrorEvents)
    .select(sql`select ${values} from ${students} where ${isOurs}`)
    .onConflictDoNothing();
}

/** As the roster is searched and sorted. */
export function toSearchName(name: string): string {
  return name.toLowerCase();
}
