import { and, desc, eq, gte, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { Database } from "#platform/database.ts";
import { mistakes, studySessions } from "./schema.ts";

// What is written down of somebody's practice, as statements for the batch of whoever shows it. What a teacher has found to be no
// mistake counts nowhere.

/** Somebody's practice since `from`; what came since `since` is told apart from what came before. */
type Span = { personId: number; from: Date; since: Date };
type Compared = { now: SQL<number>; before: SQL<number> };

export function selectMinutesByMode(db: Database, { personId, from, since }: Span) {
  const { mode, minutes, endedAt } = studySessions;
  return db
    .select({ mode, ...compare(sql`${minutes}`, sql`${endedAt} >= ${since.getTime()}`) })
    .from(studySessions)
    .where(and(eq(studySessions.personId, personId), gte(endedAt, from)))
    .groupBy(mode);
}

export function selectMistakesByMode(db: Database, { personId, from, since }: Span) {
  const { mode, at } = mistakes;
  return db
    .select({ mode, ...compare(sql`1`, sql`${at} >= ${since.getTime()}`) })
    .from(mistakes)
    .where(isCountedFrom(personId, from))
    .groupBy(mode);
}

/** Of each type how many there were since `since` and before, how many of the newer were mended, and the newest of these as an example. */
export function selectMistakesByType(db: Database, { personId, from, since }: Span) {
  const { type, at, isMended, wrong, right, reason } = mistakes;
  const isNew = sql`${at} >= ${since.getTime()}`;
  // SQLite takes the columns that stand alone from the row that has the maximum: one that is not mended, if there is any.
  const example = sql<number>`max((${isNew}) * 4 + (not ${isMended}) * 2 + ${at} / 1e14)`;
  return db
    .select({ type, ...compare(sql`1`, isNew), mended: sumOf(sql`${isMended}`, isNew), wrong, right, reason, example })
    .from(mistakes)
    .where(isCountedFrom(personId, from))
    .groupBy(type);
}

/** The newest mended mistake of each type: proof of what somebody has learnt. */
export function selectMended(db: Database, { personId, from }: Pick<Span, "personId" | "from">) {
  const { type, at, wrong, right } = mistakes;
  return db
    .select({ type, wrong, right, newest: sql<number>`max(${at})` })
    .from(mistakes)
    .where(and(isCountedFrom(personId, from), eq(mistakes.isMended, true)))
    .groupBy(type);
}

/** A page of the stretches of practice, the newest first. */
export function selectPractised(db: Database, { personId, limit, offset }: { personId: number; limit: number; offset: number }) {
  const { sessionId, endedAt, mode, level, minutes } = studySessions;
  // Their ids are the session's with their place behind a colon, which is the character before the semicolon.
  const made = sql`from ${mistakes} where ${mistakes.mistakeId} > ${sessionId} || ':' and ${mistakes.mistakeId} < ${sessionId} || ';' and ${mistakes.withdrawnAt} is null`;
  return db
    .select({
      endedAt,
      mode,
      level,
      minutes,
      mistakes: sql<number>`(select count(*) ${made})`,
      mended: sql<number>`(select count(*) ${made} and ${mistakes.isMended})`,
    })
    .from(studySessions)
    .where(eq(studySessions.personId, personId))
    .orderBy(desc(endedAt), desc(sessionId))
    .limit(limit)
    .offset(offset);
}

export function countPractised(db: Database, personId: number) {
  return db
    .select({ sessions: sql<number>`count(*)` })
    .from(studySessions)
    .where(eq(studySessions.personId, personId));
}

function isCountedFrom(personId: number, from: Date): SQL | undefined {
  return and(eq(mistakes.personId, personId), gte(mistakes.at, from), isNull(mistakes.withdrawnAt));
}

function compare(what: SQL, isNow: SQL): Compared {
  return { now: sumOf(what, isNow), before: sumOf(what, sql`not (${isNow})`) };
}

function sumOf(what: SQL, when: SQL): SQL<number> {
  return sql<number>`coalesce(sum(${what}) filter (where ${when}), 0)`;
}

/** What each of these people has got wrong since an instant and not mended, the most frequent type first. */
export function selectMistakeTypes(db: Database, { personIds, since }: { personIds: readonly number[]; since: Date }) {
  const { personId, type, at, isMended, withdrawnAt } = mistakes;
  const isRecent = and(inArray(personId, [...personIds]), gte(at, since), isNull(withdrawnAt), eq(isMended, false));
  return db
    .select({ personId, type })
    .from(mistakes)
    .where(isRecent)
    .groupBy(personId, type)
    .orderBy(desc(sql`count(*)`));
}
