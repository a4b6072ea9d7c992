import type { Message } from "@grammyjs/types";
import type { Persona } from "../../wire.ts";
import { markWaiting, renderMessage } from "../message/bubble.ts";
import { el } from "../dom.ts";
import type { ChatData } from "../store.ts";
import type { Times } from "../time.ts";
import { createDays } from "./days.ts";
import { createDrafts, type Drafts } from "./drafts.ts";

/** The end of one chat as one person sees it, and more of it on request. Each change touches the one node that it is about. */
export type Conversation = {
  element: HTMLElement;
  drafts: Drafts;
  /** Adds a message at the end, or replaces it where it stands. */
  put: (message: Message, options?: { isLive: boolean }) => void;
  remove: (messageId: number) => void;
  setWaiting: (messageId: number, isWaiting: boolean) => void;
  /** Puts older messages above; false when there are none. */
  showEarlier: () => boolean;
  /** The message on the page, fetched from further up if need be. */
  find: (messageId: number) => HTMLElement | undefined;
  /** Lets go of what is far above the end. */
  trim: () => void;
};

type ConversationInput = {
  chat: ChatData;
  persona: Persona;
  times: Times;
  /** Which messages of the chat belong here: those of one topic, or all. */
  isHere: (message: Message) => boolean;
  onStopDraft: () => void;
};

const SCREENFUL = 60;
/** So many that they are there within a frame. */
const AT_ONCE = 20;
/** More than this is not kept on the page while the newest are read. */
const MOST_KEPT = 3 * SCREENFUL;

export function createConversation({ chat, persona, times, isHere, onStopDraft }: ConversationInput): Conversation {
  const nodes = new Map<number, HTMLElement>();
  const days = createDays(times);
  const drafts = createDrafts(onStopDraft);
  let first: number | undefined;

  const render = (message: Message) => {
    const isOwn = message.from?.id === persona.personId;
    const isNamed = chat.info.kind !== "private" && !isOwn;
    const author = isOwn ? "You" : (message.from?.first_name ?? message.chat.title ?? "Someone");
    return renderMessage({
      message,
      isOwn,
      isNamed,
      author,
      times,
      isWaiting: chat.waiting.has(message.message_id),
      reactions: chat.reactions.get(message.message_id) ?? [],
      receiptId: chat.receipts.get(message.message_id)?.find(({ userId }) => userId === persona.personId)?.messageId,
    });
  };
  const drop = (messageId: number) => {
    const node = nodes.get(messageId);
    if (node) days.remove(node);
    nodes.delete(messageId);
  };
  const conversation: Conversation = {
    element: el("div", { class: "conversation" }, days.element, drafts.element),
    drafts,
    put(message, { isLive } = { isLive: false }) {
      if (!isHere(message)) return;
      const known = nodes.get(message.message_id);
      // An edit of what is further up than the window shows itself when that is reached.
      if (!known && first !== undefined && message.message_id < first) return;
      const node = render(message);
      if (known) days.replace(known, node);
      else days.append(node, message);
      if (!known && isLive) node.classList.add("entering");
      nodes.set(message.message_id, node);
      first ??= message.message_id;
    },
    remove: drop,
    setWaiting(messageId, isWaiting) {
      const node = nodes.get(messageId);
      if (node) markWaiting(node, isWaiting);
    },
    showEarlier() {
      const earlier = [...chat.messages.values()].filter((message) => isHere(message) && message.message_id < (first ?? Infinity));
      const count = first === undefined ? SCREENFUL : AT_ONCE;
      for (const message of earlier.slice(-count).toReversed()) {
        const node = render(message);
        days.prepend(node, message);
        nodes.set(message.message_id, node);
        first = message.message_id;
      }
      return earlier.length > count;
    },
    find(messageId) {
      while (!nodes.has(messageId) && chat.messages.has(messageId) && conversation.showEarlier());
      return nodes.get(messageId);
    },
    trim() {
      if (nodes.size <= MOST_KEPT) return;
      const ids = [...nodes.keys()].toSorted((a, b) => a - b);
      for (const id of ids.slice(0, -SCREENFUL)) drop(id);
      first = ids.at(-SCREENFUL);
    },
  };
  conversation.showEarlier();
  for (const draft of chat.drafts.values()) drafts.show(draft);
  return conversation;
}
