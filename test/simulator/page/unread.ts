import { keep, recall } from "./kept.ts";
import { chatsOf, newestIn, topicOf, type ChatData, type Store } from "./store.ts";

/** What a person has not seen yet: all that others have written since they last looked, over a reload too. */
export type Unread = {
  /** In a chat, or in one topic of it. */
  in: (chat: ChatData, threadId?: number) => number;
  all: () => number;
  /** They have seen the newest of it. */
  read: (chat: ChatData, threadId: number | undefined) => void;
  /** They may be in chats that they were not in before; what was said there earlier is not news. */
  meet: () => void;
};

export function openUnread(personId: number, store: Store): Unread {
  const name = `read-${personId}`;
  // By chat, or by chat and topic: the last message that was read.
  const marks = new Map(Object.entries(recall(name) ?? {}).map(([key, id]) => [key, Number(id)]));
  const mark = (key: string, messageId: number) => {
    if (marks.get(key) === messageId) return;
    marks.set(key, messageId);
    keep(name, Object.fromEntries(marks));
  };
  const markOf = ({ info: { chatId } }: ChatData, threadId: number) => marks.get(`${chatId}/${threadId}`) ?? marks.get(`${chatId}`) ?? 0;
  const unread: Unread = {
    in(chat, threadId) {
      let count = 0;
      for (const message of chat.messages.values()) {
        if (message.from?.id === personId || (threadId !== undefined && topicOf(message) !== threadId)) continue;
        if (message.message_id > markOf(chat, topicOf(message))) count++;
      }
      return count;
    },
    all: () => chatsOf(store, personId).reduce((sum, chat) => sum + unread.in(chat), 0),
    read(chat, threadId) {
      const { chatId } = chat.info;
      const newest = newestIn(chat, (message) => threadId === undefined || topicOf(message) === threadId);
      if (newest) mark(threadId === undefined ? `${chatId}` : `${chatId}/${threadId}`, newest.message_id);
    },
    meet() {
      for (const chat of chatsOf(store, personId))
        if (!marks.has(`${chat.info.chatId}`)) mark(`${chat.info.chatId}`, newestIn(chat)?.message_id ?? 0);
    },
  };
  unread.meet();
  return unread;
}
