import { accepted, refused, type Result } from "#platform/result.ts";
import { parseDetails, type DetailRefusal, type Details } from "./details.ts";

export const MOST_ROWS = 2000;
export const LARGEST_FILE = 1024 * 1024;

export type RosterRow = Details & { line: number };
export type RowProblem = {
  line: number;
  problem: DetailRefusal | "import-row-columns" | "import-row-repeated-email" | "import-row-repeated-phone";
};
export type Roster = { rows: RosterRow[]; problems: RowProblem[] };
/** Why a file cannot be read at all. */
export type FileRefusal = "import-file-encoding" | "import-file-empty" | "import-file-too-long" | "import-file-quotes";

type Line = { line: number; cells: string[] };

const HEADINGS = {
  name: /^(full ?name|name|student|vor- und nachname|имя|фио|имя и фамилия)$/,
  phone: /^(phone|phone ?number|mobile|tel|telefon|telefonnummer|handy|телефон|номер телефона)$/,
  email: /^(e-?mail|e-?mail ?address|mail|e-?mail-adresse|почта|эл\. почта|электронная почта)$/,
};

/** The rows of a file with the columns name, phone and email, in any order if the first line names them. */
export function readRoster(bytes: Uint8Array, country: string): Result<Roster, FileRefusal> {
  const text = decode(bytes);
  if (text === undefined) return refused("import-file-encoding");
  const lines = parseCsv(text);
  if (lines === undefined) return refused("import-file-quotes");
  const [first, ...rest] = lines;
  if (first === undefined) return refused("import-file-empty");
  const columns = findColumns(first.cells);
  const body = columns === undefined ? lines : rest;
  if (body.length === 0) return refused("import-file-empty");
  if (body.length > MOST_ROWS) return refused("import-file-too-long");
  return accepted(judgeRows(body, columns ?? [0, 1, 2], country));
}

function judgeRows(lines: Line[], columns: number[], country: string): Roster {
  const roster: Roster = { rows: [], problems: [] };
  const seen = { email: new Set<string>(), phone: new Set<string>() };
  for (const { line, cells } of lines) {
    const parts = columns.map((column) => cells[column]);
    const details = parts.includes(undefined)
      ? refused(["import-row-columns" as const])
      : parseDetails(
          parts.map((part) => part ?? ""),
          country,
        );
    if (!details.ok) {
      roster.problems.push(...details.reason.map((problem) => ({ line, problem })));
      continue;
    }
    const { email, phone } = details.value;
    if (seen.email.has(email)) roster.problems.push({ line, problem: "import-row-repeated-email" });
    else if (seen.phone.has(phone)) roster.problems.push({ line, problem: "import-row-repeated-phone" });
    else roster.rows.push({ ...details.value, line });
    seen.email.add(email);
    seen.phone.add(phone);
  }
  return roster;
}

/** Where name, phone and email stand, if this line says so. */
function findColumns(cells: string[]): number[] | undefined {
  const headings = cells.map((cell) => cell.trim().toLowerCase());
  const columns = [HEADINGS.name, HEADINGS.phone, HEADINGS.email].map((heading) => headings.findIndex((cell) => heading.test(cell)));
  return columns.includes(-1) ? undefined : columns;
}

/** Undefined for what is not UTF-8; a byte order mark is dropped. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * RFC 4180 with the separator that the first line uses most: comma, semicolon or tab. Empty lines are left out; `line` counts as
 * editors do. Undefined where a quote is not closed.
 */
export function parseCsv(text: string): Line[] | undefined {
  const separator = findSeparator(text.slice(0, text.search(/[\r\n]|$/)));
  const lines: Line[] = [];
  let cells: string[] = [];
  let [cell, line, begun, isQuoted] = ["", 1, 1, false];
  const endLine = () => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== "")) lines.push({ line: begun, cells });
    [cells, cell, begun] = [[], "", line];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    const isBreak = character === "\n" || (character === "\r" && text[at + 1] !== "\n");
    if (isBreak) line += 1;
    if (isQuoted && character === '"' && text[at + 1] === '"') cell += text[++at];
    else if (character === '"' && (isQuoted || cell.trim() === "")) [isQuoted, cell] = [!isQuoted, isQuoted ? cell : ""];
    else if (isQuoted) cell += character;
    else if (character === separator) [cells, cell] = [[...cells, cell], ""];
    else if (isBreak) endLine();
    else if (character !== "\r") cell += character;
  }
  if (isQuoted) return undefined;
  endLine();
  return lines;
}

function findSeparator(firstLine: string): string {
  const count = (separator: string) => firstLine.split(separator).length;
  return [",", ";", "\t"].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
