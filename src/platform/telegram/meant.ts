import type { Message, User } from "grammy/types";
import type { BotContext } from "./context.ts";

/** Somebody without a name, chosen from Telegram's list, which brings their id along. */
export function mentionIn(message: Message | undefined): { user: User; text: string } | undefined {
  const entity = message?.entities?.find(({ type }) => type === "text_mention");
  if (entity?.type !== "text_mention") return undefined;
  return { user: entity.user, text: message?.text?.slice(entity.offset, entity.offset + entity.length) ?? "" };
}

/**
 * Who wrote the message that is replied to, before it was forwarded; `hidden` where Telegram does not tell. Nobody where it is the
 * bot itself, or the message that opens a topic: all that is written there counts as a reply to it.
 */
export function authorRepliedTo({ message, me }: Pick<BotContext, "message" | "me">): User | "hidden" | undefined {
  const replied = message?.reply_to_message;
  if (replied === undefined || replied.forum_topic_created !== undefined) return undefined;
  const origin = replied.forward_origin;
  if (origin?.type === "user") return origin.sender_user.id === me.id ? undefined : origin.sender_user;
  if (origin?.type === "hidden_user" || replied.sender_chat !== undefined) return "hidden";
  return replied.from?.id === me.id ? undefined : replied.from;
}
