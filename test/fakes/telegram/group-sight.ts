import type { Message, User } from "@grammyjs/types";
import type { AnyChat } from "./chats.ts";
import { isAdmin, isIn, memberOf } from "./members.ts";
import type { World } from "./world.ts";

/** Who Telegram names when an administrator of a group writes unseen. */
export const anonymousAdmin: User = { id: 1_087_968_824, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };

/**
 * Whether the bot is shown a message. An administrator sees all of a group; any other bot only commands that do not name somebody else, replies
 * to itself, and service messages.
 */
export function botSees(world: World, chat: AnyChat, message: Message): boolean {
  if (chat.kind === "private") return true;
  const self = memberOf(chat, world.bot.id);
  if (!isIn(self)) return false;
  return isAdmin(self) || isForBot(world, message) || isService(message);
}

function isForBot({ bot }: World, message: Message): boolean {
  if (message.reply_to_message?.from?.id === bot.id) return true;
  return (message.entities ?? []).some(({ type, offset, length }) => {
    const [, name] = message.text?.slice(offset, offset + length).split("@") ?? [];
    return type === "bot_command" && (name === undefined || name.toLowerCase() === bot.username?.toLowerCase());
  });
}

const serviceKeys = [
  "new_chat_members",
  "left_chat_member",
  "new_chat_title",
  "pinned_message",
  "migrate_to_chat_id",
  "migrate_from_chat_id",
  "forum_topic_created",
  "forum_topic_edited",
  "forum_topic_closed",
  "forum_topic_reopened",
  "general_forum_topic_hidden",
  "general_forum_topic_unhidden",
  "group_chat_created",
  "supergroup_chat_created",
  "successful_payment",
  "refunded_payment",
] as const satisfies ReadonlyArray<keyof Message>;

/** What tells of an event instead of saying something. */
export const isService = (message: Message): boolean => serviceKeys.some((key) => message[key] !== undefined);
