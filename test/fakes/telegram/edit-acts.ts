import type { Message } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import { type AnyChat, type Content, findMessage, openChat, type StoredMessage } from "./chats.ts";
import { captioned, formatted } from "./formatted.ts";
import { omit } from "./omit.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { keepRich } from "./rich.ts";
import { withFiles } from "./rich-files.ts";
import { inlineKeyboard } from "./sending.ts";
import { announce, today, type World } from "./world.ts";

export const editActs = {
  editMessageText(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found;
    const { message } = found.stored;
    if (message.text === undefined && !message.rich_message) return refusals.editWithoutText;
    const rich = args.rich_message && withFiles(world, args.rich_message);
    if (rich && "errorCode" in rich) return rich;
    const content = rich ? { rich_message: keepRich(rich) } : formatted(args.text ?? "", args.entities);
    return change(world, found, { ...content, ...inlineKeyboard(args.reply_markup) });
  },

  editMessageCaption(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found;
    const content = contentOf(found.stored.message);
    if (!mayHaveCaption(content)) return refusals.editWithoutCaption;
    const kept = omit(content, "caption", "caption_entities", "reply_markup", "show_caption_above_media");
    const above = args.show_caption_above_media ? { show_caption_above_media: true as const } : {};
    return change(world, found, {
      ...kept,
      ...captioned(args.caption, args.caption_entities),
      ...above,
      ...inlineKeyboard(args.reply_markup),
    });
  },

  editMessageReplyMarkup(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found;
    const content = omit(contentOf(found.stored.message), "reply_markup");
    return change(world, found, { ...content, ...inlineKeyboard(args.reply_markup) });
  },
} satisfies Acts;

type Target = { chat_id?: number | string; message_id?: number };
export type Found = { chat: AnyChat; stored: StoredMessage };

/** The bot's own message that a call wants to edit. A message with a reply keyboard cannot be. */
export function findEditable(world: World, target: Target): Found | Refusal {
  const chat = openChat(world, target.chat_id ?? "");
  if ("errorCode" in chat) return chat;
  const stored = findMessage(chat, target.message_id ?? 0);
  if (!stored) return refusals.editNotFound;
  const { message } = stored;
  const isOwn = message.from?.id === world.bot.id && !message.forward_origin;
  return isOwn && !stored.keyboard ? { chat, stored } : refusals.editForbidden;
}

/** The new content replaces the whole old one: an edit without a keyboard takes the keyboard away. */
export function change<M>(world: World, { chat, stored }: Found, content: Content): Outcome<M> {
  if (JSON.stringify(inOrder(contentOf(stored.message))) === JSON.stringify(inOrder(content))) return refusals.notModified;
  const kept = omit(stored.message, ...contentKeys);
  stored.message = { ...kept, edit_date: today(world), ...content };
  announce(world, { kind: "edited", chatId: chat.chat.id, message: structuredClone(stored.message) });
  return { result: structuredClone(stored.message) as M };
}

const captionable = ["animation", "audio", "document", "photo", "video", "voice"] as const;
const contentKeys = [
  ...captionable,
  "text",
  "entities",
  "rich_message",
  "caption",
  "caption_entities",
  "show_caption_above_media",
  "has_media_spoiler",
  "sticker",
  "video_note",
  "location",
  "venue",
  "contact",
  "reply_markup",
] as const satisfies ReadonlyArray<keyof Message>;

export const mayHaveCaption = (content: Content): boolean => captionable.some((key) => content[key] !== undefined);

/** What an edit may replace. */
export function contentOf(message: Message): Content {
  return Object.fromEntries(contentKeys.flatMap((key) => (message[key] === undefined ? [] : [[key, message[key]]])));
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
