import type { InputRichBlock, InputRichBlockListItem, InputRichMessage, RichBlock, RichBlockListItem, RichMessage } from "@grammyjs/types";
import { firstRefusal, isWithin, judgeRichButton } from "./keyboards.ts";
import { badRequest, notActedOut, type Refusal, refusals } from "./refusals.ts";
import { buttonsIn, plainText } from "./rich-text.ts";

type Block = InputRichBlock<Blob>;
type Item = InputRichBlockListItem<Blob>;

/** Telegram's limits of a rich message. */
const limits = { characters: 32_768, blocks: 500, depth: 16, columns: 20 };

/** A rich message whose fields already have their types. The words for limits are ours: what Telegram says there is not known. */
export function judgeRich(rich: InputRichMessage<Blob>, place: "message" | "draft"): Refusal | undefined {
  const sources = [rich.html, rich.markdown, rich.blocks].filter((source) => source !== undefined);
  if (sources.length === 0 || rich.blocks?.length === 0 || rich.html === "" || rich.markdown === "") return refusals.richEmpty;
  if (sources.length > 1) return badRequest("exactly one of the fields html, markdown, or blocks must be used");
  if (!rich.blocks) return notActedOut("rich messages from html or markdown");
  const all = walk(rich.blocks, 1);
  if (all.reduce((sum, { block }) => sum + sizeOf(block), 0) > limits.blocks) return badRequest("rich message has too many blocks");
  if (all.some(({ depth }) => depth > limits.depth)) return badRequest("rich message is nested too deeply");
  if ([...plainText(rich.blocks)].length > limits.characters) return refusals.textTooLong;
  return firstRefusal(all, ({ block }) => judgeBlock(block, place)) ?? firstRefusal(buttonsIn(rich.blocks), judgeRichButton);
}

/** The message as Telegram keeps it: list items get their labels; everything else stands as it was sent. */
export function keepRich(rich: InputRichMessage<Blob>): RichMessage {
  return { blocks: (rich.blocks ?? []).map(keepBlock), ...(rich.is_rtl ? { is_rtl: true } : {}) };
}

function judgeBlock(block: Block, place: "message" | "draft"): Refusal | undefined {
  switch (block.type) {
    case "thinking":
      return place === "draft" ? undefined : badRequest("block is not allowed");
    case "heading":
      return isWithin(block.size, 1, 6) ? undefined : badRequest("invalid section heading size specified");
    case "list":
      return judgeList(block.items);
    case "table":
      return block.cells.some((row) => row.length > limits.columns) ? badRequest("table has too many columns") : undefined;
    case "buttons":
      return isWithin(block.buttons.length, 1, 8) ? undefined : badRequest("a row must have 1-8 buttons");
    default:
      return undefined;
  }
}

function judgeList(items: Item[]): Refusal | undefined {
  if (items.length === 0) return badRequest("list must be non-empty");
  if (items.some((item) => item.blocks.length === 0)) return badRequest("list item must be non-empty");
  return new Set(items.map(isOrdered)).size > 1 ? badRequest("list must be either ordered or unordered") : undefined;
}

/** All blocks with their depth. */
function walk(blocks: readonly Block[], depth: number): Array<{ block: Block; depth: number }> {
  return blocks.flatMap((block) => [{ block, depth }, ...walk(childrenOf(block), depth + 1)]);
}

/** The items of a list and the rows of a table count as blocks too. */
function sizeOf(block: Block): number {
  if (block.type === "list") return 1 + block.items.length;
  return block.type === "table" ? 1 + block.cells.length : 1;
}

function childrenOf(block: Block): Block[] {
  if (block.type === "list") return block.items.flatMap((item) => item.blocks);
  return "blocks" in block ? block.blocks : [];
}

function keepBlock(block: Block): RichBlock {
  if (block.type === "list") return { type: "list", items: block.items.map(keepItem) };
  if ("blocks" in block) return { ...block, blocks: block.blocks.map(keepBlock) };
  // What is left differs between the two types only in files, which were put in their place before.
  return block as RichBlock;
}

const isOrdered = (item: Item): boolean => item.type !== undefined || item.value !== undefined;

function keepItem(item: Item, index: number): RichBlockListItem {
  const kept = { ...item, blocks: item.blocks.map(keepBlock) };
  if (!isOrdered(item)) return { ...kept, label: "•" };
  const value = item.value ?? index + 1;
  return { ...kept, value, label: `${labelOf(value, item.type ?? "1")}.` };
}

function labelOf(value: number, type: NonNullable<Item["type"]>): string {
  if (type === "1" || value < 1) return String(value);
  const label = type.toLowerCase() === "a" ? letters(value) : romanNumeral(value);
  return type === type.toLowerCase() ? label.toLowerCase() : label;
}

const letters = (value: number): string =>
  value < 1 ? "" : letters(Math.floor((value - 1) / 26)) + String.fromCharCode(65 + ((value - 1) % 26));

const romanSizes = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];
const romanSigns = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"];

function romanNumeral(value: number): string {
  const size = romanSizes.find((step) => step <= value);
  return size === undefined ? "" : romanSigns[romanSizes.indexOf(size)] + romanNumeral(value - size);
}
