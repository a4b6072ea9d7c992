import type { Update } from "@grammyjs/types";
import type { Broadcast } from "./broadcast.ts";

/** Updates on their way to the Worker. A message has one check mark while it waits, two when it was accepted. */
export type WaitingList = {
  add: (update: Update) => void;
  remove: (update: Update) => void;
  updates: () => Update[];
  /** Message ids by chat. */
  messages: () => Record<string, number[]>;
};

export function createWaitingList(broadcast: Broadcast): WaitingList {
  const waiting = new Map<number, Update>();
  const tell = ({ message }: Update, isWaiting: boolean) =>
    message && broadcast.publish({ kind: "waiting", chatId: message.chat.id, messageId: message.message_id, isWaiting });
  return {
    add(update) {
      waiting.set(update.update_id, update);
      tell(update, true);
    },
    remove(update) {
      waiting.delete(update.update_id);
      tell(update, false);
    },
    updates: () => [...waiting.values()],
    messages() {
      const byChat: Record<string, number[]> = {};
      for (const { message } of waiting.values()) if (message) (byChat[message.chat.id] ??= []).push(message.message_id);
      return byChat;
    },
  };
}
