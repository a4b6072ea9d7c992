import type { RichBlock } from "@grammyjs/types";
import { expect, test } from "vitest";
import { richWords } from "./page/message/rich-words.ts";

const cell = (text: string) => ({ text, align: "left", valign: "top" }) as const;
const item = (text: string, more: object = {}) => ({ label: "", blocks: [{ type: "paragraph", text } as const], ...more });

test("headings, paragraphs and what is styled in them come as lines", () => {
  const blocks: RichBlock[] = [
    { type: "heading", size: 2, text: "Why" },
    { type: "divider" },
    { type: "paragraph", text: ["The verb comes ", { type: "bold", text: "second" }, "."] },
  ];
  expect(richWords(blocks)).toBe("Why\nThe verb comes second.");
});

test("lists keep their marks and tables their cells", () => {
  const blocks: RichBlock[] = [
    { type: "list", items: [item("eins", { label: "1." }), item("zwei"), item("drei", { has_checkbox: true, is_checked: true })] },
    {
      type: "table",
      cells: [
        [cell("der"), cell("Hund")],
        [cell("die"), cell("Katze")],
      ],
    },
  ];
  expect(richWords(blocks)).toBe("1. eins\n• zwei\n☑ drei\nder\tHund\ndie\tKatze");
});

test("what is folded is copied too, and a quote with who said it", () => {
  const blocks: RichBlock[] = [
    { type: "details", summary: "10:00 message", blocks: [{ type: "paragraph", text: "sent" }] },
    { type: "blockquote", blocks: [{ type: "paragraph", text: "Alles fließt." }], credit: "Heraklit" },
    { type: "expandable_blockquote", text: "Lang" },
  ];
  expect(richWords(blocks)).toBe("10:00 message\nsent\nAlles fließt.\nHeraklit\nLang");
});
