import { desc, eq, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import { insertWhen } from "./insert-when.ts";
import { studyDays } from "./schema.ts";

/** Study days that follow one another without a gap. */
export type StudyRun = { first: string; last: string };

/** The statements that keep the days on which somebody has learnt, under a condition. */
export function insertStudyDays(db: Database, personId: number, days: readonly string[], when: SQL): BatchItem<"sqlite">[] {
  return days.map((day) => insertWhen(db, studyDays, { personId, day }, when));
}

/** The newest runs of study days, the last one first; a year without a gap is one row. */
export function selectStudyRuns(db: Database, personId: number, limit: number) {
  const runs = db
    .select({ day: studyDays.day, run: sql`julianday(${studyDays.day}) - row_number() over (order by ${studyDays.day})`.as("run") })
    .from(studyDays)
    .where(eq(studyDays.personId, personId))
    .as("runs");
  const last = sql<string>`max(${runs.day})`;
  return db
    .select({ first: sql<string>`min(${runs.day})`, last })
    .from(runs)
    .groupBy(sql`${runs.run}`)
    .orderBy(desc(last))
    .limit(limit);
}

export function countStudyDays(db: Database, personId: number) {
  return db
    .select({ count: sql<number>`count(*)` })
    .from(studyDays)
    .where(eq(studyDays.personId, personId));
}

export function listStudyDays(db: Database, personId: number) {
  return db.select({ day: studyDays.day }).from(studyDays).where(eq(studyDays.personId, personId)).orderBy(studyDays.day);
}

/** The statement that deletes them all; of every feature in which people learn. */
export function forgetStudyDays(db: Database, personId: number): BatchItem<"sqlite"> {
  return db.delete(studyDays).where(eq(studyDays.personId, personId));
}
