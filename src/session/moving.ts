import { CARD_REFRESH, type CardToShow } from "#platform/desk/events.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { Topic } from "#platform/turn.ts";
import { relayOf, screenCall, type Effect, type Target } from "./effects.ts";

/** In its new chat a card is shown by that chat's object. */
function cardRelay({ cardId }: Target & { type: "card" }, chatId: number, topic: Topic | undefined): Target {
  const data: CardToShow = { cardId, ...(topic === undefined ? {} : { topic }) };
  return { type: "relay", to: `chat:${chatId}`, event: { kind: CARD_REFRESH, version: 1, data } };
}

export function namesMessage({ payload }: Call): boolean {
  return "message_id" in payload || "message_ids" in payload;
}

/** What was for a chat that has become a supergroup, handed to that one. Messages and topics of the old chat are not in the new one: a screen is sent anew there, and nothing is a reply. */
export function moved({ tell, topic, expiresAt, ...effect }: Effect, chatId: number, subject: Subject): Effect {
  const { target } = effect;
  if (target.type === "card") return { ...effect, target: cardRelay(target, chatId, topic) };
  if (target.type !== "call" && target.type !== "screen") return effect;
  const call = target.type === "call" ? target.call : screenCall({ ...withoutMessage(target), sendsAnew: true }, undefined);
  const inChat = (one: Call) => {
    const { reply_parameters: _, message_thread_id: __, ...payload } = one.payload;
    return { ...one, payload: { ...payload, chat_id: chatId } };
  };
  const options = {
    ...(tell === undefined ? {} : { tell: { to: nameOf(subject), ...tell } }),
    ...(effect.class === "atMostOnce" ? { atMostOnce: true } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return { ...effect, class: "repeat", target: relayOf(chatId, { ...inChat(call), plain: target.plain.map(inChat), ...options }) };
}

export function withoutMessage({ messageId: _, ...target }: Target & { type: "screen" }): Target & { type: "screen" } {
  return target;
}
