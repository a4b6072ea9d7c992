import type { Message, RichText } from "@grammyjs/types";
import { serviceText } from "./service.ts";

/** The words of a rich text without its looks. */
export function plainText(text: RichText | undefined): string {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(plainText).join("");
  if ("text" in text) return plainText(text.text);
  if (text.type === "mathematical_expression") return text.expression;
  return text.type === "custom_emoji" ? text.alternative_text : "";
}

/** One line that stands for a message in a list of chats. */
export function previewOf(message: Message): string {
  const text =
    message.text ?? message.caption ?? serviceText(message) ?? message.poll?.question ?? message.invoice?.title ?? firstWords(message);
  return text.replace(/\s+/g, " ").trim().slice(0, 80) || "Attachment";
}

function firstWords(message: Message): string {
  for (const block of message.rich_message?.blocks ?? []) {
    if ("text" in block) return plainText(block.text);
  }
  return "";
}
