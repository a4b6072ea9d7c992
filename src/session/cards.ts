import * as z from "zod";
import { CARD_POSTED } from "#platform/desk/events.ts";
import type { Subject } from "#platform/object-name.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { StateCell } from "#platform/turn.ts";
import type { RenderedCard } from "./bot.ts";
import type { Effect, Target, Verdict } from "./effects.ts";
import { newRow, type InboxRow } from "./inbox.ts";
import type { SessionStore, StateWrite } from "./store.ts";

/** The message on which this object's chat shows a card, and the state of the card that it tells. */
const shownCard = z.object({ messageId: z.int(), rev: z.int() });
export type ShownCard = z.infer<typeof shownCard>;

type CardTarget = Target & { type: "card" };

export function cardCell(cardId: number): StateCell<ShownCard> {
  return { feature: "session", key: `card:${cardId}`, schema: shownCard };
}

/** The call that brings a card up to date; undefined where the chat shows its newest state already. */
export function cardCall({ sendsAnew }: CardTarget, card: RenderedCard, shown: ShownCard | undefined, subject: Subject): Call | undefined {
  const chatId = subject.type === "misc" ? 0 : subject.id;
  if (shown === undefined || sendsAnew === true) return { method: "sendMessage", payload: { chat_id: chatId, ...card.content } };
  if (shown.rev >= card.rev) return undefined;
  return { method: "editMessageText", payload: { chat_id: chatId, message_id: shown.messageId, ...card.content } };
}

/** What is noted when a card has been shown: and, where it has got a new message, told to whoever keeps them. */
export function noteShown(
  { cardId }: CardTarget,
  { messageId, cardRev }: Verdict & { type: "sent" },
  { effect, shown, store, now }: { effect: Effect; shown: ShownCard | undefined; store: SessionStore; now: number },
): { state?: StateWrite[]; arrivals?: InboxRow[] } {
  const id = messageId ?? shown?.messageId;
  if (cardRev === undefined || id === undefined) return {};
  const { feature, key } = cardCell(cardId);
  const state = [{ feature, key, json: JSON.stringify({ messageId: id, rev: cardRev } satisfies ShownCard) }];
  if (id === shown?.messageId) return { state };
  const body = JSON.stringify({ kind: CARD_POSTED, version: 1, data: { cardId, rev: cardRev, messageId: id } });
  return { state, arrivals: [newRow({ key: `e:${effect.effectId}:posted:${id}`, kind: "event", body }, store.nextSeq(), now)] };
}

/** The message of a card is gone: it gets another. */
export function withoutPost(effect: Effect, { cardId }: CardTarget): { effects: Effect[]; state: StateWrite[] } {
  const { feature, key } = cardCell(cardId);
  return { effects: [effect], state: [{ feature, key, json: undefined }] };
}
