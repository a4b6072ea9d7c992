import { relayedCall, type CallToRelay } from "#platform/relay.ts";
import { readSent, type Sent } from "./sent.ts";
import type { Tell, Topic } from "#platform/turn.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import { withoutQuotes, type TraceEntry } from "#platform/trace.ts";

/**
 * What repeating does when the outcome of a call is unknown: nothing (`repeat`), a rare second message (`atLeastOnce`), or
 * something that must not happen (`atMostOnce`).
 */
export type EffectClass = "repeat" | "atLeastOnce" | "atMostOnce";

export type Target =
  /** `plain` replaces the call where Telegram refuses its formatting. */
  | { type: "call"; call: Call; plain: Call[] }
  /** A screen that edits the message of its slot; which one is known only when it is sent. */
  | {
      type: "screen";
      slot: string;
      messageId?: number;
      sendsAnew: boolean;
      chatId: number;
      content: Record<string, unknown>;
      plain: Call[];
    }
  /** A card of the desk: what it says is read when its turn comes. `sendsAnew` puts it on a new message, `isPlain` takes its formatting away. */
  | { type: "card"; cardId: number; sendsAnew?: boolean; isPlain?: true }
  | { type: "event"; eventId: string; to: string }
  /** A job for the queue: which one, and with what, is in the object's state. */
  | { type: "queue job"; jobId: string }
  /** An event for another object, known there by the effect's id: a call for its chat, or what became of one. */
  | { type: "relay"; to: string; event: RelayedEvent };

export type RelayedEvent = { kind: string; version: number; data: unknown };

export function relayOf(chatId: number, call: CallToRelay): Target {
  return { type: "relay", to: `chat:${chatId}`, event: { kind: "session.relay", version: 1, data: call } };
}

export type Effect = {
  effectId: string;
  class: EffectClass;
  target: Target;
  tries: number;
  notBefore: number;
  /** Set before the first try of what must not be sent twice: found set, its outcome is unknown. */
  isBegun?: boolean;
  tell?: Tell;
  /** How many events have led to it, if any: what follows from it carries them on. */
  hops?: number;
  /** The message to change may have been deleted, which is no failure. */
  mayBeGone?: true;
  /** In milliseconds; after it the effect is given up instead of sent. */
  expiresAt?: number;
  /** Where in the group a new message goes. */
  topic?: Topic;
  /** How often its topic was made anew or opened for it. */
  heals?: number;
};

/** What became of one try of an effect. */
export type Verdict =
  /** `cardRev` is the state of a card that the chat now shows. */
  | ({ type: "sent"; cardRev?: number } & Sent)
  /** Its time was over before it could be sent. */
  | { type: "expired" }
  /** More cards than the chat takes in a minute: this one waits on the list of those to open. */
  | { type: "crowded"; until: number }
  /** After a try that failed; `isUnknown` where nobody knows whether it did. */
  | { type: "wait"; until: number; isUnknown?: true }
  /** Nothing was tried: it is not due, or the chat's pace does not allow it yet. */
  | { type: "notYet"; until: number }
  | { type: "plain" }
  | { type: "sendAnew" }
  | { type: "unreachable"; reason: string }
  | { type: "migrated"; to: number }
  | { type: "topicMade"; threadId: number }
  | { type: "topicGone" }
  | { type: "topicClosed" }
  | { type: "noTopics" }
  | { type: "dropped"; reason: string; isUnknown?: true };

const RETRY_DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000];
const MAX_TRIES = 40;
const MIN_PAUSE_MS = 1_000;

const PASSES_THROUGH =
  /^(get[A-Z]|createInvoiceLink$|exportChatInviteLink$|(create|edit|revoke)Chat\w*InviteLink$|send(Rich)?MessageDraft$|sendChatAction$)/;

/** A call that only reads, or shows something fleeting, is carried out at once instead of being kept. */
export function passesThrough(method: string): boolean {
  return PASSES_THROUGH.test(method);
}

const ANSWERS_OBJECT =
  /^(get|forward|copy|stop|post|repost|save|upload|export|replaceManagedBotToken$|revokeChat|setGameScore$|edit(Message|Story|Chat(Invite|Subscription))|create(Chat(Invite|Subscription)|ForumTopic$|Invoice)|answer(Web|Guest)|send(?!ChatAction$|(Rich)?MessageDraft$|Gift$|ChatJoinRequestWebApp$))/;

/** Whether Telegram answers this method with a bare True, on which a handler may rely before it is sent. */
export function answersTrue(method: string): boolean {
  return !ANSWERS_OBJECT.test(method);
}

export function classOf(method: string): EffectClass {
  return /^(edit|delete|answer|set|pin|unpin|close|reopen)/.test(method) ? "repeat" : "atLeastOnce";
}

/** The call that carries a screen: an edit of the message it has, or a new message. */
export function screenCall(target: Target & { type: "screen" }, knownMessageId: number | undefined): Call {
  const messageId = target.messageId ?? (target.sendsAnew ? undefined : knownMessageId);
  if (messageId !== undefined)
    return { method: "editMessageText", payload: { chat_id: target.chatId, message_id: messageId, ...target.content } };
  const method = "rich_message" in target.content ? "sendRichMessage" : "sendMessage";
  return { method, payload: { chat_id: target.chatId, ...target.content } };
}

/** When a try was made, and how long to wait where Telegram gives no time or no longer accepts the token; in milliseconds. */
export type Tried = { now: number; cooldownMs: number };

/** Reads Telegram's answer to one try. The reasons dropped are Telegram's own words. */
export function judgeAnswer(effect: Effect, call: Call, answer: TelegramAnswer, { now, cooldownMs }: Tried): Verdict {
  if (answer.type === "ok") return { type: "sent", ...readSent(answer.result, effect) };
  if (answer.type === "unknown") return judgeUnknown(effect, now);
  if (isAlreadySo(answer.description)) return { type: "sent", ...editedBy(call) };
  if (answer.code === 429)
    return wait(now, Math.max(answer.retryAfterSeconds === undefined ? cooldownMs : answer.retryAfterSeconds * 1000, MIN_PAUSE_MS));
  if (answer.code === 401) return wait(now, cooldownMs);
  if (answer.code >= 500) return judgeUnknown(effect, now);
  if (answer.code === 403) return { type: "unreachable", reason: answer.description };
  if (answer.migrateToChatId !== undefined) return { type: "migrated", to: answer.migrateToChatId };
  if (
    (effect.target.type === "screen" || effect.target.type === "card") &&
    call.method === "editMessageText" &&
    /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/.test(answer.description)
  ) {
    return { type: "sendAnew" };
  }
  if (isEditOfNothing(effect, answer.description)) return { type: "sent" };
  if (/parse|entit|rich|block/i.test(answer.description) && canBePlain(effect.target, call)) return { type: "plain" };
  return { type: "dropped", reason: answer.description };
}

/** Counts as done: the chat already shows what the call wanted. A file goes only when it has been sent or given up. */
function isAlreadySo(description: string): boolean {
  return /message is not modified|TOPIC_NOT_MODIFIED|message to delete not found|file to upload is gone/.test(description);
}

/** The message to change is gone, as it may be: there is nothing left to do. */
function isEditOfNothing({ mayBeGone }: Effect, description: string): boolean {
  return mayBeGone === true && /message to edit not found|MESSAGE_ID_INVALID/.test(description);
}

/** Nobody knows whether it was carried out: repeated more and more slowly, unless it must not come twice. */
export function judgeUnknown(effect: Effect, now: number): Verdict {
  if (effect.class === "atMostOnce") return { type: "dropped", reason: "unknown outcome", isUnknown: true };
  if (effect.tries >= MAX_TRIES) return { type: "dropped", reason: "too many tries", isUnknown: true };
  const pause = RETRY_DELAYS_MS[Math.min(effect.tries, RETRY_DELAYS_MS.length) - 1] ?? MIN_PAUSE_MS;
  return { type: "wait", until: now + pause, isUnknown: true };
}

/** What goes out one after another: all that is for this object's own chat, and all that is for another object. */
export function laneOf({ target }: Effect): string {
  if (target.type === "queue job") return "queue";
  return target.type === "relay" || target.type === "event" ? target.to : "";
}

/** It goes out beside the lanes, at once, and leaves its row with the next thing that does. */
export function isCallbackAnswer({ target }: Effect): boolean {
  return target.type === "call" && target.call.method === "answerCallbackQuery";
}

/** What an effect does, in Telegram's word for it where there is one. */
export function methodOf({ target }: Effect): string {
  if (target.type === "relay") return relayedCall.safeParse(target.event.data).data?.method ?? target.event.kind;
  return target.type === "call" ? target.call.method : target.type;
}

/** What one verdict adds to the story of its row; nothing while the effect goes on. */
export function traceOf(effect: Effect, verdict: Verdict, at: number): TraceEntry[] {
  const { tries } = effect;
  const method = methodOf(effect);
  switch (verdict.type) {
    case "sent":
    case "plain":
      return [{ at, type: verdict.type, method, tries }];
    case "expired":
      return [{ at, type: "unsent", method, tries, reason: "expired" }];
    case "unreachable":
    case "dropped":
      return [{ at, type: "unsent", method, tries, reason: withoutQuotes(verdict.reason) }];
    case "wait":
    case "notYet":
    case "sendAnew":
    case "crowded":
    case "migrated":
    case "topicMade":
    case "topicGone":
    case "topicClosed":
    case "noTopics":
      return [];
  }
}

function wait(now: number, ms: number): Verdict {
  return { type: "wait", until: now + ms };
}

function canBePlain(target: Target, call: Call): boolean {
  return ("plain" in target && target.plain.length > 0) || "entities" in call.payload;
}

/** The message that an edit leaves as it is. */
function editedBy({ method, payload: { message_id: messageId } }: Call): Sent {
  return method.startsWith("edit") && typeof messageId === "number" ? { messageId } : {};
}
