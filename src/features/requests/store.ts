import { and, desc, eq, gte, inArray, lt, lte, sql, type SQL } from "drizzle-orm";
import type { Database } from "#platform/database.ts";
import { cards } from "#platform/desk/schema.ts";
import type { Card } from "#platform/desk/store.ts";
import { lastSaidAt } from "./card.ts";
import { EXPIRES_AFTER_MS, REMINDED_BEFORE_MS } from "./rules.ts";

/** Somebody's requests of these kinds: the open ones, then the others, newest first. */
export function listRequestsOf(db: Database, personId: number, { kinds, limit }: { kinds: string[]; limit: number }): Promise<Card[]> {
  return db
    .select()
    .from(cards)
    .where(and(eq(cards.personId, personId), inArray(cards.kind, kinds)))
    .orderBy(desc(cards.isOpen), desc(cards.cardId))
    .limit(limit);
}

/** When a request of this kind was last rejected for good: a decision that was corrected does not count. */
export async function findRejection(db: Database, personId: number, kind: string): Promise<Date | undefined> {
  const wasRejected = sql`c.person_id = ${personId} and c.kind = ${kind} and c.status = 'rejected' and s.action = 'reject'`;
  const query = sql`select max(s.at) as at from card_steps s join cards c on c.card_id = s.card_id where ${wasRejected}`;
  const found = await db.get<{ at: number | null }>(query);
  return found?.at === null || found?.at === undefined ? undefined : new Date(found.at);
}

export type RequestFilter = {
  kinds: string[];
  status?: string | undefined;
  personId?: number | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** The last card of the page before. */
  after?: number | undefined;
  limit: number;
};

/** Requests, newest first. */
export function listRequests(db: Database, { kinds, status, personId, from, to, after, limit }: RequestFilter): Promise<Card[]> {
  const conditions = [
    inArray(cards.kind, kinds),
    status === undefined ? undefined : eq(cards.status, status),
    personId === undefined ? undefined : eq(cards.personId, personId),
    from === undefined ? undefined : gte(cards.openedAt, from),
    to === undefined ? undefined : lte(cards.openedAt, to),
    after === undefined ? undefined : lt(cards.cardId, after),
  ];
  return db
    .select()
    .from(cards)
    .where(and(...conditions))
    .orderBy(desc(cards.cardId))
    .limit(limit);
}

export type Silent = { cardId: number; saidAt: number };

/** Open requests about which nothing has been said for so long that they expire. */
export function listExpired(db: Database, kinds: string[], now: Date): Promise<Silent[]> {
  return listSilent(db, kinds, { before: now.getTime() - EXPIRES_AFTER_MS, unless: undefined });
}

/** Those that will soon, and whose people have not been reminded since. */
export function listToRemind(db: Database, kinds: string[], now: Date): Promise<Silent[]> {
  const before = now.getTime() - EXPIRES_AFTER_MS + REMINDED_BEFORE_MS;
  const unless = sql`not exists (select 1 from card_steps r where r.card_id = ${cards.cardId} and r.action = 'remind' and r.at > ${saidAt})`;
  return listSilent(db, kinds, { before, unless });
}

/** As many as one tick has time for; the next finds the rest. */
const AT_ONCE = 25;
const saidAt = lastSaidAt(sql`${cards.cardId}`);

function listSilent(db: Database, kinds: string[], { before, unless }: { before: number; unless: SQL | undefined }): Promise<Silent[]> {
  return db
    .select({ cardId: cards.cardId, saidAt: sql<number>`${saidAt}` })
    .from(cards)
    .where(
      and(eq(cards.isOpen, true), inArray(cards.kind, kinds), lte(cards.openedAt, new Date(before)), sql`${saidAt} <= ${before}`, unless),
    )
    .orderBy(cards.openedAt)
    .limit(AT_ONCE);
}
