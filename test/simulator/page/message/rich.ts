import type { RichBlock, RichMessage } from "@grammyjs/types";
import { el } from "../dom.ts";
import { renderExpandable, renderPre } from "./entities.ts";
import { renderButton } from "./keyboard.ts";
import { renderFileOf, renderPlaceholder } from "./media.ts";
import { renderRichText } from "./rich-text.ts";

type Block<T extends RichBlock["type"]> = Extract<RichBlock, { type: T }>;
type Caption = NonNullable<Block<"photo">["caption"]>;

/** A rich message as headings, tables, lists and the rest of HTML's own vocabulary. */
export function renderRich(message: RichMessage): HTMLElement {
  return el("div", { class: "rich", dir: message.is_rtl ? "rtl" : "auto" }, ...message.blocks.map(renderBlock));
}

function renderBlock(block: RichBlock): Node {
  switch (block.type) {
    case "paragraph":
      return el("p", {}, renderRichText(block.text));
    case "heading":
      return el(headings[block.size], {}, renderRichText(block.text));
    case "pre":
      return renderPre(renderRichText(block.text), block.language);
    case "footer":
      return el("footer", {}, renderRichText(block.text));
    case "divider":
      return el("hr");
    case "mathematical_expression":
      return el("p", { class: "formula" }, el("code", {}, block.expression));
    case "anchor":
      return document.createTextNode("");
    case "list":
      return renderList(block);
    case "blockquote":
      return el("blockquote", {}, ...block.blocks.map(renderBlock), renderCredit(block.credit));
    case "expandable_blockquote":
      return renderExpandable(renderRichText(block.text), renderCredit(block.credit));
    case "pullquote":
      return el("aside", { class: "pullquote" }, renderRichText(block.text), renderCredit(block.credit));
    case "table":
      return renderTable(block);
    case "details":
      return renderDetails(block);
    case "buttons":
      return el("div", { class: `rich-buttons align-${block.align ?? "center"}` }, ...block.buttons.map((button) => renderButton(button)));
    case "thinking":
      return el("p", { class: "thinking" }, renderRichText(block.text));
    case "collage":
    case "slideshow":
      return renderFigure(el("div", { class: "collage" }, ...block.blocks.map(renderBlock)), block.caption);
    case "map":
      return renderFigure(renderPlaceholder("map"), block.caption);
    case "voice_note":
      return renderFigure(renderFileOf({ voice: block.voice_note }), block.caption);
    default:
      return renderFigure(renderFileOf(block), block.caption);
  }
}

const headings = { 1: "h2", 2: "h3", 3: "h4", 4: "h5", 5: "h6", 6: "h6" } as const;

function renderList({ items }: Block<"list">): HTMLElement {
  const isOrdered = items.some((item) => item.value !== undefined);
  const entries = items.map((item) => {
    const box = item.has_checkbox && el("input", { type: "checkbox", disabled: true, checked: item.is_checked });
    const marker = box || el("span", { class: "marker", "aria-hidden": "true" }, item.label || "•");
    return el("li", {}, marker, el("div", {}, ...item.blocks.map(renderBlock)));
  });
  return el(isOrdered ? "ol" : "ul", { role: "list" }, ...entries);
}

function renderTable({ cells, caption, is_bordered, is_striped, is_compact }: Block<"table">): HTMLElement {
  const looks = [is_bordered && "bordered", is_striped && "striped", is_compact && "compact"].filter(Boolean).join(" ");
  const rows = cells.map((row) => el("tr", {}, ...row.map(renderCell)));
  const table = el(
    "table",
    { class: looks },
    caption !== undefined && el("caption", {}, renderRichText(caption)),
    el("tbody", {}, ...rows),
  );
  return el("div", { class: "table-frame", tabindex: 0, role: "group", "aria-label": "Table" }, table);
}

function renderCell(cell: Block<"table">["cells"][number][number]): HTMLElement {
  return el(
    cell.is_header ? "th" : "td",
    { class: `align-${cell.align} valign-${cell.valign}`, colspan: cell.colspan, rowspan: cell.rowspan },
    renderRichText(cell.text),
  );
}

function renderDetails(block: Block<"details">): HTMLElement {
  const summary = el("summary", {}, renderRichText(block.summary));
  return el("details", { open: block.is_open }, summary, el("div", { class: "details-body" }, ...block.blocks.map(renderBlock)));
}

function renderFigure(content: Node | undefined, caption: Caption | undefined): HTMLElement {
  if (!caption) return el("figure", {}, content);
  return el("figure", {}, content, el("figcaption", {}, renderRichText(caption.text), renderCredit(caption.credit)));
}

function renderCredit(credit: Caption["credit"]): HTMLElement | undefined {
  return credit === undefined ? undefined : el("cite", {}, renderRichText(credit));
}
