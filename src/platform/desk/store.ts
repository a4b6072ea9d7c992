import { and, asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "../database.ts";
import { cardPosts, cards, cardSteps } from "./schema.ts";

export type Card = typeof cards.$inferSelect;
export type CardStep = typeof cardSteps.$inferSelect;
/** A card with everything that was done to it, oldest first, and the objects that show it. */
export type CardFile = { card: Card; steps: CardStep[]; places: string[] };

/** A card with its history, in one round trip. */
export async function findCardFile(db: Database, cardId: number): Promise<CardFile | undefined> {
  const [found, steps, posts] = await db.batch([
    db.select().from(cards).where(eq(cards.cardId, cardId)),
    db.select().from(cardSteps).where(eq(cardSteps.cardId, cardId)).orderBy(asc(cardSteps.rev)),
    db.select({ place: cardPosts.place }).from(cardPosts).where(eq(cardPosts.cardId, cardId)),
  ]);
  return found[0] === undefined ? undefined : { card: found[0], steps, places: posts.map(({ place }) => place) };
}

/** The card that is shown on a message of this object. */
export async function findCardOnMessage(db: Database, place: string, messageId: number): Promise<number | undefined> {
  const [post] = await db
    .select({ cardId: cardPosts.cardId })
    .from(cardPosts)
    .where(and(eq(cardPosts.place, place), eq(cardPosts.messageId, messageId)));
  return post?.cardId;
}

/** The message of this object on which it shows a card. */
export async function findPostOf(db: Database, place: string, cardId: number): Promise<number | undefined> {
  const [post] = await db
    .select({ messageId: cardPosts.messageId })
    .from(cardPosts)
    .where(and(eq(cardPosts.place, place), eq(cardPosts.cardId, cardId)));
  return post?.messageId;
}

/** The newest card about a subject. */
export async function findCardOf(db: Database, kind: string, subject: string): Promise<Card | undefined> {
  const ofSubject = and(eq(cards.kind, kind), eq(cards.subject, subject));
  const found = await db
    .select()
    .from(cards)
    .where(ofSubject)
    .orderBy(sql`${cards.cardId} desc`)
    .limit(1);
  return found[0];
}

/** Open cards of these kinds after one in the order of their age. */
export function listOpenCards(
  db: Database,
  filter: { kinds: string[]; limit: number; chatId?: number | undefined; beyond?: SQL | undefined },
): Promise<Card[]> {
  const inChat = filter.chatId === undefined ? undefined : eq(cards.chatId, filter.chatId);
  return db
    .select()
    .from(cards)
    .where(and(eq(cards.isOpen, true), inArray(cards.kind, filter.kinds), inChat, filter.beyond))
    .orderBy(asc(cards.openedAt), asc(cards.cardId))
    .limit(filter.limit);
}

/** The statement that notes on which message an object shows a card. */
export function savePost(db: Database, post: typeof cardPosts.$inferInsert): BatchItem<"sqlite"> {
  return db
    .insert(cardPosts)
    .values(post)
    .onConflictDoUpdate({ target: [cardPosts.cardId, cardPosts.place], set: { messageId: post.messageId } });
}

/** Holds while a step is the newest thing that was done to its card. */
export function isLatest(stepKey: string): SQL {
  return sql`exists (select 1 from card_steps s join cards c on c.card_id = s.card_id and c.rev = s.rev where s.step_key = ${stepKey})`;
}
