import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Database } from "#platform/database.ts";
import { isNotForgotten } from "#platform/forgotten.ts";
import { insertWhen } from "#platform/insert-when.ts";
import { LEVELS } from "#platform/profile.ts";
import { studyDaysBetween } from "#platform/study-day.ts";
import { forgetStudyDays, insertStudyDays } from "#platform/study-days.ts";
import type { Mistake } from "./mistake.ts";
import { disputes, mistakes, studySessions } from "./schema.ts";
import { countByType, minutesOf, study } from "./study.ts";

/** A stretch of practice with whose it was, and the zone in which they lived then. */
export const practice = z.object({
  personId: z.int(),
  mode: z.string(),
  level: z.enum(LEVELS),
  timezone: z.string().default("UTC"),
  study,
});
export type Practice = z.infer<typeof practice>;

/**
 * Writes a stretch of practice, its days and its mistakes, once however often it is called; what was written down before it ended is
 * brought up to date. Of somebody who was forgotten meanwhile, nothing.
 */
export async function savePractice(db: Database, practised: Practice): Promise<void> {
  const { personId, timezone, study: done } = practised;
  const { sessionId, startedAt, ...session } = sessionRow(practised);
  const isKnown = isNotForgotten(personId);
  const days = studyDaysBetween(timezone, startedAt, session.endedAt);
  const idsWhere = (wasMended: boolean) =>
    done.mistakes.flatMap(({ isMended }, at) => (isMended === wasMended ? [mistakeIdOf(practised, at)] : []));
  await db.batch([
    db
      .update(studySessions)
      .set(session)
      .where(and(eq(studySessions.sessionId, sessionId), lt(studySessions.endedAt, session.endedAt))),
    insertWhen(db, studySessions, { sessionId, startedAt, ...session }, isKnown),
    ...insertStudyDays(db, personId, days, isKnown),
    ...done.mistakes.map((made, at) => insertWhen(db, mistakes, mistakeRow(practised, made, at), isKnown)),
    // One may have been there already, since its card was wanted before.
    db
      .update(mistakes)
      .set({ isMended: true })
      .where(inArray(mistakes.mistakeId, idsWhere(true))),
    db
      .update(mistakes)
      .set({ isMended: false })
      .where(inArray(mistakes.mistakeId, idsWhere(false))),
  ]);
}

function sessionRow({ personId, mode, level, study: done }: Practice) {
  return {
    sessionId: `${personId}:${done.startedAt}`,
    personId,
    startedAt: new Date(done.startedAt),
    endedAt: new Date(done.lastAt),
    mode,
    level,
    minutes: minutesOf(done),
    turns: done.turns,
    mended: done.mistakes.filter(({ isMended }) => isMended).length,
    mistakesByType: JSON.stringify(countByType(done.mistakes)),
  };
}

/** Notes that a card is wanted of a mistake, which may not be written down yet. False where there is no such mistake of this person's. */
export async function wantCard(
  db: Database,
  { personId, startedAt, at, known, now }: { personId: number; startedAt: number; at: number; known: Practice | undefined; now: Date },
): Promise<boolean> {
  const made = known?.study.mistakes[at];
  const mistakeId = `${personId}:${startedAt}:${at}`;
  const isTheirs = and(eq(mistakes.mistakeId, mistakeId), eq(mistakes.personId, personId));
  const want = db
    .update(mistakes)
    .set({ cardWantedAt: sql`coalesce(card_wanted_at, ${now.getTime()})` })
    .where(isTheirs)
    .returning({ mistakeId: mistakes.mistakeId });
  if (known === undefined || made === undefined) return (await want).length > 0;
  const [, wanted] = await db.batch([insertWhen(db, mistakes, mistakeRow(known, made, at), isNotForgotten(personId)), want]);
  return wanted.length > 0;
}

/** A mistake that is written down. */
export async function findMistakeRow(db: Database, mistakeId: string): Promise<typeof mistakes.$inferSelect | undefined> {
  const [found] = await db.select().from(mistakes).where(eq(mistakes.mistakeId, mistakeId));
  return found;
}

/** The statements that keep a dispute with its mistake, which may not be written down yet. */
export function keepDispute(
  db: Database,
  { personId, mistakeId, known, at, now }: { personId: number; mistakeId: string; known: Practice | undefined; at: number; now: Date },
): BatchItem<"sqlite">[] {
  const made = known?.study.mistakes[at];
  const isKnown = isNotForgotten(personId);
  return [
    ...(known === undefined || made === undefined ? [] : [insertWhen(db, mistakes, mistakeRow(known, made, at), isKnown)]),
    insertWhen(db, disputes, { mistakeId, personId, disputedAt: now }, isKnown),
  ];
}

export function listDisputes(db: Database, personId: number) {
  return db.select().from(disputes).where(eq(disputes.personId, personId)).orderBy(disputes.disputedAt);
}

export function listMistakes(db: Database, personId: number) {
  return db.select().from(mistakes).where(eq(mistakes.personId, personId)).orderBy(mistakes.at);
}

export function listStudySessions(db: Database, personId: number) {
  return db.select().from(studySessions).where(eq(studySessions.personId, personId)).orderBy(studySessions.endedAt);
}

/** The statements that delete all of it. */
export function forgetPractice(db: Database, personId: number): BatchItem<"sqlite">[] {
  return [
    db.delete(mistakes).where(eq(mistakes.personId, personId)),
    db.delete(studySessions).where(eq(studySessions.personId, personId)),
    db.delete(disputes).where(eq(disputes.personId, personId)),
    forgetStudyDays(db, personId),
  ];
}

function mistakeIdOf({ personId, study: { startedAt } }: Practice, at: number): string {
  return `${personId}:${startedAt}:${at}`;
}

function mistakeRow(practised: Practice, made: Mistake, at: number) {
  const { personId, mode, level } = practised;
  const { wrong, right, type, reason, sentence, isMended } = made;
  const mistakeId = mistakeIdOf(practised, at);
  return { mistakeId, personId, at: new Date(made.at), mode, type, wrong, right, reason, sentence, level, isMended };
}
