import { and, asc, desc, eq, gt, inArray, ne, or, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { Database } from "#platform/database.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectFiles, toFiles, type CardFile } from "#platform/desk/store.ts";
import { insertWhen } from "#platform/insert-when.ts";
import { people } from "#platform/schema.ts";
import type { Details, Identifier } from "./details.ts";
import { ATTEMPTS_A_DAY, ATTEMPTS_WINDOW_MS, type Status } from "./rules.ts";
import { students, verificationAttempts } from "./schema.ts";

export type Student = typeof students.$inferSelect;

const isLive = ne(students.status, "removed");

export async function findStudent(db: Database, studentId: number): Promise<Student | undefined> {
  const [student] = await db.select().from(students).where(eq(students.studentId, studentId));
  return student;
}

/** The live record that a person is linked to. */
export async function findStudentOf(db: Database, personId: number): Promise<Student | undefined> {
  const [student] = await selectStudentOf(db, personId);
  return student;
}

export function selectStudentOf(db: Database, personId: number) {
  return db
    .select()
    .from(students)
    .where(and(eq(students.personId, personId), isLive));
}

/** Of a record there is one open claim. */
export function claimKey(studentId: number): string {
  return `claim:${studentId}`;
}

/** A record with the card of the claim that is open to it. */
export type Known = { student: Student; claim: CardFile | undefined };

/** In one round trip what a change of a record is decided on. */
export async function findKnown(db: Database, studentId: number): Promise<Known | undefined> {
  const [found, ...claims] = await db.batch(selectKnown(db, eq(students.studentId, studentId)));
  return toKnown(found, claims);
}

/** The statements that read records with their claims, for a batch; `toKnown` makes the first of them of what comes back. */
export function selectKnown(db: Database, which: SQL | undefined) {
  const keys = db
    .select({ key: sql`'claim:' || ${students.studentId}` })
    .from(students)
    .where(which);
  return [db.select().from(students).where(which), ...selectFiles(db, inArray(cards.openKey, keys))] as const;
}

function toKnown([student]: Student[], claims: Parameters<typeof toFiles>[0]): Known | undefined {
  if (student === undefined) return undefined;
  return { student, claim: toFiles(claims).find(({ card }) => card.openKey === claimKey(student.studentId)) };
}

/** The record that a person has, and the one that they name. */
export type Named = { own: Student | undefined; found: Known | undefined };
/** `attempts` are those of a day, with this one. */
export type Lookup = Named & { isAllowed: boolean; attempts: number; againAt: Date };

/**
 * Notes one attempt, unless the person has had those of a day, and finds their own record and the one that they name. The same key
 * again is the same attempt.
 */
export async function attemptLookup(
  db: Database,
  { personId, identifier, key, now }: { personId: number; identifier: Identifier; key: string; now: Date },
): Promise<Lookup> {
  const isOfToday = and(
    eq(verificationAttempts.personId, personId),
    gt(verificationAttempts.at, new Date(now.getTime() - ATTEMPTS_WINDOW_MS)),
  );
  const isLeft = sql`(select count(*) from ${verificationAttempts} where ${isOfToday}) < ${ATTEMPTS_A_DAY}`;
  const [, attempts, own, found, ...claims] = await db.batch([
    insertWhen(db, verificationAttempts, { key, personId, at: now }, isLeft),
    db.select().from(verificationAttempts).where(isOfToday).orderBy(asc(verificationAttempts.at)),
    ...selectNamed(db, personId, identifier),
  ]);
  const oldest = attempts[0]?.at ?? now;
  return {
    isAllowed: attempts.some((attempt) => attempt.key === key),
    attempts: attempts.length,
    againAt: new Date(oldest.getTime() + ATTEMPTS_WINDOW_MS),
    own: own[0],
    found: toKnown(found, claims),
  };
}

/** The same for a number that is proven, and therefore cannot be guessed: it is no attempt. */
export async function lookUp(db: Database, personId: number, identifier: Identifier): Promise<Named> {
  const [own, found, ...claims] = await db.batch(selectNamed(db, personId, identifier));
  return { own: own[0], found: toKnown(found, claims) };
}

function selectNamed(db: Database, personId: number, identifier: Identifier) {
  return [selectStudentOf(db, personId), ...selectKnown(db, and(eq(students[identifier.by], identifier.value), isLive))] as const;
}

/** Attempts of which nothing follows any more. */
export async function tidyAttempts(db: Database, now: Date): Promise<void> {
  await db.delete(verificationAttempts).where(sql`${verificationAttempts.at} < ${now.getTime() - ATTEMPTS_WINDOW_MS}`);
}

/** Anybody on the roster with this email or number, the living first. */
export async function findHolder(db: Database, { email, phone }: Pick<Details, "email" | "phone">): Promise<Student | undefined> {
  const [student] = await db
    .select()
    .from(students)
    .where(or(eq(students.email, email), eq(students.phone, phone)))
    .orderBy(sql`${students.status} = 'removed'`)
    .limit(1);
  return student;
}

/** Who holds each of these emails and numbers already. */
export function listHolders(db: Database, rows: readonly Pick<Details, "email" | "phone">[]): Promise<Student[]> {
  const emails = JSON.stringify(rows.map(({ email }) => email));
  const phones = JSON.stringify(rows.map(({ phone }) => phone));
  return db
    .select()
    .from(students)
    .where(
      or(
        sql`${students.email} in (select value from json_each(${emails}))`,
        sql`${students.phone} in (select value from json_each(${phones}))`,
      ),
    );
}

export type Search = { status?: Status; text?: string };
export type Page = { students: Student[]; total: number };

/** A page of the roster by name, the first being 0. */
export async function listStudents(db: Database, search: Search, page: { number: number; size: number }): Promise<Page> {
  const where = matches(search);
  const [rows, [count]] = await db.batch([
    db
      .select()
      .from(students)
      .where(where)
      .orderBy(asc(students.searchName), asc(students.studentId))
      .limit(page.size)
      .offset(page.number * page.size),
    db
      .select({ total: sql<number>`count(*)` })
      .from(students)
      .where(where),
  ]);
  return { students: rows, total: count?.total ?? 0 };
}

/** By any part of the name, email or number. Whoever had themselves forgotten has none of them. */
function matches({ status, text }: Search): SQL | undefined {
  const isOfStatus = status === undefined ? undefined : eq(students.status, status);
  if (text === undefined || text === "") return isOfStatus;
  const part = text.toLowerCase();
  const has = (column: SQLWrapper, value: string) => sql`instr(${column}, ${value}) > 0`;
  const digits = part.replaceAll(/[^\d]/g, "");
  const named = or(has(students.searchName, part), has(students.email, part), ...(digits.length >= 3 ? [has(students.phone, digits)] : []));
  return and(isOfStatus, named);
}

/** The live first, then the newest. */
export async function findStudents(db: Database, by: { studentId: number } | Identifier | { text: string }): Promise<Student[]> {
  const where =
    "studentId" in by
      ? or(eq(students.studentId, by.studentId), eq(students.personId, by.studentId))
      : "text" in by
        ? matches({ text: by.text })
        : eq(students[by.by], by.value);
  return db
    .select()
    .from(students)
    .where(where)
    .orderBy(sql`${students.status} = 'removed'`, desc(students.studentId))
    .limit(CANDIDATES + 1);
}

/** As many as one message offers to choose from. */
export const CANDIDATES = 10;

export type Counts = { [status in Status]: number };

export async function countStudents(db: Database): Promise<Counts> {
  const rows = await db
    .select({ status: students.status, count: sql<number>`count(*)` })
    .from(students)
    .groupBy(students.status);
  const counts: Counts = { pending: 0, claimed: 0, verified: 0, removed: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

/** A record, and the account that it shall move to: somebody who has written to the bot, by id or name. */
export async function findForRelink(
  db: Database,
  studentId: number,
  by: { personId: number } | { username: string },
): Promise<{ known: Known | undefined; personId: number | undefined }> {
  const isMeant = "personId" in by ? eq(people.personId, by.personId) : eq(sql`lower(${people.username})`, by.username.toLowerCase());
  const [accounts, found, ...claims] = await db.batch([
    db.select({ personId: people.personId }).from(people).where(isMeant).limit(2),
    ...selectKnown(db, eq(students.studentId, studentId)),
  ]);
  // Two who are known by one name are nobody in particular.
  return { known: toKnown(found, claims), personId: accounts.length === 1 ? accounts[0]?.personId : undefined };
}
