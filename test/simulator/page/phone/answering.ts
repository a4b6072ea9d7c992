import type { Message } from "@grammyjs/types";
import { find } from "../dom.ts";
import { previewOf } from "../message/plain-text.ts";

/** The strip over the field that says which message is being answered or changed. */
export type Answering = {
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  /** What the next text is for; asking ends it. */
  take: () => { kind: "reply" | "edit"; messageId: number } | undefined;
  clear: () => void;
};

export function createAnswering(root: HTMLElement): Answering {
  const strip = find(root, ".answering");
  let current: { kind: "reply" | "edit"; messageId: number } | undefined;
  const clear = () => {
    current = undefined;
    strip.hidden = true;
  };
  const set = (kind: "reply" | "edit", message: Message, title: string) => {
    current = { kind, messageId: message.message_id };
    strip.hidden = false;
    find(strip, "b").textContent = title;
    find(strip, "span").textContent = previewOf(message);
  };
  find(strip, "button").addEventListener("click", clear);
  return {
    reply: (message) => set("reply", message, message.from?.first_name ?? "Answer"),
    edit: (message) => set("edit", message, "Edit the message"),
    take() {
      const taken = current;
      clear();
      return taken;
    },
    clear,
  };
}
