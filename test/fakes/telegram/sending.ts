import type { InlineKeyboardMarkup } from "@grammyjs/types";
import type { Outcome } from "./acts.ts";
import { addMessage, type AnyChat, type Content, findMessage, openChat, type StoredMessage } from "./chats.ts";
import type { Markup } from "./keyboards.ts";
import { judgePlace } from "./keyboards.ts";
import { tooFast } from "./limits.ts";
import { quoted } from "./replies.ts";
import { notActedOut, type Refusal, refusals } from "./refusals.ts";
import { threadOf, topicRoot } from "./topics.ts";
import type { World } from "./world.ts";

/** What every method that sends has in common. */
export type SendOptions = {
  chat_id: number | string;
  message_thread_id?: number;
  reply_markup?: Markup;
  reply_parameters?: { message_id?: number; chat_id?: number | string; allow_sending_without_reply?: boolean };
  protect_content?: boolean;
};

/** The kinds of message that a restricted member may be forbidden, in Telegram's words, with the right that allows them. */
const guarded = {
  "text messages": "can_send_messages",
  photos: "can_send_photos",
  music: "can_send_audios",
  videos: "can_send_videos",
  "video notes": "can_send_video_notes",
  "voice notes": "can_send_voice_notes",
  documents: "can_send_documents",
  animations: "can_send_other_messages",
  stickers: "can_send_other_messages",
  polls: "can_send_polls",
  contacts: "can_send_messages",
  venues: "can_send_messages",
  locations: "can_send_messages",
  "invoice messages": "can_send_messages",
  "the rich message": "can_send_messages",
} as const;

export type Guarded = keyof typeof guarded;

/** Sends one message. */
export function send<M>(world: World, options: SendOptions, content: Content, what: Guarded = "text messages"): Outcome<M> {
  const stored = sendAll(world, options, [content], what);
  if ("errorCode" in stored) return stored;
  return { result: structuredClone(stored[0]?.message) as M };
}

/** Sends several messages at once, all or none; the keyboard goes with the last. */
export function sendAll(
  world: World,
  options: SendOptions,
  contents: readonly Content[],
  what: Guarded = "text messages",
): StoredMessage[] | Refusal {
  const place = findPlace(world, options, what);
  if ("errorCode" in place) return place;
  const refusal = tooFast(world, place.chat, contents.length);
  if (refusal) return refusal;
  const stored = contents.map((content, index) => put(world, place, content, index < contents.length - 1 ? {} : options));
  // A draft makes way for what the bot has to say.
  place.chat.drafts.clear();
  return stored;
}

type Place = { chat: AnyChat; threadId: number | undefined; reply: StoredMessage | undefined; isProtected: boolean };

function findPlace(world: World, options: SendOptions, what: Guarded): Place | Refusal {
  const chat = openChat(world, options.chat_id);
  if ("errorCode" in chat) return chat;
  const member = chat.kind === "group" ? chat.members.get(world.bot.id) : undefined;
  if (member?.status === "restricted" && !member[guarded[what]]) return refusals.mayNotSend(what);
  const threadId = threadOf(world, chat, options.message_thread_id);
  if (typeof threadId === "object") return threadId;
  const reply = findReply(chat, options.reply_parameters);
  if (reply && "errorCode" in reply) return reply;
  const unfit = options.reply_markup && judgePlace(options.reply_markup, chat.kind);
  return unfit ?? { chat, threadId: threadId ?? reply?.message.message_thread_id, reply, isProtected: options.protect_content ?? false };
}

function put(
  world: World,
  { chat, threadId, reply, isProtected }: Place,
  content: Content,
  { reply_markup: markup }: Partial<SendOptions>,
) {
  const root = threadId === undefined ? undefined : topicRoot(chat, threadId);
  const repliedTo = reply ?? root;
  const stored: StoredMessage = addMessage(world, chat, world.bot, {
    ...content,
    ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
    ...(repliedTo ? { reply_to_message: quoted(repliedTo.message) } : {}),
    ...(isProtected ? { has_protected_content: true } : {}),
    ...(markup && "inline_keyboard" in markup ? inlineKeyboard(markup) : {}),
  });
  if (markup && !("inline_keyboard" in markup)) stored.keyboard = markup;
  return stored;
}

function findReply(chat: AnyChat, reply: SendOptions["reply_parameters"]): StoredMessage | Refusal | undefined {
  if (reply?.message_id === undefined) return undefined;
  if (reply.chat_id !== undefined && reply.chat_id !== chat.chat.id) return notActedOut("replies to messages of other chats");
  return findMessage(chat, reply.message_id) ?? (reply.allow_sending_without_reply ? undefined : refusals.replyNotFound);
}

/** An empty keyboard is no keyboard. */
export function inlineKeyboard(markup: InlineKeyboardMarkup | undefined): Content {
  const rows = markup?.inline_keyboard.filter((row) => row.length > 0) ?? [];
  return rows.length > 0 ? { reply_markup: { ...markup, inline_keyboard: rows } } : {};
}
