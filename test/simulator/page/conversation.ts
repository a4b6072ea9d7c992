import type { Message } from "@grammyjs/types";
import type { Persona } from "../wire.ts";
import { markWaiting, renderMessage } from "./bubble.ts";
import { createDrafts, type Drafts } from "./drafts.ts";
import { el } from "./dom.ts";
import type { Times } from "./time.ts";

/** What one persona has on screen. Each change touches the one node that it is about. */
export type Conversation = {
  element: HTMLElement;
  drafts: Drafts;
  isEmpty: () => boolean;
  newest: () => Message | undefined;
  /** Adds a message, or replaces it where it stands. */
  put: (message: Message, options?: { isLive: boolean }) => void;
  remove: (messageId: number) => void;
  setWaiting: (messageId: number, isWaiting: boolean) => void;
};

type ConversationInput = { persona: Persona; times: Times; onStopDraft: () => void };

const GROUP_SECONDS = 300;

export function createConversation({ persona, times, onStopDraft }: ConversationInput): Conversation {
  const messages = new Map<number, Message>();
  const nodes = new Map<number, HTMLElement>();
  const waiting = new Set<number>();
  let newest: Message | undefined;
  const days = el("div", { class: "days" });
  const drafts = createDrafts(onStopDraft);
  const element = el("div", { class: "conversation" }, days, drafts.element);

  const render = (message: Message) => {
    const isOwn = message.from?.id === persona.personId;
    const author = isOwn ? "You" : (message.from?.first_name ?? "Someone");
    return renderMessage({ message, isOwn, author, times, isWaiting: waiting.has(message.message_id) });
  };

  return {
    element,
    drafts,
    isEmpty: () => messages.size === 0,
    newest: () => newest,
    put(message, { isLive } = { isLive: false }) {
      const node = render(message);
      const known = nodes.get(message.message_id);
      if (known) replaceKeepingPlace(known, node);
      else appendTo(days, { node, message, previous: newest, day: times.day(message.date) });
      if (!known && isLive) node.classList.add("entering");
      if (!known || newest?.message_id === message.message_id) newest = message;
      messages.set(message.message_id, message);
      nodes.set(message.message_id, node);
    },
    remove(messageId) {
      const node = nodes.get(messageId);
      if (node) removeKeepingGroups(node);
      messages.delete(messageId);
      nodes.delete(messageId);
      if (newest?.message_id === messageId) newest = [...messages.values()].at(-1);
    },
    setWaiting(messageId, isWaiting) {
      if (isWaiting) waiting.add(messageId);
      else waiting.delete(messageId);
      const node = nodes.get(messageId);
      if (node) markWaiting(node, isWaiting);
    },
  };
}

type Place = { node: HTMLElement; message: Message; previous: Message | undefined; day: string };

function appendTo(days: HTMLElement, { node, message, previous, day }: Place): void {
  let section = days.lastElementChild;
  if (!section || section.getAttribute("aria-label") !== day) {
    section = el(
      "section",
      { class: "day", "aria-label": day },
      el("div", { class: "day-label", "aria-hidden": "true" }, el("span", {}, day)),
    );
    days.append(section);
  }
  const neighbour = section.lastElementChild;
  const isGrouped = previous?.from?.id === message.from?.id && message.date - (previous?.date ?? 0) < GROUP_SECONDS;
  if (isGrouped && neighbour?.classList.contains("message")) {
    neighbour.classList.add("followed");
    node.classList.add("joined");
  }
  section.append(node);
}

function replaceKeepingPlace(old: HTMLElement, node: HTMLElement): void {
  for (const name of ["followed", "joined"]) if (old.classList.contains(name)) node.classList.add(name);
  const focused = old.contains(document.activeElement);
  old.replaceWith(node);
  // A person at the keyboard goes on from the same screen.
  if (focused) node.querySelector<HTMLElement>("button, a")?.focus({ preventScroll: true });
}

function removeKeepingGroups(node: HTMLElement): void {
  const section = node.parentElement;
  if (!node.classList.contains("followed")) node.previousElementSibling?.classList.remove("followed");
  if (!node.classList.contains("joined")) node.nextElementSibling?.classList.remove("joined");
  node.remove();
  if (!section?.querySelector(".message")) section?.remove();
}
