import type { RichBlock } from "@grammyjs/types";
import { plainText } from "./plain-text.ts";

type Block<T extends RichBlock["type"]> = Extract<RichBlock, { type: T }>;

/** A rich message as it is pasted elsewhere: a line for each paragraph, item and row, also of what is folded; cells are divided by tabs. */
export function richWords(blocks: RichBlock[]): string {
  return blocks
    .map(wordsOf)
    .filter((words) => words !== "")
    .join("\n");
}

function wordsOf(block: RichBlock): string {
  switch (block.type) {
    case "list":
      return block.items.map(itemWords).join("\n");
    case "table":
      return block.cells.map((row) => row.map((cell) => plainText(cell.text)).join("\t")).join("\n");
    case "details":
      return lines(plainText(block.summary), richWords(block.blocks));
    case "blockquote":
      return lines(richWords(block.blocks), plainText(block.credit));
    case "collage":
    case "slideshow":
      return lines(richWords(block.blocks), plainText(block.caption?.text));
    case "mathematical_expression":
      return block.expression;
    default:
      if ("text" in block) return lines(plainText(block.text), "credit" in block ? plainText(block.credit) : "");
      return "caption" in block ? plainText(block.caption?.text) : "";
  }
}

function itemWords({ label, has_checkbox: isBox, is_checked: isChecked, blocks }: Block<"list">["items"][number]): string {
  const mark = isBox ? (isChecked ? "☑" : "☐") : label || "•";
  return `${mark} ${richWords(blocks)}`;
}

const lines = (...parts: string[]): string => parts.filter((part) => part !== "").join("\n");
