import { and, eq, gte, lt, ne, notExists, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { recordAudit, type AuditEntry } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { actorName, originOf } from "#platform/desk/actor.ts";
import { insertEvent, type NewEvent } from "#platform/events.ts";
import { always, insertWhen } from "#platform/insert-when.ts";
import { parseName } from "#platform/object-name.ts";
import { accepted, refused, type Result } from "#platform/result.ts";
import { events } from "#platform/schema.ts";
import { planClaimCard } from "./claim-cards.ts";
import type { HowClaimed } from "./claim-card.ts";
import type { Details } from "./details.ts";
import { changeRecord, insertMirrorEvents, standingEvents, toSearchName, type Author } from "./record-change.ts";
import type { Plan } from "./rules.ts";
import { students } from "./schema.ts";
import { findHolder, findStudent, type Student } from "./store.ts";

/** A change that was made, and the events about it that are to be delivered. */
export type Changed = { student: Student; events: WrittenEvent[] };
export type WrittenEvent = Pick<NewEvent, "eventId" | "to">;
/** `taken`: another record has the email, the number or the account. */
export type ChangeRefusal = { type: "missing" } | { type: "overtaken" } | { type: "taken"; by: Student };

/** Changes keep losing to others only where something is wrong. */
const TRIES = 3;

/** What is known beside the plan: the record, where it has just been read, and how it is claimed, where that is what happens. */
type Known = { student?: Student | undefined; claim?: HowClaimed };

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
  known: Known = {},
): Promise<Result<Changed, { type: "refused"; reason: Reason } | ChangeRefusal>> {
  const { db } = deps;
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = tries === 1 && known.student !== undefined ? known.student : await findStudent(db, studentId);
    if (before === undefined) return refused({ type: "missing" });
    if (before.changedKey === author.key) return accepted({ student: before, events: await listEvents(db, author.key) });
    const planned = plan(before);
    if (!planned.ok) return refused({ type: "refused", reason: planned.reason });
    const outcome = await carryOut(deps, { before, plan: planned.value, author, claim: known.claim });
    if (outcome.student?.changedKey === author.key) return accepted({ student: outcome.student, events: outcome.events });
    if (outcome.conflict !== undefined) return refused({ type: "taken", by: outcome.conflict });
  }
  return refused({ type: "overtaken" });
}

type Decided = { before: Student; plan: Plan; author: Author; claim: HowClaimed | undefined };

async function carryOut(deps: Deps, { before, plan, author, claim }: Decided) {
  const { db } = deps;
  const { studentId } = before;
  const after: Student = { ...before, ...plan.set };
  const isUnchanged = and(eq(students.version, before.version), author.may ?? always);
  const isDone = sql`exists (select 1 from ${students} where ${and(eq(students.studentId, studentId), eq(students.changedKey, author.key))})`;
  const rivals = db.select({ studentId: rival.studentId }).from(rival).where(isRivalOf(after)).limit(1);
  const change = { studentId, before, plan, author };
  const standing = standingEvents(change);
  const card = await planClaimCard(deps, { before, after, author, claim }, isDone);
  const [conflicts, , , , found] = await db.batch([
    rivals,
    ...changeRecord(db, change, and(isUnchanged, notExists(rivals))),
    db.select().from(students).where(eq(students.studentId, studentId)),
    ...standing.map((event) => insertEvent(db, event, isDone)),
    ...card.statements,
  ]);
  const conflict = conflicts[0]?.studentId;
  return {
    student: found[0],
    events: [...standing, ...card.events],
    conflict: conflict === undefined ? undefined : await findStudent(db, conflict),
  };
}

/** The events of a change that was made under this key before. */
async function listEvents(db: Database, key: string): Promise<WrittenEvent[]> {
  const isOurs = and(gte(events.eventId, `${key}:`), lt(events.eventId, `${key};`));
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
