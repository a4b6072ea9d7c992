import type { ForumTopic } from "@grammyjs/types";
import { chatOf, findMessage, groupOf } from "./chats.ts";
import { botSees } from "./group-sight.ts";
import { dispatchMessage } from "./people.ts";
import { createTopic, setTopicClosed } from "./topics.ts";
import type { World } from "./world.ts";

/** A person opens a topic. */
export async function createTopicBy(world: World, personId: number, chatId: number, name: string): Promise<ForumTopic> {
  const chat = groupOf(world, chatId);
  if (!chat.chat.is_forum) throw new Error(`The group ${chatId} has no topics`);
  const topic = createTopic(world, chat, chatOf(world, personId).person, { name });
  const stored = findMessage(chat, topic.message_thread_id);
  if (stored && botSees(world, chat, stored.message)) await dispatchMessage(world, stored.message, personId);
  return topic;
}

type Closing = { personId: number; chatId: number; threadId: number; isClosed: boolean };

/** A person closes a topic or opens it again. */
export async function closeTopicBy(world: World, { personId, chatId, threadId, isClosed }: Closing): Promise<void> {
  const chat = groupOf(world, chatId);
  const topic = chat.topics.get(threadId);
  if (!topic) throw new Error(`There is no topic ${threadId} in the group ${chatId}`);
  const stored = setTopicClosed(world, { chat, topic, by: chatOf(world, personId).person }, isClosed);
  if (stored && botSees(world, chat, stored.message)) await dispatchMessage(world, stored.message, personId);
}
