import { and, eq, ne, notExists, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { recordAudit, type AuditEntry } from "#platform/audit.ts";
import { writeThenRead, type Database } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { actorName, originOf } from "#platform/desk/actor.ts";
import { insertEvent, selectWritten, toWritten, type WrittenEvent } from "#platform/events.ts";
import { always, insertWhen } from "#platform/insert-when.ts";
import { accepted, refused, type Result } from "#platform/result.ts";
import { planClaimCard, type NewClaim } from "./claim-cards.ts";
import type { Details } from "./details.ts";
import { changeRecord, insertMirrorEvents, standingEvents, toSearchName, type Author } from "./record-change.ts";
import type { Plan } from "./rules.ts";
import { students } from "./schema.ts";
import { findHolder, findKnown, type Known, type Student } from "./store.ts";

/** A change that was made, and the events about it that are to be delivered. */
export type Changed = { student: Student; events: WrittenEvent[] };
/** `taken`: another record has the email, the number or the account. */
export type ChangeRefusal = { type: "missing" } | { type: "overtaken" } | { type: "taken"; by: Student };

/** Changes keep losing to others only where something is wrong. */
const TRIES = 3;

/** Beside the plan: the record, where it has just been read, and the claim that is made by it, if any. */
type Given = { known?: Known | undefined; claim?: NewClaim };

/**
 * Makes the change that `plan` decides on, to the very version that it looked at: with its audit entry, what mirrors must learn, what
 * the people concerned must be told, and the card of the claim that begins or ends by it. The same key again finds the change made,
 * and makes no other.
 */
export async function changeStudent<Reason>(
  deps: Deps,
  studentId: number,
  author: Author,
  plan: (student: Student) => Result<Plan, Reason>,
  { known, claim }: Given = {},
): Promise<Result<Changed, { type: "refused"; reason: Reason } | ChangeRefusal>> {
  const { db } = deps;
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = tries === 1 && known !== undefined ? known : await findKnown(db, studentId);
    if (before === undefined) return refused({ type: "missing" });
    const { student } = before;
    if (student.changedKey === author.key) return accepted({ student, events: toWritten(await selectWritten(db, author.key)) });
    const planned = plan(student);
    if (!planned.ok) return refused({ type: "refused", reason: planned.reason });
    const outcome = await carryOut(deps, { before, plan: planned.value, author, claim });
    if (outcome.student?.changedKey === author.key) return accepted({ student: outcome.student, events: outcome.events });
    if (outcome.conflict !== undefined) return refused({ type: "taken", by: outcome.conflict });
  }
  return refused({ type: "overtaken" });
}

type Decided = { before: Known; plan: Plan; author: Author; claim: NewClaim | undefined };

async function carryOut(deps: Deps, { before, plan, author, claim }: Decided) {
  const { db } = deps;
  const { student } = before;
  const { studentId } = student;
  const after: Student = { ...student, ...plan.set };
  const isUnchanged = and(eq(students.version, student.version), author.may ?? always);
  const isDone = sql`exists (select 1 from ${students} where ${and(eq(students.studentId, studentId), eq(students.changedKey, author.key))})`;
  const rivals = db.select().from(rival).where(isRivalOf(after)).limit(1);
  const change = { studentId, before: student, plan, author };
  const writes = [
    ...changeRecord(db, change, and(isUnchanged, notExists(rivals))),
    ...standingEvents(change).map((event) => insertEvent(db, event, isDone)),
    ...planClaimCard(deps, { before, after, author, claim }, isDone),
  ];
  const ours = db.select().from(students).where(eq(students.studentId, studentId));
  const [found, conflicts, events] = await writeThenRead(db, writes, [ours, rivals, selectWritten(db, author.key)]);
  return { student: found[0], events: toWritten(events), conflict: conflicts[0] };
}

const rival = alias(students, "rival");

/** Whether another live record stands in the way of this one. One that is removed stands in nobody's way, nor anybody in its. */
function isRivalOf({ studentId, email, phone, personId, status }: Student): SQL | undefined {
  if (status === "removed") return sql`false`;
  const isAccount = personId === null ? undefined : eq(rival.personId, personId);
  const isSame = or(eq(rival.email, email), eq(rival.phone, phone), isAccount);
  return and(ne(rival.status, "removed"), ne(rival.studentId, studentId), isSame);
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

function newRow({ actor, key, at }: Author) {
  return { status: "pending" as const, createdBy: actorName(actor), createdAt: at, version: 1, changedKey: key };
}

function auditOfAdding({ key, actor, at }: Author, count: number): AuditEntry {
  const first = sql`(select 'student:' || min(${students.studentId}) from ${students} where ${students.changedKey} = ${key})`;
  const subject = count === 1 ? first : "students";
  return { auditId: key, actor: actorName(actor), action: "verification.add", subject, after: { count }, origin: originOf(actor), at };
}
