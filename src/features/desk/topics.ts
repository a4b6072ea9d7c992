import type { Card } from "#platform/desk/store.ts";
import type { Topic, Turn } from "#platform/turn.ts";

/** Where in the chat of this object what belongs to a card goes: in a group to its topic, in private chats there are none. */
export function topicHere({ subject }: Pick<Turn, "subject">, { topicKey, topicName }: Card): { topic?: Topic } {
  return subject.type !== "chat" || topicKey === null || topicName === null ? {} : { topic: { key: topicKey, name: topicName } };
}
