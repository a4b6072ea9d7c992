import type { Chat, Message, Update, User } from "grammy/types";
import type { Subject } from "../object-name.ts";

const MISC_SHARDS = 4;

// Stand-ins that Telegram puts into `from` for somebody who is not that account: anonymous group admins, the service
// account that forwards channel posts, and "channel bot" for messages in the name of a channel.
const STAND_INS = new Set([1087968824, 777000, 136817688]);

/** Whether an account is that of one person who writes for themselves. */
export function isPerson({ id, is_bot }: Pick<User, "id" | "is_bot">): boolean {
  return !is_bot && !STAND_INS.has(id);
}

/** Which object an update belongs to; undefined for updates of other bots, which are ignored. */
export function ownerOf(update: Update): Subject | undefined {
  const message = update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post;
  if (message !== undefined) return ownerOfMessage(message);
  if (update.poll_answer !== undefined) return ofPersonOrChat(update.poll_answer.user, update.poll_answer.voter_chat, update);
  if (update.chat_member !== undefined) return person(update.chat_member.new_chat_member.user);
  if (update.stopped_message_generation !== undefined) return ofChat(update.stopped_message_generation.chat);
  return ofPersonOrChat(actorOf(update), chatOf(update), update);
}

function ownerOfMessage(message: Message): Subject | undefined {
  if (message.from === undefined || message.sender_chat !== undefined || STAND_INS.has(message.from.id)) return ofChat(message.chat);
  return person(message.from);
}

/** Who does what an update tells of that is no message. */
export function actorOf(update: Update): User | undefined {
  const { callback_query, my_chat_member, pre_checkout_query, shipping_query, inline_query, chosen_inline_result } = update;
  const { chat_join_request, message_reaction, purchased_paid_media, subscription } = update;
  const asked = callback_query ?? pre_checkout_query ?? shipping_query ?? inline_query ?? chosen_inline_result;
  return (asked ?? my_chat_member ?? chat_join_request ?? purchased_paid_media)?.from ?? message_reaction?.user ?? subscription?.user;
}

function chatOf(update: Update): Chat | undefined {
  const { my_chat_member, chat_join_request, message_reaction, message_reaction_count, chat_boost, removed_chat_boost } = update;
  return (my_chat_member ?? chat_join_request ?? message_reaction ?? message_reaction_count ?? chat_boost ?? removed_chat_boost)?.chat;
}

function ofPersonOrChat(user: User | undefined, chat: Chat | undefined, update: Update): Subject | undefined {
  if (user !== undefined && !STAND_INS.has(user.id)) return person(user);
  return chat === undefined ? { type: "misc", shard: update.update_id % MISC_SHARDS } : ofChat(chat);
}

function person(user: User): Subject | undefined {
  return user.is_bot ? undefined : { type: "person", id: user.id };
}

function ofChat(chat: Chat): Subject {
  return chat.type === "private" ? { type: "person", id: chat.id } : { type: "chat", id: chat.id };
}
