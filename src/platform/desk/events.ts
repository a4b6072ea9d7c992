import { sql, type SQL } from "drizzle-orm";
import * as z from "zod";
import { causedBy, type NewEvent, type SharedEvent } from "../events.ts";
import { parseName } from "../object-name.ts";
import { tellOutcome, type Writing } from "../turn.ts";
import type { Card, CardFile } from "./store.ts";

/** Has an object show the present state of a card: on the message that it has for it, or on a new one. */
export const CARD_REFRESH = "card.refresh";
export const cardToShow = z.object({
  cardId: z.int(),
  topic: z.object({ key: z.string(), name: z.string() }).optional(),
  /** On a new message, also where it has one. */
  sendsAnew: z.boolean().optional(),
  /** Something has come with the change that is to be copied below it. */
  carries: z.boolean().optional(),
});

export type CardToShow = z.infer<typeof cardToShow>;

/** Comes back when a card has got a message of its own in a chat; `replaced` is the one that showed it before. */
export const CARD_POSTED = "card.posted";
export const postedCard = z.object({ cardId: z.int(), rev: z.int(), messageId: z.int(), replaced: z.int().optional() });

/** Comes back when a card is shown to which something is to be copied. */
export const CARD_CARRY = "card.carry";
export const shownCard = z.object({ cardId: z.int(), outcome: tellOutcome });

/** Comes back when messages have been copied, or could not be. With a `deliveryKey` they are part of what the person is told; `isLast` is its end. */
export const CARD_COPIED = "card.copied";
export const copiedMessages = z.object({
  cardId: z.int(),
  messageKeys: z.array(z.string()),
  deliveryKey: z.string().optional(),
  isLast: z.boolean().optional(),
  outcome: tellOutcome,
});

/** Has an object change its copy of a message as its writer has changed the message. */
export const CARD_EDITED = "card.edited";
export const editedCopy = z.object({
  messageKey: z.string(),
  method: z.enum(["editMessageText", "editMessageCaption", "editMessageMedia"]),
  payload: z.record(z.string(), z.unknown()),
  tries: z.int().default(1),
});

/** Tells the person whose work it is what was done. */
export const CARD_NOTICE = "card.notice";
export const cardNotice = z.object({ cardId: z.int(), stepKey: z.string(), deliveryKey: z.string() });

/** Comes back when that message has been sent, or could not be. */
export const CARD_DELIVERED = "card.delivered";
export const deliveredNotice = cardNotice.extend({ outcome: tellOutcome });

/** Tells whoever has taken a card that the administration has acted on it all the same. */
export const CARD_OVERRIDDEN = "card.overridden";
export const overriddenCard = z.object({ cardId: z.int() });

type Cause = Writing & { carries?: boolean };

/** The events that bring a card up to date wherever it is shown. */
export function refreshEvents(file: CardFile, cause: Cause): NewEvent[] {
  return placesOf(file).map((place) => refreshEvent(file.card, place, cause));
}

function placesOf({ card, places }: CardFile): string[] {
  const home = card.chatId === null ? [] : [`chat:${card.chatId}`];
  return [...new Set([...home, ...places])];
}

/** The event that has one object show a card. */
function refreshEvent(card: Pick<Card, "cardId" | "topicKey" | "topicName">, place: string, { carries, ...writing }: Cause): NewEvent {
  const { cardId, ...topic } = card;
  const data: CardToShow = { cardId, ...(place.startsWith("chat:") ? topicFor(topic) : {}), ...(carries === true ? { carries } : {}) };
  return { eventId: `${writing.key}:card:${place}`, to: parseName(place), kind: CARD_REFRESH, version: 1, data, ...causedBy(writing) };
}

/** The same for several places, and for a card whose number only the database knows; with a topic it is for groups. */
export function cardRefresh(card: { cardId: SQL } & Partial<Pick<Card, "topicKey" | "topicName">>, writing: Writing): SharedEvent {
  const { cardId, topicKey = null, topicName = null } = card;
  const data = sql`json_set(${JSON.stringify(topicFor({ topicKey, topicName }))}, '$.cardId', ${cardId})`;
  return { eventId: `${writing.key}:card`, kind: CARD_REFRESH, version: 1, data, ...causedBy(writing) };
}

function topicFor({ topicKey, topicName }: Pick<Card, "topicKey" | "topicName">): Pick<CardToShow, "topic"> {
  return topicKey === null || topicName === null ? {} : { topic: { key: topicKey, name: topicName } };
}

/** The event that tells a person of a step; none where the work is nobody's. The key of the write becomes that of the delivery. */
export function noticeEvents(card: Card, stepKey: string, writing: Writing): NewEvent[] {
  if (card.personId === null) return [];
  const data: z.infer<typeof cardNotice> = { cardId: card.cardId, stepKey, deliveryKey: writing.key };
  const to = { type: "person" as const, id: card.personId };
  return [{ eventId: `${writing.key}:notice`, to, kind: CARD_NOTICE, version: 1, data, ...causedBy(writing) }];
}
