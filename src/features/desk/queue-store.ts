import { and, asc, eq, inArray, isNull, lte, ne, or, sql, type SQL } from "drizzle-orm";
import type { Deps } from "#platform/deps.ts";
import type { CardKind } from "#platform/desk/kind.ts";
import { cards } from "#platform/desk/schema.ts";
import type { Card } from "#platform/desk/store.ts";
import { gives, isOwner } from "#platform/role.ts";
import { staff } from "#platform/schema.ts";
import type { Turn } from "#platform/turn.ts";

/** A place in somebody's queue: what they hold comes first (rank 0), then what nobody holds, each by age. */
export type QueuePlace = { rank: number; openedAt: number; cardId: number };

/** `count` is all that is open for them, `left` what comes after `next`. */
export type Queue = { count: number; left: number; next: (QueuePlace & { card: Card }) | undefined };

/** The kinds of work of which somebody holds the role. */
export async function listKindsOf({ directory }: Turn, { config, db }: Deps, personId: number): Promise<CardKind[]> {
  if (isOwner(config, personId)) return [...directory.cardKinds];
  const rows = await db.select({ role: staff.role }).from(staff).where(eq(staff.personId, personId));
  const held = rows.map(({ role }) => role);
  return directory.cardKinds.filter((kind) => gives(held, kind.role));
}

/** The first of somebody's open work beyond a place in their queue. */
export async function readQueue(
  { db }: Deps,
  { personId, kinds, now, beyond }: { personId: number; kinds: CardKind[]; now: Date; beyond?: QueuePlace | undefined },
): Promise<Queue> {
  const names = kinds.map(({ name }) => name);
  const isMine = and(eq(cards.isOpen, true), inArray(cards.kind, names), isNotAbout(personId), isFreeFor(personId, now));
  const rank = sql<number>`case when ${cards.holderId} = ${personId} and ${cards.claimUntil} > ${now.getTime()} then 0 else 1 end`;
  const isBeyond =
    beyond === undefined
      ? undefined
      : sql`(${rank}, ${cards.openedAt}, ${cards.cardId}) > (${beyond.rank}, ${beyond.openedAt}, ${beyond.cardId})`;
  const [all, further, found] = await db.batch([
    db
      .select({ count: sql<number>`count(*)` })
      .from(cards)
      .where(isMine),
    db
      .select({ count: sql<number>`count(*)` })
      .from(cards)
      .where(and(isMine, isBeyond)),
    db
      .select({ card: cards, rank: rank.as("queue_rank") })
      .from(cards)
      .where(and(isMine, isBeyond))
      .orderBy(asc(rank), asc(cards.openedAt), asc(cards.cardId))
      .limit(1),
  ]);
  const [first] = found;
  const next =
    first === undefined
      ? undefined
      : { card: first.card, rank: first.rank, openedAt: first.card.openedAt.getTime(), cardId: first.card.cardId };
  return { count: all[0]?.count ?? 0, left: Math.max(0, (further[0]?.count ?? 0) - 1), next };
}

/** Nobody is given their own work. */
function isNotAbout(personId: number): SQL | undefined {
  return or(isNull(cards.personId), ne(cards.personId, personId));
}

function isFreeFor(personId: number, now: Date): SQL | undefined {
  return or(isNull(cards.holderId), eq(cards.holderId, personId), lte(cards.claimUntil, now));
}
