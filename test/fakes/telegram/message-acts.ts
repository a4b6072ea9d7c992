import type { Acts } from "./acts.ts";
import { type AnyChat, findMessage, openChat, removeMessage, type StoredMessage } from "./chats.ts";
import { formatted } from "./formatted.ts";
import { botMay, isAdmin, memberOf } from "./members.ts";
import { omit } from "./omit.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { keepRich } from "./rich.ts";
import { withFiles } from "./rich-files.ts";
import { send } from "./sending.ts";
import { seconds, type World } from "./world.ts";

export const messageActs = {
  sendMessage: (world, args) => send(world, args, formatted(args.text, args.entities)),
  sendRichMessage(world, args) {
    const rich = withFiles(world, args.rich_message);
    return "errorCode" in rich ? rich : send(world, args, { rich_message: keepRich(rich) }, "the rich message");
  },

  sendContact(world, args) {
    const contact = { ...omit(args, ...commonKeys), phone_number: args.phone_number.replaceAll(/[^\d+]/g, "") };
    return send(world, args, { contact }, "contacts");
  },

  sendVenue(world, args) {
    const { latitude, longitude, ...venue } = omit(args, ...commonKeys);
    const location = { latitude, longitude };
    return send(world, args, { location, venue: { location, ...venue } }, "venues");
  },

  sendLocation: (world, args) => send(world, args, { location: { latitude: args.latitude, longitude: args.longitude } }, "locations"),

  deleteMessage(world, args) {
    const chat = openToDelete(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const stored = findMessage(chat, args.message_id);
    if (!stored) return refusals.deleteNotFound;
    const refusal = undeletable(world, chat, stored);
    if (!refusal) removeMessage(world, chat, stored);
    return refusal ?? { result: true };
  },

  deleteMessages(world, args) {
    const chat = openToDelete(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    // Telegram skips in silence what it does not find or may not delete.
    for (const messageId of args.message_ids) {
      const stored = findMessage(chat, messageId);
      if (stored && !undeletable(world, chat, stored)) removeMessage(world, chat, stored);
    }
    return { result: true };
  },
} satisfies Acts;

const commonKeys = [
  "chat_id",
  "business_connection_id",
  "message_thread_id",
  "direct_messages_topic_id",
  "ephemeral_message_parameters",
  "disable_notification",
  "protect_content",
  "allow_paid_broadcast",
  "message_effect_id",
  "suggested_post_parameters",
  "reply_parameters",
  "reply_markup",
] as const;

/** What was said to somebody who has blocked the bot since can still be deleted. */
function openToDelete(world: World, chatId: number | string): AnyChat | Refusal {
  const chat = openChat(world, chatId);
  const known = world.chats.get(Number(chatId));
  return "errorCode" in chat && known?.kind === "private" ? known : chat;
}

const twoDays = 48 * 60 * 60;

/** Two days long in private chats and for the bot's own messages; as an administrator with the right, always and everything. */
function undeletable(world: World, chat: AnyChat, { message }: StoredMessage): Refusal | undefined {
  const isOld = seconds(world.options.now()) - message.date > twoDays;
  if (chat.kind === "private") return isOld ? refusals.deleteForbidden : undefined;
  if (message.supergroup_chat_created || message.migrate_from_chat_id) return refusals.cannotDelete;
  if (botMay(world, chat, "can_delete_messages")) return undefined;
  const isOwn = message.from?.id === world.bot.id;
  if (!isOwn && !isAdmin(memberOf(chat, world.bot.id))) return refusals.cannotDelete;
  return isOwn && !isOld ? undefined : refusals.cannotDelete;
}
