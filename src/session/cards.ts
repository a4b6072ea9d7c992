import * as z from "zod";
import { CARD_POSTED } from "#platform/desk/events.ts";
import { CARD_LIST, waitingCell } from "#platform/desk/waiting-list.ts";
import { chatOf, type Subject } from "#platform/object-name.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { StateCell, StateReader } from "#platform/turn.ts";
import type { RenderedCard } from "./bot.ts";
import type { Effect, Target, Verdict } from "./effects.ts";
import { newRow, type InboxRow } from "./inbox.ts";
import type { SessionStore, StateWrite } from "./store.ts";
import { timerWrite } from "./timers.ts";

/** The message on which this object's chat shows a card, and the state of the card that it tells. */
const shownCard = z.object({ messageId: z.int(), rev: z.int() });
export type ShownCard = z.infer<typeof shownCard>;

type CardTarget = Target & { type: "card" };

export function cardCell(cardId: number): StateCell<ShownCard> {
  return { feature: "session", key: `card:${cardId}`, schema: shownCard };
}

/** The call that brings a card up to date; undefined where the chat shows its newest state already. */
export function cardCall(
  { cardId, sendsAnew, isPlain }: CardTarget,
  card: RenderedCard,
  { subject, state }: { subject: Subject; state: StateReader },
): Call | undefined {
  const shown = state.read(cardCell(cardId));
  const isWaiting = state.read(waitingCell(cardId)) !== undefined;
  // Done before the chat ever showed it. One that only waits to be shown anew has a message, which must not stay as it is.
  if (isWaiting && !card.isOpen && sendsAnew !== true && shown === undefined) return undefined;
  const chatId = chatOf(subject);
  const { entities: _, ...plain } = card.content;
  const content = isPlain === true ? plain : card.content;
  if (shown === undefined || sendsAnew === true) return { method: "sendMessage", payload: { chat_id: chatId, ...content } };
  if (shown.rev >= card.rev) return undefined;
  return { method: "editMessageText", payload: { chat_id: chatId, message_id: shown.messageId, ...content } };
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
  const state: StateWrite[] = [{ feature, key, json: JSON.stringify({ messageId: id, rev: cardRev } satisfies ShownCard) }];
  if (id === shown?.messageId) return { state };
  const data = { cardId, rev: cardRev, messageId: id, ...(shown === undefined ? {} : { replaced: shown.messageId }) };
  const body = JSON.stringify({ kind: CARD_POSTED, version: 1, data, hops: effect.hops });
  return { state, arrivals: [newRow({ key: `e:${effect.effectId}:posted:${id}`, kind: "event", body }, store.nextSeq(), now)] };
}

/** Puts a card on the list of those that wait, which is shown when the group takes messages again. */
export function putOnList(store: SessionStore, cardId: number, { until, now }: { until: number; now: number }): { state: StateWrite[] } {
  const { feature, key } = waitingCell(cardId);
  const timer = timerWrite(CARD_LIST, { dueAt: new Date(until), kind: CARD_LIST, version: 1, data: {}, setBy: store.nextSeq() });
  return { state: [{ feature, key, json: JSON.stringify(now) }, timer] };
}

/** Takes a card off that list, which the chat shows by now, or which is done. */
export function takeOffList(store: SessionStore, { cardId }: CardTarget): StateWrite[] {
  const { feature, key } = waitingCell(cardId);
  return store.readState(feature, key) === undefined ? [] : [{ feature, key, json: undefined }];
}

/** The message of a card is gone: it gets another. */
export function withoutPost(effect: Effect, { cardId }: CardTarget): { effects: Effect[]; state: StateWrite[] } {
  const { feature, key } = cardCell(cardId);
  return { effects: [effect], state: [{ feature, key, json: undefined }] };
}
