import type { MessageEntity } from "@grammyjs/types";
import { el } from "../dom.ts";
import { renderCommand, renderLink, renderSpoiler } from "./inline.ts";

/** Text with Telegram's entities as nodes. Offsets count UTF-16 units, as strings here do. */
export function renderText(text: string, entities: MessageEntity[] = []): DocumentFragment {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return renderRange(text, { from: 0, to: text.length }, sorted);
}

type Range = { from: number; to: number };

function renderRange(text: string, { from, to }: Range, entities: MessageEntity[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let rest = entities;
  let at = from;
  for (let entity = rest[0]; entity; entity = rest[0]) {
    const end = Math.min(entity.offset + entity.length, to);
    fragment.append(
      trimAroundBlock(text.slice(at, entity.offset), { after: at > from && isBlock(fragment.lastChild), before: isBlockEntity(entity) }),
    );
    const { inside, after } = split(rest.slice(1), end);
    fragment.append(renderEntity(entity, text.slice(entity.offset, end), renderRange(text, { from: entity.offset, to: end }, inside)));
    rest = after;
    at = end;
  }
  fragment.append(trimAroundBlock(text.slice(at, to), { after: isBlock(fragment.lastChild), before: false }));
  return fragment;
}

/** What starts inside an entity is nested in it; what hangs over its end goes on behind it. */
function split(entities: MessageEntity[], end: number): { inside: MessageEntity[]; after: MessageEntity[] } {
  const inside: MessageEntity[] = [];
  const after: MessageEntity[] = [];
  for (const entity of entities) {
    const over = entity.offset + entity.length - end;
    if (entity.offset >= end) after.push(entity);
    else if (over <= 0) inside.push(entity);
    else {
      inside.push({ ...entity, length: entity.length - over });
      after.push({ ...entity, offset: end, length: over });
    }
  }
  return { inside, after };
}

function renderEntity(entity: MessageEntity, text: string, content: DocumentFragment): Node {
  switch (entity.type) {
    case "bold":
      return el("b", {}, content);
    case "italic":
      return el("i", {}, content);
    case "underline":
      return el("u", {}, content);
    case "strikethrough":
      return el("s", {}, content);
    case "spoiler":
      return renderSpoiler(content);
    case "code":
      return el("code", {}, content);
    case "pre":
      return renderPre(content, entity.language);
    case "blockquote":
      return el("blockquote", {}, content);
    case "expandable_blockquote":
      return renderExpandable(content);
    case "text_link":
      return renderLink(entity.url, content);
    case "url":
      return renderLink(text, content);
    case "email":
      return renderLink(`mailto:${text}`, content);
    case "phone_number":
      return renderLink(`tel:${text}`, content);
    case "bot_command":
      return renderCommand(text, content);
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return el("span", { class: "mention" }, content);
    case "custom_emoji":
    case "date_time":
      return content;
  }
}

export function renderPre(content: Node, language?: string): HTMLElement {
  return el("pre", { "data-language": language || undefined, tabindex: 0 }, el("code", {}, content));
}

/** Folded to three lines until it is pressed. */
export function renderExpandable(content: Node, credit?: Node): HTMLElement {
  const quote = el("blockquote", { class: "expandable", role: "button", tabindex: 0, "aria-expanded": "false" }, content, credit);
  const toggle = () => quote.setAttribute("aria-expanded", String(quote.getAttribute("aria-expanded") !== "true"));
  quote.addEventListener("click", toggle);
  quote.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      toggle();
    }
  });
  return quote;
}

function isBlockEntity({ type }: MessageEntity): boolean {
  return type === "pre" || type === "blockquote" || type === "expandable_blockquote";
}

function isBlock(node: Node | null): boolean {
  return node instanceof HTMLElement && (node.tagName === "PRE" || node.tagName === "BLOCKQUOTE");
}

/** The line break beside a quote or a code block is the block's own edge, not an empty line. */
function trimAroundBlock(text: string, { after, before }: { after: boolean; before: boolean }): string {
  const start = after && text.startsWith("\n") ? 1 : 0;
  const end = before && text.endsWith("\n") && text.length > start ? text.length - 1 : text.length;
  return text.slice(start, end);
}
