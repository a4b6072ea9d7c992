import { isBlank, isBlankInline } from "./contents.ts";
import { EntityWriter, type Format, type Formatted } from "./entity-writer.ts";
import { alignTable } from "./table-lines.ts";
import type { Block, Inline, Text } from "./tree.ts";

type BlockOf<Type extends Block["type"]> = Extract<Block, { type: Type }>;

const BETWEEN_BLOCKS = 2;
const INDENT = "   ";

/** Text and entities of any length, trimmed; `splitText` cuts what one message cannot hold. Blank blocks leave nothing behind. */
export function renderEntities(text: Text): Formatted {
  const writer = new EntityWriter();
  writeBlocks(writer, text, BETWEEN_BLOCKS);
  return writer.finish();
}

function writeBlocks(writer: EntityWriter, blocks: Block[], spacing: number): void {
  let previous: Block | undefined;
  for (const block of blocks) {
    if (isBlank(block)) continue;
    if (previous) writer.gap(previous.type === "heading" ? 1 : spacing);
    writeBlock(writer, block);
    previous = block;
  }
}

function writeBlock(writer: EntityWriter, block: Block): void {
  switch (block.type) {
    case "paragraph":
      return writeInlines(writer, block.content);
    case "heading":
      return writer.within({ type: "bold" }, () => writeInlines(writer, block.content));
    case "list":
      return writeList(writer, block);
    case "table":
      return writer.standalone(() => writeTable(writer, block));
    case "quote":
      return writer.standalone(() => writer.within({ type: "blockquote" }, () => writeBlocks(writer, block.blocks, BETWEEN_BLOCKS)));
    case "details":
      return writer.standalone(() => writeDetails(writer, block));
    case "preformatted":
      return writer.standalone(() => writePreformatted(writer, block));
  }
}

function writeList(writer: EntityWriter, { items, ordered, start }: BlockOf<"list">): void {
  items.forEach((item, index) => {
    if (item.every(isBlank)) return;
    writer.gap(1);
    writer.write(ordered ? `${start + index}. ` : "• ");
    writer.indented(INDENT, () => writeBlocks(writer, item, 1));
  });
}

function writeTable(writer: EntityWriter, table: BlockOf<"table">): void {
  const aligned = alignTable(table);
  if (aligned !== undefined) return writer.within({ type: "pre" }, () => writer.write(aligned));
  for (const row of table.rows) {
    writer.gap(BETWEEN_BLOCKS);
    row.forEach((cell, column) => writeLabelled(writer, table.header[column] ?? [], cell));
  }
}

function writeLabelled(writer: EntityWriter, label: Inline[], cell: Inline[]): void {
  if (isBlankInline(cell)) return;
  writer.gap(1);
  if (!isBlankInline(label)) {
    writer.within({ type: "bold" }, () => writeInlines(writer, label));
    writer.write(": ");
  }
  writeInlines(writer, cell);
}

function writeDetails(writer: EntityWriter, { summary, blocks, open }: BlockOf<"details">): void {
  writer.within({ type: open ? "blockquote" : "expandable_blockquote" }, () => {
    writer.within({ type: "bold" }, () => writeInlines(writer, summary));
    writer.gap(1);
    writeBlocks(writer, blocks, BETWEEN_BLOCKS);
  });
}

function writePreformatted(writer: EntityWriter, { text, language }: BlockOf<"preformatted">): void {
  writer.within({ type: "pre", ...(language !== undefined && { language }) }, () => writer.write(dedented(text)));
}

// Spaces before the first line would be trimmed away and leave the other lines shifted.
function dedented(text: string): string {
  const lines = text.split("\n");
  const margins = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  return lines
    .map((line) => line.slice(margin))
    .join("\n")
    .trim();
}

function writeInlines(writer: EntityWriter, content: Inline[]): void {
  for (const inline of content) {
    if (typeof inline === "string") writer.write(inline);
    else writer.within(formatOf(inline), () => writeInlines(writer, inline.content));
  }
}

function formatOf(inline: Exclude<Inline, string>): Format {
  switch (inline.type) {
    case "bold":
    case "italic":
    case "code":
      return { type: inline.type };
    case "struck":
      return { type: "strikethrough" };
    case "added":
      return { type: "underline" };
    case "link":
      return { type: "text_link", url: inline.url };
  }
}
