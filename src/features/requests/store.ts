import { and, desc, eq, gte, inArray, lt, lte, max, or, sql, type SQL } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "#platform/database.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectFiles, toFiles, type Card, type CardFile } from "#platform/desk/store.ts";
import type { RequestKind } from "#platform/request-kind.ts";
import { lastSaidAt } from "./card.ts";
import { EXPIRES_AFTER_MS, REMINDED_BEFORE_MS } from "./rules.ts";

/** Somebody's requests with their histories, newest first, and what they have of each kind, in the order of the kinds. */
export type Requests = { files: CardFile[]; held: Array<string | null> };

/** The open ones, and beside them one more, which is the newest unless another is named, of whatever kind. In one round trip. */
export async function findRequestsOf(
  db: Database,
  personId: number,
  { kinds, alsoCardId }: { kinds: readonly RequestKind[]; alsoCardId?: number },
): Promise<Requests> {
  const names = kinds.map(({ name }) => name);
  const ofPerson = eq(cards.personId, personId);
  const areRequests = and(ofPerson, inArray(cards.kind, names));
  const oneMore =
    alsoCardId ??
    db
      .select({ newest: max(cards.cardId) })
      .from(cards)
      .where(areRequests);
  const which = or(and(areRequests, eq(cards.isOpen, true)), and(ofPerson, eq(cards.cardId, oneMore)));
  const [held, ...found] = await db.batch([selectHeld(db, personId, kinds), ...selectFiles(db, which)]);
  return { held: toHeld(held), files: toFiles(found).toSorted((a, b) => b.card.cardId - a.card.cardId) };
}

function selectHeld(db: Database, personId: number, kinds: readonly RequestKind[]) {
  const held = sql.join(
    kinds.map((kind) => kind.held(personId)),
    sql`, `,
  );
  return db.select({ held: sql<string>`json_array(${held})` }).from(sql`(select 1)`);
}

const heldOfEach = z.array(z.string().nullable());

function toHeld([row]: Array<{ held: string }>): Array<string | null> {
  return row === undefined ? [] : heldOfEach.parse(JSON.parse(row.held));
}

/** The request of a kind that somebody has open, and what else speaks against another: that they have it, or were rejected lately. */
export type Prospects = { open: CardFile | undefined; held: string | null; rejectedAt: Date | undefined };

/** In one round trip. A decision that was corrected is no rejection. */
export async function findProspects(db: Database, personId: number, kind: RequestKind): Promise<Prospects> {
  const wasRejected = sql`c.person_id = ${personId} and c.kind = ${kind.name} and c.status = 'rejected' and s.action = 'reject'`;
  const rejectedAt = sql<number | null>`(select max(s.at) from card_steps s join cards c on c.card_id = s.card_id where ${wasRejected})`;
  const obstacles = db.select({ held: kind.held(personId), rejectedAt }).from(sql`(select 1)`);
  const [[found], ...open] = await db.batch([obstacles, ...selectFiles(db, eq(cards.openKey, openKeyOf(kind, personId)))]);
  const at = found?.rejectedAt ?? undefined;
  return { open: toFiles(open)[0], held: found?.held ?? null, rejectedAt: at === undefined ? undefined : new Date(at) };
}

/** Of each kind a person has one request open. */
export function openKeyOf({ name }: RequestKind, personId: number): string {
  return `request:${name}:${personId}`;
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
