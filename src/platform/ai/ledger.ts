import { and, asc, eq, gte, inArray, lt, lte, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Database } from "../database.ts";
import type { Deps } from "../deps.ts";
import { tombstones } from "../schema.ts";
import type { Spending } from "./account.ts";
import type { Budgets } from "./budget.ts";
import { aiReservations, aiSettlements, aiUsage } from "./schema.ts";

/** The row of `settings` that switches every model off; its value says why. */
export const KILL_SWITCH = "ai-off";
const isOff: SQL<number> = sql`exists (select 1 from settings where name = ${KILL_SWITCH})`;

export type Reservation = {
  jobId: string;
  /** Absent for work that belongs to nobody. */
  person: { personId: number; day: string } | undefined;
  feature: string;
  /** The academy's day. */
  day: string;
  held: number;
  now: Date;
  expiresAt: Date;
};

/** An object tells of a job again only after a crash, and everything that it knows it keeps for as long. */
const SETTLEMENTS_KEPT_MS = 48 * 3_600_000;

/** What others have used and hold at this moment; `isReserved` says that the job fitted in and may go on. */
export type Balance = { isReserved: boolean; isOff: boolean; used: Budgets };

/**
 * Holds a job's share of every budget, unless one of them is used up or the models are switched off: decided and written in one
 * transaction. A job that asks again, begun anew after a crash, keeps the share it has.
 */
export async function reserve(db: Database, reservation: Reservation, limits: Budgets): Promise<Balance> {
  const { jobId, person, feature, day, held, now, expiresAt } = reservation;
  const used = usedByOthers(reservation);
  const fits = (scope: keyof Budgets): SQL => sql`${used[scope]} + ${held} <= ${limits[scope]}`;
  const values = sql`${jobId}, ${person?.personId ?? null}, ${person?.day ?? null}, ${feature}, ${day}, ${held}, ${expiresAt.getTime()}`;
  const [, reserved, [figures]] = await db.batch([
    db.delete(aiReservations).where(lte(aiReservations.expiresAt, now)),
    db
      .insert(aiReservations)
      .select(sql`select ${values} where not ${isOff} and ${fits("person")} and ${fits("feature")} and ${fits("bot")}`)
      .onConflictDoUpdate({ target: aiReservations.jobId, set: { expiresAt } })
      .returning({ jobId: aiReservations.jobId }),
    db.select({ isOff, ...used }).from(sql`(select 1)`),
  ]);
  return { isReserved: reserved.length > 0, ...readFigures(figures) };
}

/** What all people have used of what they share, and what jobs of the queue hold of it. */
export async function readShared(
  db: Database,
  { feature, day, now }: { feature: string; day: string; now: Date },
): Promise<{ isOff: boolean; used: Omit<Budgets, "person"> }> {
  const { person: _, ...used } = usedByOthers({ jobId: "", person: undefined, feature, day, now });
  const [figures] = await db.select({ isOff, ...used }).from(sql`(select 1)`);
  return readFigures(figures);
}

function readFigures<Used extends object>(figures: (Used & { isOff: number }) | undefined): { isOff: boolean; used: Omit<Used, "isOff"> } {
  if (figures === undefined) throw new Error("a select without a table gave no row");
  const { isOff: off, ...used } = figures;
  return { isOff: off === 1, used };
}

/** What a job has spent, on its way through the queue where the database could not take it at once. */
export const queuedSettlement = z.object({ type: z.literal("settlement"), jobId: z.string(), calls: z.int(), spent: z.int() });

/**
 * Turns what a job holds into what it spent. Done once for each reservation: repeated, or after the reservation has expired, it
 * changes nothing.
 */
export async function settle(db: Database, { jobId, calls, spent }: { jobId: string; calls: number; spent: number }): Promise<void> {
  const shares: Share[] = [
    { day: sql`day`, scope: sql`'bot'` },
    { day: sql`day`, scope: sql`'feature:' || feature` },
    { day: sql`person_day`, scope: sql`'person:' || person_id` },
  ];
  await db.batch([
    countShares(db, shares, { calls, spent, where: sql`from ai_reservations where job_id = ${jobId}` }),
    db.delete(aiReservations).where(eq(aiReservations.jobId, jobId)),
  ]);
}

/** Counts what jobs of an object have spent, each once however often it is told. */
export async function settleSpendings(db: Database, spendings: readonly Spending[], now: Date): Promise<void> {
  const [first, ...others] = spendings.flatMap((spending): BatchItem<"sqlite">[] => {
    const { jobId } = spending;
    const isNew = sql`where not exists (select 1 from ai_settlements where job_id = ${jobId})`;
    return [
      countShares(db, sharesOf(spending), { ...spending, where: isNew }),
      db.insert(aiSettlements).values({ jobId, settledAt: now }).onConflictDoNothing(),
    ];
  });
  if (first !== undefined) await db.batch([first, ...others]);
}

function sharesOf({ day, feature, person }: Spending): Share[] {
  return [
    { day: sql`${day}`, scope: sql`'bot'` },
    { day: sql`${day}`, scope: sql`${`feature:${feature}`}` },
    ...(person === undefined ? [] : [{ day: sql`${person.day}`, scope: sql`${scopeOf(person.personId)}` }]),
  ];
}

type Share = { day: SQL; scope: SQL };

/** Work of nobody has no share of a person's: its scope is null. */
function countShares(
  db: Database,
  shares: readonly Share[],
  { calls, spent, where }: { calls: number; spent: number; where: SQL },
): BatchItem<"sqlite"> {
  const rows = shares.map(({ day, scope }) => sql`select ${day}, ${scope} as scope, ${calls}, ${spent} ${where}`);
  return db
    .insert(aiUsage)
    .select(sql`select * from (${sql.join(rows, sql` union all `)}) where scope is not null`)
    .onConflictDoUpdate({
      target: [aiUsage.day, aiUsage.scope],
      set: { calls: sql`calls + excluded.calls`, spent: sql`spent + excluded.spent` },
    });
}

/** What a person's use of models has cost, by day. */
export function listUsage(db: Database, personId: number) {
  const { day, calls, spent } = aiUsage;
  return db
    .select({ day, calls, spent })
    .from(aiUsage)
    .where(eq(aiUsage.scope, scopeOf(personId)))
    .orderBy(asc(day));
}

/** What somebody has spent of late who begins anew, for their object to know. */
export function selectRecentUse(db: Database, personId: number, now: Date) {
  const { day, spent } = aiUsage;
  return db
    .select({ day, spent })
    .from(aiUsage)
    .where(and(eq(aiUsage.scope, scopeOf(personId)), gte(day, oldestRunningDay(now))));
}

/**
 * The statements that delete it, but for the day that is still running: whoever begins anew has spent what they have spent. What a
 * running job holds stays too, for it is spent when that job ends.
 */
export function forgetUsage(db: Database, personId: number, now: Date): BatchItem<"sqlite">[] {
  return [db.delete(aiUsage).where(and(eq(aiUsage.scope, scopeOf(personId)), lt(aiUsage.day, oldestRunningDay(now))))];
}

/** Deletes what `forgetUsage` has left, once the day is over, and reservations and settlements that nobody asks for any more. */
export async function tidyLedger(now: Date, { db }: Pick<Deps, "db">): Promise<void> {
  const forgotten = db.select({ scope: sql`'person:' || ${tombstones.personId}` }).from(tombstones);
  await db.batch([
    db.delete(aiUsage).where(and(lt(aiUsage.day, oldestRunningDay(now)), inArray(aiUsage.scope, forgotten))),
    db.delete(aiReservations).where(lte(aiReservations.expiresAt, now)),
    db.delete(aiSettlements).where(lt(aiSettlements.settledAt, new Date(now.getTime() - SETTLEMENTS_KEPT_MS))),
  ]);
}

/** The day in the zone where it ends last, twelve hours behind UTC. */
function oldestRunningDay(now: Date): string {
  return new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10);
}

/** As `settle` writes it. */
function scopeOf(personId: number): string {
  return `person:${personId}`;
}

/** Spent on the day and held by other jobs, for each scope. */
function usedByOthers({
  jobId,
  person,
  feature,
  day,
  now,
}: Pick<Reservation, "jobId" | "person" | "feature" | "day" | "now">): Record<keyof Budgets, SQL<number>> {
  const sum = (ofDay: string, scope: string, holds: SQL) => sql<number>`(
    coalesce((select spent from ai_usage where day = ${ofDay} and scope = ${scope}), 0) +
    coalesce((select sum(held) from ai_reservations where ${holds} and job_id <> ${jobId} and expires_at > ${now.getTime()}), 0))`;
  return {
    person: person === undefined ? sql<number>`0` : sum(person.day, scopeOf(person.personId), sql`person_id = ${person.personId}`),
    feature: sum(day, `feature:${feature}`, sql`feature = ${feature}`),
    bot: sum(day, "bot", sql`true`),
  };
}
