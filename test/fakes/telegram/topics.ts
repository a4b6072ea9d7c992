import type { ForumTopic, User } from "@grammyjs/types";
import {
  addMessage,
  type AnyChat,
  type Content,
  findMessage,
  type GroupChat,
  removeMessage,
  type StoredMessage,
  type Topic,
} from "./chats.ts";
import { botMay } from "./members.ts";
import { quoted } from "./replies.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { announce, type World } from "./world.ts";

export const generalTopicId = 1;

/** The colours that Telegram takes for the icon of a topic. */
export const iconColours = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f];

export const generalTopic = (): Topic => ({
  message_thread_id: generalTopicId,
  name: "General",
  icon_color: iconColours[0] ?? 0,
  isClosed: false,
  isHidden: false,
});

/** The topic into which the bot sends: undefined for none, which is what Telegram makes of any topic of a group without topics. */
export function threadOf(world: World, chat: AnyChat, threadId: number | undefined): number | undefined | Refusal {
  if (chat.kind === "private") return threadId === undefined ? undefined : refusals.threadNotFound;
  if (!chat.chat.is_forum) return undefined;
  if (threadId === generalTopicId) return refusals.threadNotFound;
  const topic = chat.topics.get(threadId ?? generalTopicId);
  if (!topic) return refusals.threadNotFound;
  return topic.isClosed && !botMay(world, chat, "can_manage_topics") ? refusals.topicClosed : threadId;
}

/** In a topic, what replies to nothing else replies to the message with which the topic began. */
export const topicRoot = (chat: AnyChat, threadId: number): StoredMessage | undefined => findMessage(chat, threadId);

type NewTopic = { name: string; icon_color?: number; icon_custom_emoji_id?: string };

/** Opens a topic; its id is that of the message that tells of it. */
export function createTopic(world: World, chat: GroupChat, by: User, input: NewTopic): ForumTopic {
  const id = chat.lastMessageId + 1;
  const icon_color = input.icon_color ?? iconColours[0] ?? 0;
  const icon = input.icon_custom_emoji_id ? { icon_custom_emoji_id: input.icon_custom_emoji_id } : {};
  const forum_topic_created = { name: input.name, icon_color, ...icon };
  chat.topics.set(id, { message_thread_id: id, ...forum_topic_created, isClosed: false, isHidden: false });
  addMessage(world, chat, by, { forum_topic_created, message_thread_id: id, is_topic_message: true });
  announce(world, { kind: "chat", chatId: chat.chat.id });
  return { message_thread_id: id, ...forum_topic_created };
}

/** Tells in the topic what was done to it. General has no id of its own in messages. */
export function tellInTopic(
  world: World,
  { chat, topic, by }: { chat: GroupChat; topic: Topic; by: User },
  content: Content,
): StoredMessage {
  const threadId = topic.message_thread_id;
  const root = topicRoot(chat, threadId);
  const inTopic = { message_thread_id: threadId, is_topic_message: true, ...(root ? { reply_to_message: quoted(root.message) } : {}) };
  const stored = addMessage(world, chat, by, { ...content, ...(threadId === generalTopicId ? {} : inTopic) });
  announce(world, { kind: "chat", chatId: chat.chat.id });
  return stored;
}

/** Closes or opens a topic; undefined when it is so already. */
export function setTopicClosed(
  world: World,
  place: { chat: GroupChat; topic: Topic; by: User },
  isClosed: boolean,
): StoredMessage | undefined {
  if (place.topic.isClosed === isClosed) return undefined;
  place.topic.isClosed = isClosed;
  return tellInTopic(world, place, isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} });
}

/** Takes a topic away with all that was said in it. */
export function deleteTopic(world: World, chat: GroupChat, threadId: number): void {
  chat.topics.delete(threadId);
  for (const stored of chat.messages.filter(({ message }) => message.message_thread_id === threadId)) removeMessage(world, chat, stored);
  announce(world, { kind: "chat", chatId: chat.chat.id });
}
