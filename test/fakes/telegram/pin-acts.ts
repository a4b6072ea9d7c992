import type { Message, ReactionType } from "@grammyjs/types";
import type { Acts } from "./acts.ts";
import { addMessage, type AnyChat, findMessage, openChat, readableChat } from "./chats.ts";
import { isService } from "./group-sight.ts";
import { botMay } from "./members.ts";
import { quoted } from "./replies.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { reactionEmoji } from "./reactions.ts";
import { announce, type World } from "./world.ts";

export const pinActs = {
  pinChatMessage(world, args) {
    const chat = openToPin(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const stored = findMessage(chat, args.message_id);
    if (!stored) return refusals.pinNotFound;
    if (isService(stored.message)) return refusals.servicePinned;
    chat.pinned = [...chat.pinned.filter((messageId) => messageId !== args.message_id), args.message_id];
    addMessage(world, chat, world.bot, { pinned_message: quoted(stored.message), ...threadOf(stored.message) });
    announce(world, { kind: "chat", chatId: chat.chat.id });
    return { result: true };
  },

  unpinChatMessage(world, args) {
    const chat = openToPin(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const messageId = args.message_id ?? chat.pinned.at(-1);
    if (messageId === undefined || !findMessage(chat, messageId)) return refusals.unpinNotFound;
    return unpin(world, chat, (pinned) => pinned === messageId);
  },

  unpinAllChatMessages(world, args) {
    const chat = openToPin(world, args.chat_id);
    return "errorCode" in chat ? chat : unpin(world, chat, () => true);
  },

  unpinAllForumTopicMessages(world, args) {
    const chat = openToPin(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const isInTopic = (messageId: number) => findMessage(chat, messageId)?.message.message_thread_id === args.message_thread_id;
    return unpin(world, chat, isInTopic);
  },

  setMessageReaction(world, args) {
    const chat = readableChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const stored = findMessage(chat, args.message_id);
    if (!stored) return refusals.reactNotFound;
    const reaction: ReactionType[] = [...(args.reaction ?? [])];
    if (reaction.length > 1) return refusals.tooManyReactions;
    if (reaction.some((each) => each.type !== "emoji" || !reactionEmoji.has(each.emoji))) return refusals.reactionInvalid;
    stored.reactions ??= new Map();
    stored.reactions.set(world.bot.id, reaction);
    announce(world, { kind: "reaction", chatId: chat.chat.id, messageId: args.message_id, userId: world.bot.id, reaction });
    return { result: true };
  },
} satisfies Acts;

function openToPin(world: World, chatId: number | string): AnyChat | Refusal {
  const chat = openChat(world, chatId);
  if ("errorCode" in chat || chat.kind === "private" || botMay(world, chat, "can_pin_messages")) return chat;
  return refusals.noRightsTo("manage pinned messages in the chat");
}

function unpin(world: World, chat: AnyChat, isMeant: (messageId: number) => boolean): { result: true } {
  chat.pinned = chat.pinned.filter((messageId) => !isMeant(messageId));
  announce(world, { kind: "chat", chatId: chat.chat.id });
  return { result: true };
}

const threadOf = ({ message_thread_id }: Message) => (message_thread_id === undefined ? {} : { message_thread_id, is_topic_message: true });
