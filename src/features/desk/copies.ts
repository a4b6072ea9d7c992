import { eq } from "drizzle-orm";
import type * as z from "zod";
import { writeThenRead } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { saveDelivery } from "#platform/desk/deliveries.ts";
import { CARD_COPIED, type copiedMessages, type shownCard } from "#platform/desk/events.ts";
import { claimCopies, saveCopies, type CardMessage } from "#platform/desk/messages.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectFiles, toFiles, topicOf, type CardFile } from "#platform/desk/store.ts";
import { nameOf } from "#platform/object-name.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { SayOptions, TellOutcome, Turn } from "#platform/turn.ts";
import { findCardHere, maySee, type KnownCard } from "./actions.ts";

/** The card is up to date: what its person has sent for it follows. */
export async function carryBelow({ cardId, outcome }: z.infer<typeof shownCard>, turn: Turn, deps: Deps): Promise<void> {
  const { db } = deps;
  const place = nameOf(turn.subject);
  const { known, post } = await findCardHere(turn, deps, cardId);
  const postId = outcome.type === "sent" ? outcome.messageId : post;
  if (known === undefined || postId === undefined || !maySee(turn, known)) return;
  const [, copies] = await db.batch(claimCopies(db, { cardId, place, postId, key: turn.key() }));
  copyBelow(turn, known, postId, copies);
}

/** Copies what has been claimed to hang below this message of a card. */
export function copyBelow(turn: Turn, { file: { card } }: KnownCard, postId: number, copies: CardMessage[]): void {
  const below = { replyTo: postId, ...(turn.subject.type === "chat" ? topicOf(card) : {}) };
  for (const part of inAlbums(copies)) {
    // An album cannot be a reply: a line that is one says whose it is.
    const whose = { card: `#${card.cardId}`, name: card.personName, count: part.length };
    if (part.length > 1) turn.say({ text: [paragraph(turn.t("desk-album", whose))] }, below);
    copyPart(turn, card.cardId, part, below);
  }
}

/** Copies what staff have written and sent into the chat of the person whose work it is; what becomes of it is part of the delivery. */
export function copyToPerson(turn: Turn, cardId: number, messages: CardMessage[], deliveryKey: string): void {
  const parts = inAlbums(messages);
  parts.forEach((part, at) => copyPart(turn, cardId, part, {}, { deliveryKey, isLast: at === parts.length - 1 }));
}

function copyPart(
  turn: Turn,
  cardId: number,
  part: CardMessage[],
  where: Pick<SayOptions, "topic" | "replyTo">,
  delivery: { deliveryKey?: string; isLast?: boolean } = {},
): void {
  const [first] = part;
  if (first === undefined) return;
  const data = { cardId, messageKeys: part.map(({ messageKey }) => messageKey), ...delivery };
  const from = { chatId: first.chatId, messageIds: part.map(({ messageId }) => messageId) };
  turn.copy(from, { ...where, tell: { kind: CARD_COPIED, version: 1, data } });
}

/** Neighbours of one album go together. */
function inAlbums(messages: CardMessage[]): CardMessage[][] {
  return messages.reduce<CardMessage[][]>((parts, message) => {
    const last = parts.at(-1);
    const isSame = message.albumId !== null && last?.[0]?.albumId === message.albumId;
    return isSame && last !== undefined ? [...parts.slice(0, -1), [...last, message]] : [...parts, [message]];
  }, []);
}

/** Keeps which messages the copies are; staff are told of what could not be copied, by the card where it was for the person. */
export async function noteCopies(copied: z.infer<typeof copiedMessages>, turn: Turn, deps: Deps): Promise<void> {
  const { cardId, messageKeys, deliveryKey, isLast, outcome } = copied;
  const sent = outcome.type === "sent" ? (outcome.messageIds ?? [outcome.messageId]) : [];
  const copies = messageKeys.flatMap((messageKey, n) => {
    const messageId = sent[n];
    return messageId === undefined ? [] : [{ messageKey, messageId }];
  });
  // Telegram does not say which parts of an album it left out: then nobody knows which copy is of which.
  const isWhole = sent.length === messageKeys.length && copies.length === sent.length;
  const saving = isWhole ? saveCopies(deps.db, nameOf(turn.subject), { key: turn.key(), copies }) : [];
  const found = await writeThenRead(deps.db, saving, selectFiles(deps.db, eq(cards.cardId, cardId)));
  if (deliveryKey === undefined) return isWhole ? undefined : sayLost(turn, deps, cardId);
  const told = { deliveryKey, outcome: isWhole ? outcome : lossOf(outcome) };
  if (!isWhole || isLast === true) await noteOutcome(turn, deps, toFiles(found)[0], told);
}

function lossOf(outcome: TellOutcome): TellOutcome {
  return outcome.type === "failed" ? outcome : { type: "failed", reason: "a part of an album was left out" };
}

async function sayLost(turn: Turn, deps: Deps, cardId: number): Promise<void> {
  const { known, post } = await findCardHere(turn, deps, cardId);
  if (known === undefined) return;
  const { card } = known.file;
  const below = { ...(post === undefined ? {} : { replyTo: post }), ...(turn.subject.type === "chat" ? topicOf(card) : {}) };
  turn.say({ text: [paragraph(turn.t("desk-not-copied", { card: `#${cardId}`, name: card.personName }))] }, below);
}

type Told = { deliveryKey: string; outcome: TellOutcome };

/** Notes on the card what became of what its person was told. */
export async function noteOutcome(turn: Turn, deps: Deps, file: CardFile | undefined, told: Told): Promise<void> {
  if (file === undefined) return;
  const events = await saveDelivery(deps.db, file, { ...told, ...turn.writing() });
  events.forEach(turn.deliver);
}
