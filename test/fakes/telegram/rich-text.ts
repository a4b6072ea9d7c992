import type { InputRichBlock, RichBlock, RichBlockCaption, RichMessageButton, RichText } from "@grammyjs/types";

type AnyBlock = InputRichBlock<Blob> | RichBlock;

/** What a person reads of the blocks, without formats: a line for each paragraph, list item and table row. */
export const plainText = (blocks: readonly AnyBlock[]): string => blocks.flatMap(linesOf).join("\n");

/** What a person reads of a text inside a block. */
export function plainRichText(text: RichText): string {
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(plainRichText).join("");
  if (text.type === "button") return plainRichText(text.button.text);
  if (text.type === "custom_emoji") return text.alternative_text;
  if (text.type === "mathematical_expression") return text.expression;
  return "text" in text ? plainRichText(text.text) : "";
}

/** Every button inside the blocks, to any depth. */
export function buttonsIn(value: unknown): RichMessageButton[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== "object" || value === null) return [];
  const fields = value as { type?: unknown; button?: RichMessageButton; buttons?: RichMessageButton[] };
  if (fields.type === "button" && fields.button) return [fields.button];
  if (fields.type === "buttons" && fields.buttons) return fields.buttons;
  return Object.values(value).flatMap(buttonsIn);
}

function linesOf(block: AnyBlock): string[] {
  switch (block.type) {
    case "list":
      return block.items.map((item) => `${"label" in item ? item.label : "•"} ${plainText(item.blocks)}`);
    case "table":
      return [...linesOfCaption(block.caption), ...block.cells.map((row) => row.map((cell) => plainRichText(cell.text ?? "")).join(" | "))];
    case "details":
      return [plainRichText(block.summary), ...block.blocks.flatMap(linesOf)];
    case "buttons":
      return [block.buttons.map((button) => plainRichText(button.text)).join(" ")];
    case "mathematical_expression":
      return [block.expression];
    default:
      return linesOfOther(block);
  }
}

function linesOfOther(block: object): string[] {
  const { text, blocks, credit, caption } = block as {
    text?: RichText;
    blocks?: AnyBlock[];
    credit?: RichText;
    caption?: RichBlockCaption;
  };
  return [...linesOfCaption(text), ...(blocks ?? []).flatMap(linesOf), ...linesOfCaption(credit), ...linesOfCaption(caption?.text)];
}

const linesOfCaption = (text: RichText | undefined): string[] => (text === undefined ? [] : [plainRichText(text)]);
