import type { Message, User } from "@grammyjs/types";
import type { AnyChat, StoredMessage } from "./chats.ts";
import { isIn } from "./members.ts";

/** Who is asked for a reply and has not written in that place since, with the newest message that asks them. */
export function forcedReplies(chat: AnyChat): Array<{ personId: number; messageId: number }> {
  const people = chat.kind === "private" ? [chat.person] : [...chat.members.values()].filter(isIn).map(({ user }) => user);
  return people
    .filter(({ is_bot }) => !is_bot)
    .flatMap((person) => {
      const asking = chat.messages.findLast((stored) => forcesReplyOf(stored, person))?.message;
      if (!asking) return [];
      const hasWritten = chat.messages.some(
        ({ message }) => message.from?.id === person.id && message.message_id > asking.message_id && isInSameThread(message, asking),
      );
      return hasWritten ? [] : [{ personId: person.id, messageId: asking.message_id }];
    });
}

/** A selective one asks whom its text mentions, and whom it answers. */
function forcesReplyOf({ message, keyboard }: StoredMessage, person: User): boolean {
  if (!keyboard || !("force_reply" in keyboard) || !keyboard.force_reply) return false;
  const { reply_to_message: answered } = message;
  // In a topic, what answers nothing hangs on the message that opened it.
  const isAnswered = answered?.from?.id === person.id && !answered.forum_topic_created;
  return keyboard.selective !== true || isAnswered || mentions(message, person);
}

function mentions({ text = "", entities = [] }: Message, { id, username }: User): boolean {
  return entities.some((entity) => {
    if (entity.type === "text_mention") return entity.user.id === id;
    if (entity.type === "text_link") return entity.url === `tg://user?id=${id}`;
    return entity.type === "mention" && text.slice(entity.offset, entity.offset + entity.length) === `@${username}`;
  });
}

const isInSameThread = (one: Message, other: Message): boolean => one.message_thread_id === other.message_thread_id;
