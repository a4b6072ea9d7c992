import { expect, test } from "vitest";
import { fitsRich, renderRich } from "#platform/text/rich.ts";
import {
  added,
  bold,
  code,
  details,
  heading,
  link,
  list,
  numbered,
  paragraph,
  preformatted,
  quote,
  struck,
  table,
} from "#platform/text/tree.ts";
import type { Block, Inline } from "#platform/text/tree.ts";

test("paragraphs, headings and formatting become rich text", () => {
  const { blocks } = renderRich([
    heading(2, "Korrektur"),
    paragraph("Ich ", struck("bin"), added("habe"), " ", code(bold("x")), link("https://stoa.example/", "mehr")),
  ]);
  expect(blocks).toEqual([
    { type: "heading", size: 2, text: "Korrektur" },
    {
      type: "paragraph",
      text: [
        "Ich ",
        { type: "strikethrough", text: "bin" },
        { type: "underline", text: "habe" },
        " ",
        { type: "code", text: { type: "bold", text: "x" } },
        { type: "url", url: "https://stoa.example/", text: "mehr" },
      ],
    },
  ]);
});

test("only the items of an ordered list carry numbers", () => {
  const { blocks } = renderRich([list(["a"]), numbered(["b", "c"], 4)]);
  expect(blocks).toEqual([
    { type: "list", items: [{ blocks: [{ type: "paragraph", text: "a" }] }] },
    {
      type: "list",
      items: [
        { blocks: [{ type: "paragraph", text: "b" }], value: 4, type: "1" },
        { blocks: [{ type: "paragraph", text: "c" }], value: 5, type: "1" },
      ],
    },
  ]);
});

test("a table is filled up to its widest row and marks its header", () => {
  const at = { align: "left", valign: "top" };
  const { blocks } = renderRich([table(["Teil", "Punkte"], [["Lesen"]])]);
  expect(blocks).toEqual([
    {
      type: "table",
      is_bordered: true,
      cells: [
        [
          { text: "Teil", is_header: true, ...at },
          { text: "Punkte", is_header: true, ...at },
        ],
        [
          { text: "Lesen", ...at },
          { text: "–", ...at },
        ],
      ],
    },
  ]);
});

test("a table without words in its header has none", () => {
  const { blocks } = renderRich([table(["", " "], [["a", "b"]])]);
  expect(blocks?.[0]).toMatchObject({ cells: [[{ text: "a" }, { text: "b" }]] });
});

test("quotes, details and code become blocks, and blank ones are left out", () => {
  const { blocks } = renderRich([
    quote("q", paragraph(" ")),
    details("s", ["d"], { open: true }),
    details("t", "e"),
    preformatted("x", "de"),
    quote(),
  ]);
  expect(blocks).toEqual([
    { type: "blockquote", blocks: [{ type: "paragraph", text: "q" }] },
    { type: "details", summary: "s", blocks: [{ type: "paragraph", text: "d" }], is_open: true },
    { type: "details", summary: "t", blocks: [{ type: "paragraph", text: "e" }] },
    { type: "pre", text: "x", language: "de" },
  ]);
});

test("Telegram finds no links or commands of its own in the text", () => {
  expect(renderRich([paragraph("https://stoa.example /start")]).skip_entity_detection).toBe(true);
});

test("half a surrogate pair does not reach Telegram", () => {
  expect(renderRich([paragraph("a\ud83d")]).blocks).toEqual([{ type: "paragraph", text: "a\ufffd" }]);
});

test.each<[string, Block, Block]>([
  ["32,768 characters", paragraph("x".repeat(32_768)), paragraph("x".repeat(32_769))],
  ["500 blocks, items and rows among them", list(items(249)), list(items(250))],
  ["20 columns", table(Array(20).fill("a"), []), table(Array(21).fill("a"), [])],
  ["16 levels of blocks", quoted(15), quoted(16)],
  ["16 levels of formatting", paragraph(emphasized(15)), paragraph(emphasized(16))],
])("a rich message holds %s and no more", (_, largest, tooLarge) => {
  expect(fitsRich([largest])).toBe(true);
  expect(fitsRich([tooLarge])).toBe(false);
});

test("limits are counted over the whole message", () => {
  expect(fitsRich([quote(paragraph("x".repeat(20_000))), paragraph("x".repeat(20_000))])).toBe(false);
});

test("nothing to say is no rich message", () => {
  expect(fitsRich([paragraph(" ")])).toBe(false);
});

function items(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}`);
}

function quoted(levels: number): Block {
  return levels === 0 ? paragraph("x") : quote(quoted(levels - 1));
}

function emphasized(levels: number): Inline {
  return levels === 0 ? "x" : bold(emphasized(levels - 1));
}
