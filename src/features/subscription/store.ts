import { and, asc, desc, eq, gt, isNotNull, lte, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "#platform/database.ts";
import { people } from "#platform/schema.ts";
import { entitlements, grants, starLedger, starSubscriptions } from "./schema.ts";

type Entitlement = typeof entitlements.$inferSelect;
export type GrantRow = typeof grants.$inferSelect;
export type LedgerEntry = typeof starLedger.$inferSelect;

/** Somebody's grants, oldest first. */
export function selectGrants(db: Database, personId: number) {
  return db.select().from(grants).where(eq(grants.personId, personId)).orderBy(asc(grants.at), asc(grants.grantId));
}

/** What somebody paid and was given back, newest first. */
export function selectLedger(db: Database, personId: number) {
  return db.select().from(starLedger).where(eq(starLedger.personId, personId)).orderBy(desc(starLedger.at), desc(starLedger.entryId));
}

/** Payments that were not given back, of entries newest first. */
export function listRefundable(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const refunded = new Set(ledger.flatMap(({ stars, chargeId }) => (stars < 0 ? [chargeId] : [])));
  return ledger.filter(({ stars, chargeId }) => stars > 0 && !refunded.has(chargeId));
}

export async function findPayment(db: Database, chargeId: string): Promise<LedgerEntry | undefined> {
  const [entry] = await db
    .select()
    .from(starLedger)
    .where(eq(starLedger.entryId, `paid:${chargeId}`));
  return entry;
}

/** The statement that notes what somebody's grants came to, unless more of them have been folded already. */
export function saveEntitlement(db: Database, row: typeof entitlements.$inferInsert): BatchItem<"sqlite"> {
  const { personId: _, ...folded } = row;
  return db
    .insert(entitlements)
    .values(row)
    .onConflictDoUpdate({ target: entitlements.personId, set: folded, setWhere: sql`excluded.grants >= ${entitlements.grants}` });
}

/** The statement that notes how a subscription stands. */
export function saveSubscription(db: Database, row: typeof starSubscriptions.$inferInsert): BatchItem<"sqlite"> {
  const { state, paidUntil } = row;
  return db.insert(starSubscriptions).values(row).onConflictDoUpdate({ target: starSubscriptions.chargeId, set: { state, paidUntil } });
}

/** The charge with which the newest renewal of an order began. */
export async function findRenewedCharge(db: Database, orderId: string): Promise<string | undefined> {
  const [newest] = await db
    .select({ chargeId: starSubscriptions.chargeId })
    .from(starSubscriptions)
    .where(eq(starSubscriptions.orderId, orderId))
    .orderBy(desc(starSubscriptions.paidUntil))
    .limit(1);
  return newest?.chargeId;
}

/** People whose access ends before an instant and has not ended long ago, soonest first. */
export function listEnding(db: Database, { from, until, limit }: { from: Date; until: Date; limit: number }) {
  return db
    .select({ personId: entitlements.personId, username: people.username, endsAt: entitlements.endsAt })
    .from(entitlements)
    .leftJoin(people, eq(people.personId, entitlements.personId))
    .where(and(isNotNull(entitlements.endsAt), gt(entitlements.endsAt, from), lte(entitlements.endsAt, until)))
    .orderBy(asc(entitlements.endsAt), asc(entitlements.personId))
    .limit(limit);
}

/** A page of those who can be reached and are to be told of the end of their access, by id from `afterId` on. */
export function listToNotice(db: Database, { now, afterId, limit }: { now: Date; afterId: number; limit: number }) {
  return db
    .select({
      personId: entitlements.personId,
      endsAt: entitlements.endsAt,
      noticeAt: entitlements.noticeAt,
      timezone: people.timezone,
    })
    .from(entitlements)
    .innerJoin(people, eq(people.personId, entitlements.personId))
    .where(and(lte(entitlements.noticeAt, now), eq(people.isReachable, true), gt(entitlements.personId, afterId)))
    .orderBy(asc(entitlements.personId))
    .limit(limit);
}

/** When access of these people ends, and when there is next something to tell of it. */
export async function listEnds(db: Database, personIds: readonly number[]): Promise<Map<number, Pick<Entitlement, "endsAt" | "noticeAt">>> {
  const { personId, endsAt, noticeAt } = entitlements;
  const isMeant = sql`${personId} in (select value from json_each(${JSON.stringify(personIds)}))`;
  const rows = await db.select({ personId, endsAt, noticeAt }).from(entitlements).where(isMeant);
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The statement that plans the next notice in place of one that is due; it gives back a row where nothing else has. */
export function moveNotice(db: Database, { personId, from, to }: { personId: number; from: Date; to: Date | undefined }) {
  return db
    .update(entitlements)
    .set({ noticeAt: to ?? null })
    .where(and(eq(entitlements.personId, personId), eq(entitlements.noticeAt, from)))
    .returning({ personId: entitlements.personId });
}
