import { and, asc, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Message } from "grammy/types";
import type { Database } from "../database.ts";
import { insertWhen } from "../insert-when.ts";
import type { ActionOf } from "./kind.ts";
import { cardCopies, cardMessages } from "./schema.ts";

/** So many of the newest are copied again below a card that has got a new message. */
const CONTEXT = 20;

/** A message where it was sent. */
export type SentMessage = { chatId: number; messageId: number; albumId?: string | undefined; isFile: boolean };
/** One that is carried: as it lies in the database. */
export type CardMessage = Pick<typeof cardMessages.$inferSelect, "messageKey" | "chatId" | "messageId" | "albumId">;

export function sentMessage(message: Message): SentMessage {
  const isFile = message.text === undefined;
  return { chatId: message.chat.id, messageId: message.message_id, albumId: message.media_group_id, isFile };
}

export function countFiles(messages: readonly SentMessage[] = []): number {
  return messages.filter(({ isFile }) => isFile).length;
}

type Carrying = { key: string; at: Date; cardId: number | SQL; by: ActionOf; messages?: readonly SentMessage[] | undefined };

/** The statements that note what is carried with a step. */
export function insertMessages(db: Database, { key, at, cardId, by, messages = [] }: Carrying, when: SQL): BatchItem<"sqlite">[] {
  const direction = by === "person" ? ("in" as const) : ("out" as const);
  return messages.map(({ chatId, messageId, albumId = null }, n) => {
    const row = { messageKey: `${key}:${n}`, cardId, stepKey: key, direction, chatId, messageId, albumId, at };
    return insertWhen(db, cardMessages, row, when);
  });
}

const asCarried = {
  messageKey: cardMessages.messageKey,
  chatId: cardMessages.chatId,
  messageId: cardMessages.messageId,
  albumId: cardMessages.albumId,
};

/** What is carried with one step, in its order. */
export function listMessagesOf(db: Database, stepKey: string): Promise<CardMessage[]> {
  return db.select(asCarried).from(cardMessages).where(eq(cardMessages.stepKey, stepKey)).orderBy(asc(cardMessages.messageKey));
}

/** Copies that are to hang below a message of a card; `key` is of the write that claims them. */
export type CopiesToClaim = { cardId: number; place: string; postId: number; key: string };

/**
 * The statements that claim what the person sent for a card and is not yet copied below this message of it, and find what was
 * claimed: each is given out once for each message of the card, and again to whoever asks with the same key.
 */
export function claimCopies(db: Database, { cardId, place, postId, key }: CopiesToClaim) {
  const newest = sql`select message_key, ${place}, ${postId}, ${key}, null from card_messages
    where card_id = ${cardId} and direction = 'in' order by at desc, message_key desc limit ${CONTEXT}`;
  return [
    db
      .insert(cardCopies)
      .select(newest)
      .onConflictDoUpdate({
        target: [cardCopies.messageKey, cardCopies.place],
        set: { postId, copyKey: key, messageId: null },
        setWhere: sql`${cardCopies.postId} is not excluded.post_id`,
      }),
    db
      .select(asCarried)
      .from(cardCopies)
      .innerJoin(cardMessages, eq(cardMessages.messageKey, cardCopies.messageKey))
      .where(and(eq(cardCopies.place, place), eq(cardCopies.copyKey, key)))
      .orderBy(asc(cardMessages.at), asc(cardMessages.messageKey)),
  ] as const;
}

/** The statements that note which messages the copies are. */
export function saveCopies(
  db: Database,
  place: string,
  { key, copies }: { key: string; copies: Array<{ messageKey: string; messageId: number }> },
): BatchItem<"sqlite">[] {
  return copies.map(({ messageKey, messageId }) =>
    db
      .insert(cardCopies)
      .values({ messageKey, place, copyKey: key, messageId })
      .onConflictDoUpdate({ target: [cardCopies.messageKey, cardCopies.place], set: { messageId } }),
  );
}

/** Where a message has been copied to, or is being copied, and for which card. */
export function listCopies(db: Database, { chatId, messageId }: { chatId: number; messageId: number }) {
  return db
    .select({
      messageKey: cardCopies.messageKey,
      place: cardCopies.place,
      cardId: cardMessages.cardId,
      direction: cardMessages.direction,
    })
    .from(cardMessages)
    .innerJoin(cardCopies, eq(cardCopies.messageKey, cardMessages.messageKey))
    .where(and(eq(cardMessages.chatId, chatId), eq(cardMessages.messageId, messageId)));
}

/** The copy that an object made; null while it is under way. */
export async function findCopy(db: Database, messageKey: string, place: string): Promise<number | null | undefined> {
  const ofPlace = and(eq(cardCopies.messageKey, messageKey), eq(cardCopies.place, place));
  const [copy] = await db.select({ messageId: cardCopies.messageId }).from(cardCopies).where(ofPlace);
  return copy?.messageId;
}

/** What a person has sent for pieces of work, oldest first. */
export function listSentBy(db: Database, personId: number) {
  return db
    .select({ card: cardMessages.cardId, at: cardMessages.at })
    .from(cardMessages)
    .where(eq(cardMessages.chatId, personId))
    .orderBy(asc(cardMessages.at), asc(cardMessages.messageKey));
}

/** The statements after which nothing that a person sent is copied or changed any more. */
export function forgetMessages(db: Database, personId: number): BatchItem<"sqlite">[] {
  const keys = db.select({ messageKey: cardMessages.messageKey }).from(cardMessages).where(eq(cardMessages.chatId, personId));
  return [
    db.delete(cardCopies).where(inArray(cardCopies.messageKey, keys)),
    db.delete(cardCopies).where(eq(cardCopies.place, `person:${personId}`)),
    db.delete(cardMessages).where(eq(cardMessages.chatId, personId)),
  ];
}

/** The statement that finds the card below which staff see this copy of what its person sent. */
export function selectCardOnCopy(db: Database, place: string, messageId: number) {
  const isCopy = and(eq(cardCopies.place, place), eq(cardCopies.messageId, messageId), isNotNull(cardCopies.postId));
  return db
    .select({ cardId: cardMessages.cardId })
    .from(cardCopies)
    .innerJoin(cardMessages, eq(cardMessages.messageKey, cardCopies.messageKey))
    .where(isCopy);
}
