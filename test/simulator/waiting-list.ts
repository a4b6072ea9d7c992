import type { Update } from "@grammyjs/types";
import type { Broadcast } from "./broadcast.ts";

/** An update, and since when it is on its way, in milliseconds. */
export type Waiting = { update: Update; since: number };

/** Updates on their way to the Worker. A message has one check mark while it waits, two when it was accepted. */
export type WaitingList = {
  add: (waiting: Waiting) => void;
  /** One that was dropped keeps its single check mark. */
  remove: (update: Update, outcome: "accepted" | "dropped") => void;
  all: () => Waiting[];
  /** Message ids by chat. */
  messages: () => Record<string, number[]>;
};

export function createWaitingList(broadcast: Broadcast): WaitingList {
  const waiting = new Map<number, Waiting>();
  const tell = ({ message }: Update, isWaiting: boolean) =>
    message && broadcast.publish({ kind: "waiting", chatId: message.chat.id, messageId: message.message_id, isWaiting });
  return {
    add(one) {
      waiting.set(one.update.update_id, one);
      tell(one.update, true);
    },
    remove(update, outcome) {
      waiting.delete(update.update_id);
      if (outcome === "accepted") tell(update, false);
    },
    all: () => [...waiting.values()],
    messages() {
      const byChat: Record<string, number[]> = {};
      for (const { message } of [...waiting.values()].map(({ update }) => update))
        if (message) (byChat[message.chat.id] ??= []).push(message.message_id);
      return byChat;
    },
  };
}
