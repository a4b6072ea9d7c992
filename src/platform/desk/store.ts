import { and, asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "../database.ts";
import type { Topic } from "../turn.ts";
import { cardPosts, cards, cardSteps } from "./schema.ts";

export type Card = typeof cards.$inferSelect;
export type CardStep = typeof cardSteps.$inferSelect;
/** A card with everything that was done to it, oldest first, and the objects that show it. */
export type CardFile = { card: Card; steps: CardStep[]; places: string[] };

/** A card with its history, in one round trip. */
export async function findCardFile(db: Database, cardId: number): Promise<CardFile | undefined> {
  const [file] = toFiles(await db.batch(selectFiles(db, eq(cards.cardId, cardId))));
  return file;
}

/** The statements that read cards with their histories, for a batch that changes them; `toFiles` makes them of what comes back. */
export function selectFiles(db: Database, which: SQL | undefined) {
  const chosen = db.select({ cardId: cards.cardId }).from(cards).where(which);
  return [
    db.select().from(cards).where(which),
    db.select().from(cardSteps).where(inArray(cardSteps.cardId, chosen)).orderBy(asc(cardSteps.rev)),
    db.select().from(cardPosts).where(inArray(cardPosts.cardId, chosen)),
  ] as const;
}

type Selected = readonly [Card[], CardStep[], Array<typeof cardPosts.$inferSelect>];

export function toFiles([found, steps, posts]: Selected): CardFile[] {
  return found.map((card) => ({
    card,
    steps: steps.filter(({ cardId }) => cardId === card.cardId),
    places: posts.filter(({ cardId }) => cardId === card.cardId).map(({ place }) => place),
  }));
}

/** Where in its group a card belongs, as the options of what is said about it. */
export function topicOf({ topicKey, topicName }: Pick<Card, "topicKey" | "topicName">): { topic?: Topic } {
  return topicKey === null || topicName === null ? {} : { topic: { key: topicKey, name: topicName } };
}

/** The open card of which there is only one: the piece of work that somebody has under way. */
export async function findOpenCard(db: Database, openKey: string): Promise<CardFile | undefined> {
  const [file] = toFiles(await db.batch(selectFiles(db, eq(cards.openKey, openKey))));
  return file;
}

/** The newest piece of work of a kind that somebody has under way. */
export async function findOpenCardOf(db: Database, personId: number, kind: string): Promise<CardFile | undefined> {
  const isTheirs = and(eq(cards.personId, personId), eq(cards.kind, kind), eq(cards.isOpen, true));
  return toFiles(await db.batch(selectFiles(db, isTheirs))).at(-1);
}

/** The statement that finds the card that is shown on a message of an object. */
export function selectPostOn(db: Database, place: string, messageId: number) {
  return db
    .select({ cardId: cardPosts.cardId })
    .from(cardPosts)
    .where(and(eq(cardPosts.place, place), eq(cardPosts.messageId, messageId)));
}

/** The statement that finds the message on which an object shows a card. */
export function selectPost(db: Database, cardId: number, place: string) {
  return db
    .select({ messageId: cardPosts.messageId })
    .from(cardPosts)
    .where(and(eq(cardPosts.cardId, cardId), eq(cardPosts.place, place)));
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

/** The statement that lets go of the message on which an object showed a card. */
export function deletePost(db: Database, cardId: number, place: string): BatchItem<"sqlite"> {
  return db.delete(cardPosts).where(and(eq(cardPosts.cardId, cardId), eq(cardPosts.place, place)));
}

/** Holds while a step is the newest thing that was done to its card. */
export function isLatest(stepKey: string): SQL {
  return sql`exists (select 1 from card_steps s join cards c on c.card_id = s.card_id and c.rev = s.rev where s.step_key = ${stepKey})`;
}
