import { and, eq, gte, lt, ne, notExists, or, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { alias } from "drizzle-orm/sqlite-core";
import { recordAudit, type AuditEntry } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import { insertEvent, type NewEvent } from "#platform/events.ts";
import { always, insertWhen } from "#platform/insert-when.ts";
import { parseName } from "#platform/object-name.ts";
import { accepted, refused, type Result } from "#platform/result.ts";
import { events } from "#platform/schema.ts";
import type { Details } from "./details.ts";
import type { Notice, Plan } from "./rules.ts";
import { mirrorEvents, students } from "./schema.ts";
import { findHolder, findStudent, type Student } from "./store.ts";

/** Who changes the roster, and the key under which the change may be made twice. `may` holds while they are allowed to. */
export type Author = { name: string; origin: AuditEntry["origin"]; key: string; at: Date; may?: SQL };

/** The event for whoever a change concerns. */
export const STANDING_CHANGED = "verification.standing";

/** A change that was made, and the events about it that are to be delivered. */
export type Changed = { student: Student; events: WrittenEvent[] };
export type WrittenEvent = Pick<NewEvent, "eventId" | "to">;
/** `taken`: another record has the email, the number or the account. */
export type ChangeRefusal = { type: "missing" } | { type: "overtaken" } | { type: "taken"; by: Student };

/** Changes keep losing to others only where something is wrong. */
const TRIES = 3;

/**
 * Makes the change that `plan` decides on, to the very version that it looked at: with its audit entry, what mirrors must learn and
 * what the people concerned must be told. The same key again finds the change made, and makes no other.
 */
export async function changeStudent<Reason>(
  db: Database,
  studentId: number,
  author: Author,
  plan: (student: Student) => Result<Plan, Reason>,
  /** The record, where it has just been read. */
  known?: Student,
): Promise<Result<Changed, { type: "refused"; reason: Reason } | ChangeRefusal>> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = tries === 1 && known !== undefined ? known : await findStudent(db, studentId);
    if (before === undefined) return refused({ type: "missing" });
    if (before.changedKey === author.key) return accepted({ student: before, events: await listEvents(db, author.key) });
    const planned = plan(before);
    if (!planned.ok) return refused({ type: "refused", reason: planned.reason });
    const outcome = await carryOut(db, before, planned.value, author);
    if (outcome.student?.changedKey === author.key) return accepted({ student: outcome.student, events: outcome.events });
    if (outcome.conflict !== undefined) return refused({ type: "taken", by: outcome.conflict });
  }
  return refused({ type: "overtaken" });
}

async function carryOut(db: Database, before: Student, plan: Plan, author: Author) {
  const { studentId } = before;
  const after: Student = { ...before, ...plan.set, version: before.version + 1, changedKey: author.key };
  const isUnchanged = and(eq(students.studentId, studentId), eq(students.version, before.version), author.may ?? always);
  const isOurs = and(eq(students.studentId, studentId), eq(students.changedKey, author.key));
  const isDone = sql`exists (select 1 from ${students} where ${isOurs})`;
  const rivals = db.select({ studentId: rival.studentId }).from(rival).where(isRivalOf(after)).limit(1);
  const written = plan.notices.map((notice) => toEvent(notice, after, author));
  const [, conflicts, , , found] = await db.batch([
    db
      .update(students)
      .set({ ...plan.set, searchName: toSearchName(after.fullName), version: after.version, changedKey: author.key })
      .where(and(isUnchanged, notExists(rivals))),
    rivals,
    recordAudit(db, auditOf(plan, { before, after, author }), isDone),
    insertMirrorEvents(db, plan.action, author, isOurs),
    db.select().from(students).where(eq(students.studentId, studentId)),
    ...written.map((event) => insertEvent(db, event, isDone)),
  ]);
  const conflict = conflicts[0]?.studentId;
  return { student: found[0], events: written, conflict: conflict === undefined ? undefined : await findStudent(db, conflict) };
}

/** The events of a change that was made under this key before. */
async function listEvents(db: Database, key: string): Promise<WrittenEvent[]> {
  const isOurs = and(gte(events.eventId, `${key}:to:`), lt(events.eventId, `${key}:to;`));
  const rows = await db.select({ eventId: events.eventId, to: events.to }).from(events).where(isOurs);
  return rows.map(({ eventId, to }) => ({ eventId, to: parseName(to) }));
}

const rival = alias(students, "rival");

/** Whether another live record stands in the way of this one. One that is removed stands in nobody's way, nor anybody in its. */
function isRivalOf({ studentId, email, phone, personId, status }: Student): SQL | undefined {
  if (status === "removed") return sql`false`;
  const isAccount = personId === null ? undefined : eq(rival.personId, personId);
  const isSame = or(eq(rival.email, email), eq(rival.phone, phone), isAccount);
  return and(ne(rival.status, "removed"), ne(rival.studentId, studentId), isSame);
}

function toEvent({ personId, ...notice }: Notice, { studentId, version }: Student, { key, at, name }: Author): NewEvent {
  return {
    eventId: `${key}:to:${personId}`,
    to: { type: "person", id: personId },
    kind: STANDING_CHANGED,
    version: 1,
    data: { ...notice, studentId, version, at: at.getTime() },
    cause: name,
    createdAt: at,
  };
}

/** Without names, emails and numbers, which must be deleted one day while this stays. */
function auditOf(plan: Plan, { before, after, author }: { before: Student; after: Student; author: Author }): AuditEntry {
  const reason = plan.reason === undefined ? {} : { reason: plan.reason };
  return {
    auditId: author.key,
    actor: author.name,
    action: `verification.${plan.action}`,
    subject: `student:${before.studentId}`,
    before: { status: before.status, personId: before.personId },
    after: { status: after.status, personId: after.personId, changed: Object.keys(plan.set), ...reason },
    origin: author.origin,
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

/** Adds somebody, unless their email or number is on the roster, also where it was removed: then that record is the answer. */
export async function addStudent(db: Database, details: Details, author: Author): Promise<Result<Student, Student | undefined>> {
  const isKnown = sql`exists (select 1 from ${students} where ${students.email} = ${details.email} or ${students.phone} = ${details.phone})`;
  const isOurs = eq(students.changedKey, author.key);
  const row = { ...details, ...newRow(author), searchName: toSearchName(details.fullName), studentId: sql`null` };
  await db.batch([
    insertWhen(db, students, row, and(sql`not ${isKnown}`, author.may ?? always) ?? always),
    recordAudit(db, auditOfAdding(author, 1), sql`exists (select 1 from ${students} where ${isOurs})`),
    insertMirrorEvents(db, "add", author, isOurs),
  ]);
  const found = await findHolder(db, details);
  return found?.changedKey === author.key ? accepted(found) : refused(found);
}

/**
 * Adds all of them, or nobody where one of them has come on the roster in the meantime; says which it was. One statement carries
 * all rows, since the database limits how many statements and values a request may have.
 */
export async function addStudents(db: Database, rows: readonly Details[], author: Author): Promise<boolean> {
  const json = JSON.stringify(rows.map((row) => ({ ...row, searchName: toSearchName(row.fullName) })));
  const field = (name: keyof Details | "searchName") => sql`row.value ->> ${`$.${name}`}`;
  const { status, createdBy, changedKey, createdAt } = newRow(author);
  const values = sql`null, ${field("fullName")}, ${field("searchName")}, ${field("email")}, ${field("phone")}, null, ${status}, null, ${createdBy}, ${createdAt.getTime()}, null, null, null, null, 1, ${changedKey}`;
  const isKnown = sql`exists (select 1 from json_each(${json}) as other join ${students} on ${students.email} = other.value ->> '$.email' or ${students.phone} = other.value ->> '$.phone')`;
  const isOurs = eq(students.changedKey, author.key);
  const [, , , ours] = await db.batch([
    db.insert(students).select(sql`select ${values} from json_each(${json}) as row where not ${isKnown} and ${author.may ?? always}`),
    recordAudit(db, auditOfAdding(author, rows.length), sql`exists (select 1 from ${students} where ${isOurs})`),
    insertMirrorEvents(db, "add", author, isOurs),
    db.select({ studentId: students.studentId }).from(students).where(isOurs).limit(1),
  ]);
  return ours.length > 0;
}

function newRow({ name, key, at }: Author) {
  return { status: "pending" as const, createdBy: name, createdAt: at, version: 1, changedKey: key };
}

function auditOfAdding({ key, name, origin, at }: Author, count: number): AuditEntry {
  const first = sql`(select 'student:' || min(${students.studentId}) from ${students} where ${students.changedKey} = ${key})`;
  const subject = count === 1 ? first : "students";
  return { auditId: key, actor: name, action: "verification.add", subject, after: { count }, origin, at };
}

/** As the roster is searched and sorted. */
export function toSearchName(name: string): string {
  return name.toLowerCase();
}
