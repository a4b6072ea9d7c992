import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, gt, ne, or, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { hasChanged, recordAudit, type AuditEntry } from "#platform/audit.ts";
import { insertDelivery, openCampaign, type NewDelivery } from "#platform/campaign/store.ts";
import { writeThenRead, type Database } from "#platform/database.ts";
import type { Level } from "#platform/profile.ts";
import { campaigns } from "#platform/campaign/schema.ts";
import { people } from "#platform/schema.ts";
import { tipChoices, tipDays, tips } from "./schema.ts";

export type StoredTip = typeof tips.$inferSelect;

export type NewTip = {
  language: string;
  text: string;
  target?: string | null;
  level?: Level | null;
  topic?: string | null;
  addedBy?: number;
  addedAt: Date;
  key: string;
};
export type Author = Pick<AuditEntry, "actor" | "origin">;

/** Adds tips whose key is not there yet, each with its record, and gives what the database then has of the last one. */
export async function addTips(db: Database, newTips: NewTip[], by: Author): Promise<{ tipId: number | undefined; count: number }> {
  const statements = newTips.flatMap((tip): BatchItem<"sqlite">[] => {
    const { key: auditId, language, text, addedAt: at } = tip;
    const audit = { ...by, auditId, action: "tips.add", subject: "tips", after: { language, text }, at };
    return [db.insert(tips).values(tip).onConflictDoNothing(), recordAudit(db, audit, hasChanged)];
  });
  const last = eq(tips.key, newTips.at(-1)?.key ?? "");
  const [[added], [counted]] = await writeThenRead(db, statements, [
    db.select({ tipId: tips.tipId }).from(tips).where(last),
    db
      .select({ count: sql<number>`count(*)` })
      .from(tips)
      .where(isWritten),
  ]);
  return { tipId: added?.tipId, count: counted?.count ?? 0 };
}

/** What people wrote and did not delete. */
const isWritten = and(eq(tips.state, "ready"), isNull(tips.forDay));

/** All that may be sent on one of these days, by id. */
export function listPool(db: Database, days: readonly string[]) {
  const { tipId, language, target, level, topic, forDay } = tips;
  return db
    .select({ tipId, language, target, level, topic, forDay })
    .from(tips)
    .where(and(eq(tips.state, "ready"), or(isNull(forDay), inArray(forDay, [...days]))))
    .orderBy(asc(tipId));
}

export async function findTip(db: Database, tipId: number): Promise<StoredTip | undefined> {
  const [tip] = await db.select().from(tips).where(eq(tips.tipId, tipId));
  return tip;
}

export function listTipTexts(db: Database, tipIds: readonly number[]) {
  const isMeant = sql`${tips.tipId} in (select value from json_each(${JSON.stringify(tipIds)}))`;
  return db
    .select({ tipId: tips.tipId, text: tips.text })
    .from(tips)
    .where(and(isMeant, eq(tips.state, "ready")));
}

/** A page of the written tips below an id, newest first, with how often each was sent; one more than the page tells that there are others. */
export function listWritten(db: Database, { below, limit }: { below: number; limit: number }) {
  const { tipId, text, language, level, addedAt } = tips;
  const daily = sql<number>`(select count(*) from tip_days d where d.tip_id = ${tipId})`;
  const byStaff = sql<number>`(select coalesce(sum(totals ->> '$.sent'), 0) from ${campaigns} c where c.kind = 'tips.now' and c.data ->> '$.tipId' = ${tipId})`;
  return db
    .select({ tipId, text, language, level, addedAt, sent: sql<number>`${daily} + ${byStaff}` })
    .from(tips)
    .where(and(isWritten, below === 0 ? undefined : lt(tipId, below)))
    .orderBy(desc(tipId))
    .limit(limit + 1);
}

type Change = {
  tipId: number;
  action: "edit" | "delete" | "restore";
  set: Partial<Pick<StoredTip, "text" | "state">>;
  key: string;
  at: Date;
  may: SQL;
};

/** Changes a written tip, with its record, and gives how it is then; the same key again changes nothing. */
export async function changeTip(db: Database, { tipId, action, set, key, at, may }: Change, by: Author): Promise<StoredTip | undefined> {
  const before = await findTip(db, tipId);
  const isThere = and(eq(tips.tipId, tipId), isNull(tips.forDay), eq(tips.state, action === "restore" ? "deleted" : "ready"), may);
  const told = { before: before === undefined ? undefined : { text: before.text }, after: set };
  const [[changed]] = await writeThenRead(
    db,
    [
      db.update(tips).set(set).where(isThere),
      recordAudit(db, { ...by, auditId: key, action: `tips.${action}`, subject: "tips", ...told, at }, hasChanged),
    ],
    [db.select().from(tips).where(eq(tips.tipId, tipId))],
  );
  return changed;
}

export async function listTimezones(db: Database): Promise<string[]> {
  const rows = await db.selectDistinct({ timezone: people.timezone }).from(people);
  return rows.map((row) => row.timezone);
}

const wantsTips = or(isNull(tipChoices.isWanted), eq(tipChoices.isWanted, true));

/** People of a zone whose hour has come and who are still to get their tip of the day, by id from `afterId` on. */
export function listDue(
  db: Database,
  page: { timezone: string; day: string; hour: number; usualHour: number; afterId: number; limit: number },
) {
  return db
    .select({
      personId: people.personId,
      language: people.explanationLanguage,
      level: people.level,
      registeredAt: people.registeredAt,
      chosenAt: tipChoices.chosenAt,
      wantedHour: sql<number>`coalesce(${tipChoices.hour}, ${page.usualHour})`,
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
        wantsTips,
        lte(sql`coalesce(${tipChoices.hour}, ${page.usualHour})`, page.hour),
      ),
    )
    .orderBy(asc(people.personId))
    .limit(page.limit);
}

/** A page of everybody who takes tips at all, by id. */
export async function listTakers(db: Database, { afterId, limit }: { afterId: number; limit: number }): Promise<number[]> {
  const rows = await db
    .select({ personId: people.personId })
    .from(people)
    .leftJoin(tipChoices, eq(tipChoices.personId, people.personId))
    .where(and(gt(people.personId, afterId), takes))
    .orderBy(asc(people.personId))
    .limit(limit);
  return rows.map(({ personId }) => personId);
}

const takes = and(eq(people.isReachable, true), wantsTips);

export async function countTakers(db: Database): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(people)
    .leftJoin(tipChoices, eq(tipChoices.personId, people.personId))
    .where(takes);
  return row?.count ?? 0;
}

/** The tips each person has had since a day, each once, the one that was longest ago first. */
export async function listSeen(db: Database, personIds: number[], sinceDay: string): Promise<Map<number, number[]>> {
  const rows = await db
    .select({ personId: tipDays.personId, tipId: tipDays.tipId })
    .from(tipDays)
    .where(and(inArray(tipDays.personId, personIds), gte(tipDays.day, sinceDay)))
    .groupBy(tipDays.personId, tipDays.tipId)
    .orderBy(asc(sql`max(${tipDays.day})`));
  const seen = new Map<number, number[]>();
  for (const { personId, tipId } of rows) seen.set(personId, [...(seen.get(personId) ?? []), tipId]);
  return seen;
}

export type PlannedTip = { personId: number; day: string; tipId: number; delivery: NewDelivery };

/** Notes the day's tips together with the deliveries that carry them; a person who has one already keeps it. */
export async function saveTipDays(
  db: Database,
  campaign: { campaignId: string; kind: string; at: Date },
  days: PlannedTip[],
): Promise<void> {
  const statements = days.flatMap(({ delivery, ...row }): BatchItem<"sqlite">[] => [
    db.insert(tipDays).values(row).onConflictDoNothing(),
    insertDelivery(db, delivery, hasChanged),
  ]);
  if (statements.length > 0) await db.batch([openCampaign(db, { ...campaign, isFilled: true }), ...statements]);
}

/** What this person wants from now on; an hour that is not given stays. */
export async function chooseTips(
  db: Database,
  personId: number,
  choice: { isWanted: boolean; hour?: number; chosenAt: Date },
): Promise<void> {
  await db
    .insert(tipChoices)
    .values({ personId, ...choice })
    .onConflictDoUpdate({ target: tipChoices.personId, set: choice, setWhere: sql`excluded.chosen_at >= ${tipChoices.chosenAt}` });
}

export function selectChoice(db: Database, personId: number) {
  return db.select().from(tipChoices).where(eq(tipChoices.personId, personId));
}

export async function exportTips(db: Database, personId: number) {
  const [had, [choice], added] = await db.batch([
    db
      .select({ day: tipDays.day, text: tips.text })
      .from(tipDays)
      .leftJoin(tips, eq(tips.tipId, tipDays.tipId))
      .where(eq(tipDays.personId, personId)),
    selectChoice(db, personId),
    db
      .select({ language: tips.language, text: tips.text, addedAt: tips.addedAt })
      .from(tips)
      .where(and(eq(tips.addedBy, personId), ne(tips.state, "deleted")))
      .orderBy(asc(tips.tipId)),
  ]);
  return { had, choice: choice ?? null, added };
}

export function forgetTips(db: Database, personId: number): BatchItem<"sqlite">[] {
  return [db.delete(tipDays).where(eq(tipDays.personId, personId)), db.delete(tipChoices).where(eq(tipChoices.personId, personId))];
}
