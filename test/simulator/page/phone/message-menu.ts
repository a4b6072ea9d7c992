import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";
import { richWords } from "../message/rich-words.ts";

/** What a person can do with a message; what is absent is not offered. */
export type MessageDeeds = {
  reply?: () => void;
  edit?: () => void;
  remove?: () => void;
  more?: Array<[label: string, run: () => void]>;
  react: (emoji: string) => void;
};

/** A message, and what can be done with it. */
export type Meant = { message: Message; deeds: MessageDeeds };

const REACTIONS = ["👍", "❤️", "🔥", "🎉", "🤔", "👎"];

/** Opens by the right button, a long press or the keys, at the message that they mean. */
export function connectMessageMenu(frame: HTMLElement, deedsFor: (messageId: number) => Meant | undefined): void {
  const open = (article: HTMLElement, at: { x: number; y: number }) => {
    const found = deedsFor(Number(article.dataset["messageId"]));
    if (found) showMenu(article, at, found);
  };
  frame.addEventListener("contextmenu", (event) => {
    const article = articleOf(event.target);
    // A link keeps the browser's own menu.
    if (!article || (event.target instanceof Element && event.target.closest("a"))) return;
    event.preventDefault();
    open(article, { x: event.clientX, y: event.clientY });
  });
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame && !articleOf(event.target, ":focus")) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      focusNext(frame, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter") {
      const article = articleOf(document.activeElement, ":focus");
      if (!article) return;
      // Else the same key would press the first thing in the menu.
      event.preventDefault();
      open(article, article.getBoundingClientRect());
    }
  });
}

function showMenu(article: HTMLElement, at: { x: number; y: number }, { message, deeds }: Meant): void {
  const text = message.text ?? message.caption ?? (message.rich_message && richWords(message.rich_message.blocks));
  const item = (label: string, run: (() => unknown) | undefined) =>
    run && el("button", { type: "button", role: "menuitem", onclick: () => (close(), void run()) }, label);
  const face = (emoji: string) =>
    el(
      "button",
      { type: "button", role: "menuitem", "aria-label": `React with ${emoji}`, onclick: () => (close(), deeds.react(emoji)) },
      emoji,
    );
  const menu = el(
    "div",
    { class: "menu message-menu", role: "menu", popover: "auto" },
    el("div", { class: "faces" }, ...REACTIONS.map(face)),
    item("Reply", deeds.reply),
    item("Edit", deeds.edit),
    item("Copy the text", text === undefined ? undefined : () => navigator.clipboard.writeText(text)),
    ...(deeds.more ?? []).map(([label, run]) => item(label, run)),
    item("Delete", deeds.remove),
  );
  const close = () => menu.hidePopover();
  menu.addEventListener("toggle", () => {
    if (!menu.matches(":popover-open")) menu.remove();
  });
  menu.addEventListener("keydown", (event) => moveInMenu(menu, event));
  article.append(menu);
  menu.showPopover();
  menu.style.left = `${Math.max(8, Math.min(at.x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.y, innerHeight - menu.offsetHeight - 8))}px`;
  menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
}

function moveInMenu(menu: HTMLElement, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items.at((at + step) % items.length)?.focus();
}

function focusNext(frame: HTMLElement, step: 1 | -1): void {
  const articles = [...frame.querySelectorAll<HTMLElement>(".message[data-message-id]")];
  const at = articles.indexOf(articleOf(document.activeElement) ?? frame);
  const next = at < 0 ? articles.at(-1) : articles[Math.max(0, Math.min(articles.length - 1, at + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function articleOf(target: EventTarget | null, state = ""): HTMLElement | undefined {
  if (!(target instanceof Element)) return undefined;
  const caption = target.closest<HTMLElement>(".album-caption");
  if (caption && state === "") return captioned(caption);
  return target.closest<HTMLElement>(`.message[data-message-id]${state}`) ?? undefined;
}

/** Below an album stands what belongs to one of its parts. */
function captioned({ parentElement: album, dataset }: HTMLElement): HTMLElement | undefined {
  return album?.querySelector<HTMLElement>(`[data-message-id="${dataset["of"]}"]`) ?? undefined;
}
