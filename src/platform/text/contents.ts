import type { Block, Inline } from "./tree.ts";

/** Stands in an empty cell, so that neither a rich table nor aligned lines show a hole. */
export const EMPTY_CELL = "–";

// A zero-width space or a lone variation selector is nothing to read, and Telegram refuses a message of nothing else.
const NOTHING_TO_READ = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

export function inlineText(content: Inline[]): string {
  return content.map((inline) => (typeof inline === "string" ? inline : inlineText(inline.content))).join("");
}

export function isBlankInline(content: Inline[]): boolean {
  return NOTHING_TO_READ.test(inlineText(content));
}

export function isBlank(block: Block): boolean {
  return inlinesOf(block).every(isBlankInline) && childrenOf(block).every((blocks) => blocks.every(isBlank));
}

/** The pieces of inline text that a block holds itself, not those of the blocks within it. */
export function inlinesOf(block: Block): Inline[][] {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return [block.content];
    case "table":
      return [block.header, ...block.rows].flat();
    case "details":
      return [block.summary];
    case "preformatted":
      return [[block.text]];
    case "list":
    case "quote":
      return [];
  }
}

export function childrenOf(block: Block): Block[][] {
  switch (block.type) {
    case "list":
      return block.items;
    case "quote":
    case "details":
      return [block.blocks];
    case "paragraph":
    case "heading":
    case "table":
    case "preformatted":
      return [];
  }
}

/** A lone surrogate makes a request invalid JSON for Telegram, and carriage returns shift its offsets. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n");
}
