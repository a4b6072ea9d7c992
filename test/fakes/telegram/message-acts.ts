import type { InlineKeyboardMarkup, Message, MessageEntity } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import { trimFormatted } from "./entities.ts";
import type { Markup } from "./keyboards.ts";
import { omit } from "./omit.ts";
import { notActedOut, type Refusal, refusals } from "./refusals.ts";
import { keepRich } from "./rich.ts";
import {
  addMessage,
  announce,
  type Content,
  findChat,
  findMessage,
  openChat,
  type PrivateChat,
  seconds,
  type StoredMessage,
  type World,
} from "./world.ts";

export const messageActs = {
  sendMessage: (world, args) => send(world, args, formatted(args.text, args.entities)),
  sendRichMessage: (world, args) => send(world, args, { rich_message: keepRich(args.rich_message) }),

  sendDocument(world, args) {
    const { document } = args;
    if (!(document instanceof Blob)) return notActedOut("sendDocument by file_id or URL");
    const name = document instanceof File ? document.name : "file";
    const fileId = `document-${world.files.size + 1}`;
    const sent = { file_id: fileId, file_unique_id: fileId, file_name: name, mime_type: document.type, file_size: document.size };
    const outcome = send<Message.DocumentMessage>(world, args, {
      document: sent,
      ...(args.caption === undefined ? {} : { caption: args.caption }),
    });
    if (!("errorCode" in outcome))
      world.files.set(fileId, { fileId, path: `documents/${name}`, body: document, contentType: document.type });
    return outcome;
  },

  editMessageText(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found;
    const { chat, stored } = found;
    if (stored.message.text === undefined && !stored.message.rich_message) return refusals.editWithoutText;
    const content = args.rich_message ? { rich_message: keepRich(args.rich_message) } : formatted(args.text ?? "", args.entities);
    return change(world, chat, stored, { ...content, ...inlineKeyboard(args.reply_markup) });
  },

  editMessageReplyMarkup(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found;
    const { chat, stored } = found;
    return change(world, chat, stored, { ...contentOf(stored.message), ...inlineKeyboard(args.reply_markup) });
  },

  deleteMessage(world, args) {
    const chat = findChat(world, args.chat_id);
    if (!chat) return refusals.chatNotFound;
    const stored = findMessage(chat, args.message_id);
    if (!stored) return refusals.deleteNotFound;
    return remove(world, chat, stored) ? { result: true } : refusals.deleteForbidden;
  },

  deleteMessages(world, args) {
    const chat = findChat(world, args.chat_id);
    if (!chat) return refusals.chatNotFound;
    // Telegram skips in silence what it does not find or may not delete.
    for (const messageId of args.message_ids) {
      const stored = findMessage(chat, messageId);
      if (stored) remove(world, chat, stored);
    }
    return { result: true };
  },
} satisfies Acts;

type SendOptions = {
  chat_id: number | string;
  reply_markup?: Markup;
  reply_parameters?: { message_id?: number; allow_sending_without_reply?: boolean };
  protect_content?: boolean;
};

function send<M>(world: World, options: SendOptions, content: Content): Outcome<M> {
  const chat = openChat(world, options.chat_id);
  if ("errorCode" in chat) return chat;
  const reply = findReply(chat, options.reply_parameters);
  if (reply && "errorCode" in reply) return reply;
  const markup = options.reply_markup;
  const stored = addMessage(world, chat, world.bot, {
    ...content,
    ...(reply ? { reply_to_message: withoutReply(reply.message) } : {}),
    ...(options.protect_content ? { has_protected_content: true } : {}),
    ...(markup && "inline_keyboard" in markup ? inlineKeyboard(markup) : {}),
  });
  if (markup && !("inline_keyboard" in markup)) stored.keyboard = markup;
  // A draft makes way for what the bot has to say.
  chat.drafts.clear();
  return { result: structuredClone(stored.message) as M };
}

function findReply(chat: PrivateChat, reply: SendOptions["reply_parameters"]): StoredMessage | Refusal | undefined {
  if (reply?.message_id === undefined) return undefined;
  return findMessage(chat, reply.message_id) ?? (reply.allow_sending_without_reply ? undefined : refusals.replyNotFound);
}

type Target = { chat_id?: number | string; message_id?: number };

function findEditable(world: World, target: Target): { chat: PrivateChat; stored: StoredMessage } | Refusal {
  const chat = findChat(world, target.chat_id ?? "");
  if (!chat) return refusals.chatNotFound;
  const stored = findMessage(chat, target.message_id ?? 0);
  if (!stored) return refusals.editNotFound;
  const isOwn = stored.message.from?.id === world.bot.id;
  return isOwn && !stored.keyboard ? { chat, stored } : refusals.editForbidden;
}

/** The new content replaces the whole old one: an edit without a keyboard takes the keyboard away. */
function change<M>(world: World, chat: PrivateChat, stored: StoredMessage, content: Content): Outcome<M> {
  if (JSON.stringify(inOrder(contentOf(stored.message))) === JSON.stringify(inOrder(content))) return refusals.notModified;
  const kept = omit(stored.message, "text", "entities", "rich_message", "reply_markup");
  stored.message = { ...kept, edit_date: seconds(world.options.now()), ...content };
  announce(world, { kind: "edited", chatId: chat.chat.id, message: structuredClone(stored.message) });
  return { result: structuredClone(stored.message) as M };
}

const twoDays = 48 * 60 * 60;

/** False when the message is too old to be deleted. */
function remove(world: World, chat: PrivateChat, stored: StoredMessage): boolean {
  if (seconds(world.options.now()) - stored.message.date > twoDays) return false;
  chat.messages.splice(chat.messages.indexOf(stored), 1);
  announce(world, { kind: "deleted", chatId: chat.chat.id, messageId: stored.message.message_id });
  return true;
}

function formatted(rawText: string, rawEntities: readonly MessageEntity[] = []): Content {
  const { text, entities } = trimFormatted(rawText, rawEntities);
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

/** An empty keyboard is no keyboard. */
function inlineKeyboard(markup: InlineKeyboardMarkup | undefined): Content {
  const rows = markup?.inline_keyboard.filter((row) => row.length > 0) ?? [];
  return rows.length > 0 ? { reply_markup: { ...markup, inline_keyboard: rows } } : {};
}

function contentOf({ text, entities, rich_message, reply_markup }: Message): Content {
  return {
    ...(text === undefined ? {} : { text }),
    ...(entities ? { entities } : {}),
    ...(rich_message ? { rich_message } : {}),
    ...(reply_markup ? { reply_markup } : {}),
  };
}

/** A quoted message never quotes another. The cast: its type demands a key that must be undefined and may not be. */
function withoutReply(message: Message): NonNullable<Message["reply_to_message"]> {
  return omit(structuredClone(message), "reply_to_message") as NonNullable<Message["reply_to_message"]>;
}

/** Keys in alphabetical order, so that equal values are equal texts. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inOrder(item)]),
  );
}
