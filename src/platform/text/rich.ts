import type { InputRichBlock, InputRichBlockListItem, InputRichMessage, RichBlockTableCell, RichText } from "@grammyjs/types";
import { childrenOf, cleanText, EMPTY_CELL, inlinesOf, inlineText, isBlank, isBlankInline } from "./contents.ts";
import type { Block, Inline, Text } from "./tree.ts";

type BlockOf<Type extends Block["type"]> = Extract<Block, { type: Type }>;

// "Rich Message Limits" of Bot API 10.3.
const LIMITS = { characters: 32_768, blocks: 500, levels: 16, columns: 20 };

/** Whether one rich message can hold the text; when it cannot, `renderEntities` and `splitText` can. False when there is nothing to say. */
export function fitsRich(text: Text): boolean {
  const blocks = text.filter((block) => !isBlank(block));
  if (blocks.length === 0) return false;
  return (
    sum(blocks.map(countCharacters)) <= LIMITS.characters &&
    sum(blocks.map(countBlocks)) <= LIMITS.blocks &&
    Math.max(...blocks.map(countLevels)) <= LIMITS.levels &&
    Math.max(...blocks.map(countColumns)) <= LIMITS.columns
  );
}

/** Call `fitsRich` first. Addresses, mentions and commands in the text stay plain: only the tree's own links can be tapped. */
export function renderRich(text: Text): InputRichMessage<never> {
  return { blocks: renderBlocks(text), skip_entity_detection: true };
}

function renderBlocks(blocks: Block[]): InputRichBlock<never>[] {
  return blocks.filter((block) => !isBlank(block)).map(renderBlock);
}

function renderBlock(block: Block): InputRichBlock<never> {
  switch (block.type) {
    case "paragraph":
      return { type: "paragraph", text: renderInlines(block.content) };
    case "heading":
      return { type: "heading", size: block.level, text: renderInlines(block.content) };
    case "list":
      return { type: "list", items: renderItems(block) };
    case "table":
      return { type: "table", cells: renderCells(block), is_bordered: true };
    case "quote":
      return { type: "blockquote", blocks: renderBlocks(block.blocks) };
    case "details":
      return {
        type: "details",
        summary: renderInlines(block.summary),
        blocks: renderBlocks(block.blocks),
        ...(block.open && { is_open: true }),
      };
    case "preformatted":
      return { type: "pre", text: cleanText(block.text), ...(block.language !== undefined && { language: block.language }) };
  }
}

function renderItems({ items, ordered, start }: BlockOf<"list">): InputRichBlockListItem<never>[] {
  return items.flatMap((item, index): InputRichBlockListItem<never>[] => {
    if (item.every(isBlank)) return [];
    return [{ blocks: renderBlocks(item), ...(ordered && { value: start + index, type: "1" }) }];
  });
}

function renderCells(table: BlockOf<"table">): RichBlockTableCell[][] {
  const columns = countColumns(table);
  const header = table.header.every(isBlankInline)
    ? []
    : [renderRow(table.header, columns).map((cell) => ({ ...cell, is_header: true as const }))];
  return [...header, ...table.rows.map((row) => renderRow(row, columns))];
}

function renderRow(row: Inline[][], columns: number): RichBlockTableCell[] {
  return Array.from({ length: columns }, (_, column) => {
    const cell = row[column] ?? [];
    return { text: isBlankInline(cell) ? EMPTY_CELL : renderInlines(cell), align: "left", valign: "top" };
  });
}

function renderInlines(content: Inline[]): RichText {
  const texts = content.map(renderInline);
  const [only, ...others] = texts;
  return only !== undefined && others.length === 0 ? only : texts;
}

function renderInline(inline: Inline): RichText {
  if (typeof inline === "string") return cleanText(inline);
  const text = renderInlines(inline.content);
  switch (inline.type) {
    case "bold":
    case "italic":
    case "code":
      return { type: inline.type, text };
    case "struck":
      return { type: "strikethrough", text };
    case "added":
      // "marked" is bolder, but has no entity: a correction must look the same where rich messages are off.
      return { type: "underline", text };
    case "link":
      return { type: "url", text, url: inline.url };
  }
}

// UTF-16 units: never fewer than the characters Telegram counts.
function countCharacters(block: Block): number {
  return sum(inlinesOf(block).map((content) => inlineText(content).length)) + sum(childrenOf(block).flat().map(countCharacters));
}

function countBlocks(block: Block): number {
  const parts = block.type === "list" ? block.items.length : block.type === "table" ? block.rows.length + 1 : 0;
  return 1 + parts + sum(childrenOf(block).flat().map(countBlocks));
}

// A list item and a table row are blocks of their own, so a list or a table is two levels.
function countLevels(block: Block): number {
  const own = block.type === "list" || block.type === "table" ? 2 : 1;
  return own + Math.max(0, ...inlinesOf(block).map(countInlineLevels), ...childrenOf(block).flat().map(countLevels));
}

function countInlineLevels(content: Inline[]): number {
  return Math.max(0, ...content.map((inline) => (typeof inline === "string" ? 0 : 1 + countInlineLevels(inline.content))));
}

function countColumns(block: Block): number {
  const own = block.type === "table" ? [block.header, ...block.rows].map((row) => row.length) : [];
  return Math.max(0, ...own, ...childrenOf(block).flat().map(countColumns));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
