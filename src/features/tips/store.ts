import { and, asc, eq, gt, gte, inArray, isNull, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { hasChanged, recordAudit, type AuditEntry } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import { insertEvent, type NewEvent } from "#platform/events.ts";
import { people } from "#platform/schema.ts";
import { tipChoices, tipDays, tips } from "./schema.ts";

export type NewTip = { language: string; text: string; addedBy?: number; addedAt: Date; key: string };

/** Adds tips whose key is not there yet, each with its record. */
export async function addTips(db: Database, newTips: NewTip[], by: Pick<AuditEntry, "actor" | "origin">): Promise<void> {
  const statements = newTips.flatMap((tip): BatchItem<"sqlite">[] => {
    const { key: auditId, language, text, addedAt: at } = tip;
    const audit = { ...by, auditId, action: "tips.add", subject: "tips", after: { language, text }, at };
    return [db.insert(tips).values(tip).onConflictDoNothing(), recordAudit(db, audit, hasChanged)];
  });
  const [first, ...rest] = statements;
  if (first !== undefined) await db.batch([first, ...rest]);
}

export async function countTips(db: Database): Promise<number> {
  return db.$count(tips);
}

export function listTips(db: Database) {
  return db.select({ tipId: tips.tipId, language: tips.language, text: tips.text }).from(tips).orderBy(asc(tips.tipId));
}

export async function listTimezones(db: Database): Promise<string[]> {
  const rows = await db.selectDistinct({ timezone: people.timezone }).from(people);
  return rows.map((row) => row.timezone);
}

/** People of a zone who are still to get their tip of the day, by id from `afterId` on. */
export function listDue(db: Database, page: { timezone: string; day: string; afterId: number; limit: number }) {
  return db
    .select({
      personId: people.personId,
      language: people.interfaceLanguage,
      registeredAt: people.registeredAt,
      chosenAt: tipChoices.chosenAt,
    })
    .from(people)
    .leftJoin(tipDays, and(eq(tipDays.personId, people.personId), eq(tipDays.day, page.day)))
    .leftJoin(tipChoices, eq(tipChoices.personId, people.personId))
    .where(
      and(
        eq(people.timezone, page.timezone),
        eq(people.isReachable, true),
        gt(people.personId, page.afterId),
        isNull(tipDays.personId),
        or(isNull(tipChoices.isWanted), eq(tipChoices.isWanted, true)),
      ),
    )
    .orderBy(asc(people.personId))
    .limit(page.limit);
}

/** The tips each person has had since a day, oldest first. */
export async function listSeen(db: Database, personIds: number[], sinceDay: string): Promise<Map<number, number[]>> {
  const rows = await db
    .select()
    .from(tipDays)
    .where(and(inArray(tipDays.personId, personIds), gte(tipDays.day, sinceDay)))
    .orderBy(asc(tipDays.day));
  const seen = new Map<number, number[]>();
  for (const { personId, tipId } of rows) seen.set(personId, [...(seen.get(personId) ?? []), tipId]);
  return seen;
}

/** Notes the day's tips together with the events that carry them; a person who has one already keeps it. */
export async function saveTipDays(
  db: Database,
  days: Array<{ personId: number; day: string; tipId: number; event: NewEvent }>,
): Promise<void> {
  const statements = days.flatMap(({ event, ...row }): BatchItem<"sqlite">[] => [
    db.insert(tipDays).values(row).onConflictDoNothing(),
    insertEvent(db, event),
  ]);
  const [first, ...rest] = statements;
  if (first !== undefined) await db.batch([first, ...rest]);
}

/** Whether this person wants a daily tip from now on. */
export async function chooseTips(db: Database, personId: number, choice: { isWanted: boolean; chosenAt: Date }): Promise<void> {
  await db
    .insert(tipChoices)
    .values({ personId, ...choice })
    .onConflictDoUpdate({ target: tipChoices.personId, set: choice, setWhere: sql`excluded.chosen_at >= ${tipChoices.chosenAt}` });
}

export function selectChoice(db: Database, personId: number) {
  return db.select().from(tipChoices).where(eq(tipChoices.personId, personId));
}

export async function exportTips(db: Database, personId: number) {
  const had = await db
    .select({ day: tipDays.day, text: tips.text })
    .from(tipDays)
    .leftJoin(tips, eq(tips.tipId, tipDays.tipId))
    .where(eq(tipDays.personId, personId));
  const [choice] = await selectChoice(db, personId);
  const added = await db
    .select({ language: tips.language, text: tips.text, addedAt: tips.addedAt })
    .from(tips)
    .where(eq(tips.addedBy, personId))
    .orderBy(asc(tips.tipId));
  return { had, choice: choice ?? null, added };
}

export function forgetTips(db: Database, personId: number): BatchItem<"sqlite">[] {
  return [db.delete(tipDays).where(eq(tipDays.personId, personId)), db.delete(tipChoices).where(eq(tipChoices.personId, personId))];
}
