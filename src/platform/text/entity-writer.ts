import type { MessageEntity } from "@grammyjs/types";
import { cleanText } from "./contents.ts";

/** Text as sendMessage takes it: entities count UTF-16 units, are sorted, and lie within each other or apart. */
export type Formatted = { text: string; entities: MessageEntity[] };

export type Format =
  | { type: "bold" | "italic" | "underline" | "strikethrough" | "code" | "blockquote" | "expandable_blockquote" }
  | { type: "pre"; language?: string }
  | { type: "text_link"; url: string };

type FormatType = Format["type"];

/** Writes text from beginning to end and keeps Telegram's rules on which entity may lie within which. */
export class EntityWriter {
  #text = "";
  #lineFeeds = 0;
  #indent = "";
  #open: { format: Format; offset: number }[] = [];
  #closed: MessageEntity[] = [];

  /** Line feeds owed before the next text; several debts become the largest, and none is paid at the beginning. */
  gap(lineFeeds: number): void {
    this.#lineFeeds = Math.max(this.#lineFeeds, lineFeeds);
  }

  write(text: string): void {
    if (text === "") return;
    if (this.#text !== "" && this.#lineFeeds > 0) this.#text += "\n".repeat(this.#lineFeeds) + this.#indent;
    this.#lineFeeds = 0;
    this.#text += cleanText(text).replaceAll("\n", `\n${this.#indent}`);
  }

  within(format: Format, write: () => void): void {
    if (!this.#admits(format.type)) return write();
    const interrupted = isMonospaced(format.type) ? this.#endEmphasis() : [];
    this.#begin(format);
    write();
    this.#end();
    interrupted.forEach((emphasis) => this.#begin(emphasis));
  }

  indented(indent: string, write: () => void): void {
    const outer = this.#indent;
    this.#indent += indent;
    write();
    this.#indent = outer;
  }

  /** On lines of its own from the margin on, for what spaces before a line would break. */
  standalone(write: () => void): void {
    const outer = this.#indent;
    this.#indent = "";
    this.gap(1);
    write();
    this.#indent = outer;
  }

  finish(): Formatted {
    const begin = this.#text.length - this.#text.trimStart().length;
    const entities = this.#closed
      .toReversed()
      .flatMap((entity) => trimmed(this.#text, entity))
      .toSorted((one, other) => one.offset - other.offset || other.length - one.length);
    return { text: this.#text.trim(), entities: entities.map((entity) => ({ ...entity, offset: entity.offset - begin })) };
  }

  #admits(type: FormatType): boolean {
    const open = this.#open.map(({ format }) => format.type);
    if (open.includes(type) || open.some(isMonospaced)) return false;
    if (isMonospaced(type)) return !open.some(outranksMonospace);
    return !(isQuotation(type) && open.some(isQuotation));
  }

  #begin(format: Format): void {
    this.#open.push({ format, offset: this.#text.length });
  }

  #end(): void {
    const entity = this.#open.pop();
    if (entity) this.#closed.push({ ...entity.format, offset: entity.offset, length: this.#text.length - entity.offset });
  }

  // Where monospaced text is admitted, emphasis is innermost.
  #endEmphasis(): Format[] {
    const emphasis = this.#open.map(({ format }) => format).filter(({ type }) => isEmphasis(type));
    emphasis.forEach(() => this.#end());
    return emphasis;
  }
}

function trimmed(text: string, entity: MessageEntity): MessageEntity[] {
  const covered = text.slice(entity.offset, entity.offset + entity.length);
  const length = covered.trim().length;
  if (length === 0) return [];
  return [{ ...entity, offset: entity.offset + covered.length - covered.trimStart().length, length }];
}

function isMonospaced(type: FormatType): boolean {
  return type === "code" || type === "pre";
}

function isQuotation(type: FormatType): boolean {
  return type === "blockquote" || type === "expandable_blockquote";
}

function isEmphasis(type: FormatType): boolean {
  return type === "bold" || type === "italic";
}

// Telegram allows nothing within or around monospaced text but a quotation. A correction or a link says more than its typeface.
function outranksMonospace(type: FormatType): boolean {
  return type === "strikethrough" || type === "underline" || type === "text_link";
}
