import type { Message } from "@grammyjs/types";
import { find } from "../dom.ts";
import { previewOf } from "../message/plain-text.ts";
import type { Purpose } from "./writing.ts";

/** The strip over the field that says which message is being answered or changed. */
export type Answering = {
  begin: (kind: Purpose["kind"], message: Message) => void;
  /** What the next text is for. */
  current: () => Purpose | undefined;
  /** The same; asking ends it. */
  take: () => Purpose | undefined;
  clear: () => void;
};

export function createAnswering(root: HTMLElement, onLeave: () => void): Answering {
  const strip = find(root, ".answering");
  let current: Purpose | undefined;
  const clear = () => {
    current = undefined;
    strip.hidden = true;
  };
  find(strip, "button").addEventListener("click", () => {
    clear();
    onLeave();
  });
  return {
    begin(kind, message) {
      current = { kind, messageId: message.message_id };
      strip.hidden = false;
      find(strip, "b").textContent = kind === "edit" ? "Edit the message" : (message.from?.first_name ?? "Answer");
      find(strip, "span").textContent = previewOf(message);
    },
    current: () => current,
    take() {
      const taken = current;
      clear();
      return taken;
    },
    clear,
  };
}
