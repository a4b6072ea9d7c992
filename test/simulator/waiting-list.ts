import type { Update } from "@grammyjs/types";
import type { Broadcast } from "./broadcast.ts";

/** Messages on their way to the Worker: one check mark while they wait, two when they were accepted. */
export type WaitingList = { add: (update: Update) => void; remove: (update: Update) => void; all: () => Record<string, number[]> };

export function createWaitingList(broadcast: Broadcast): WaitingList {
  const byChat = new Map<number, Set<number>>();
  const mark = (update: Update, isWaiting: boolean) => {
    if (!update.message) return;
    const { chat, message_id: messageId } = update.message;
    const ids = byChat.get(chat.id) ?? new Set();
    if (isWaiting) ids.add(messageId);
    else ids.delete(messageId);
    byChat.set(chat.id, ids);
    broadcast.publish({ kind: "waiting", chatId: chat.id, messageId, isWaiting });
  };
  return {
    add: (update) => mark(update, true),
    remove: (update) => mark(update, false),
    all: () => Object.fromEntries([...byChat].map(([chatId, ids]) => [chatId, [...ids]])),
  };
}
