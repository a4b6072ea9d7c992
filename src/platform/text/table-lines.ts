import { EMPTY_CELL, inlineText, isBlankInline } from "./contents.ts";
import type { Block, Inline } from "./tree.ts";

type Table = Extract<Block, { type: "table" }>;

// A narrow phone shows about this many monospaced characters before it wraps.
const WIDEST_LINE = 34;
const COLUMN_GAP = "  ";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

// Other scripts fall back to a font of other widths, or run from right to left, and the columns would not meet.
const MONOSPACED_SCRIPTS = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** Lines with columns that meet in a monospaced font, or undefined when they would wrap, not meet or lose a link or a correction. */
export function alignTable({ header, rows }: Table): string | undefined {
  const hasHeader = !header.every(isBlankInline);
  const lines = hasHeader ? [header, ...rows] : rows;
  if (!lines.flat().every((cell) => cell.every(canBeMonospaced))) return undefined;

  const columns = Math.max(0, ...lines.map((line) => line.length));
  const cells = lines.map((line) => Array.from({ length: columns }, (_, column) => cellText(line[column] ?? [])));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...cells.map((line) => widthOf(line[column] ?? ""))));
  const rule = widths.map((width) => "─".repeat(width)).join(COLUMN_GAP);
  if (rule.length > WIDEST_LINE) return undefined;

  const [first, ...others] = cells.map((line) =>
    line
      .map((text, column) => padded(text, widths[column] ?? 0))
      .join(COLUMN_GAP)
      .trimEnd(),
  );
  return [first, ...(hasHeader ? [rule] : []), ...others].join("\n");
}

function canBeMonospaced(inline: Inline): boolean {
  if (typeof inline === "string") return !inline.includes("\n") && MONOSPACED_SCRIPTS.test(inline);
  if (inline.type === "link" || inline.type === "struck" || inline.type === "added") return false;
  return inline.content.every(canBeMonospaced);
}

function cellText(cell: Inline[]): string {
  return isBlankInline(cell) ? EMPTY_CELL : inlineText(cell).trim();
}

function padded(text: string, width: number): string {
  return text + " ".repeat(width - widthOf(text));
}

function widthOf(text: string): number {
  return Array.from(graphemes.segment(text)).reduce(
    (width, { segment }) => width + (/\p{Emoji_Presentation}|\uFE0F/u.test(segment) ? 2 : 1),
    0,
  );
}
