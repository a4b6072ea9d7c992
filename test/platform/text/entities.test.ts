import { expect, test } from "vitest";
import { renderEntities } from "#platform/text/entities.ts";
import type { Formatted } from "#platform/text/entity-writer.ts";
import { renderPlain } from "#platform/text/plain.ts";
import {
  added,
  bold,
  code,
  details,
  heading,
  italic,
  link,
  list,
  numbered,
  paragraph,
  preformatted,
  quote,
  struck,
  table,
} from "#platform/text/tree.ts";
import { randomText, seeded } from "./random-text.ts";

/** Each entity as its type and the words it covers, which also proves the offsets. */
function covered({ text, entities }: Formatted): [string, string][] {
  return entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
}

test("a paragraph keeps its words and marks the formatted ones", () => {
  const formatted = renderEntities([paragraph("Du hast ", bold("7 von 10"), " Punkten, ", italic("gut"), "!")]);
  expect(formatted).toEqual({
    text: "Du hast 7 von 10 Punkten, gut!",
    entities: [
      { type: "bold", offset: 8, length: 8 },
      { type: "italic", offset: 26, length: 3 },
    ],
  });
});

test("a correction is struck through and underlined", () => {
  const formatted = renderEntities([paragraph("Ich ", struck("bin"), " ", added("habe"), " gegessen.")]);
  expect(covered(formatted)).toEqual([
    ["strikethrough", "bin"],
    ["underline", "habe"],
  ]);
});

test("offsets count UTF-16 units, so emoji and Amharic before an entity do not shift it", () => {
  const formatted = renderEntities([paragraph("👩‍👩‍👧‍👦 ሰላም ", bold("ጤና ይስጥልኝ"), " 🇪🇹")]);
  expect(covered(formatted)).toEqual([["bold", "ጤና ይስጥልኝ"]]);
  expect(formatted.entities[0]?.offset).toBe("👩‍👩‍👧‍👦 ሰላም ".length);
});

test("Arabic keeps its logical order", () => {
  expect(covered(renderEntities([paragraph("الدرس ", bold("الأول"), " 1")]))).toEqual([["bold", "الأول"]]);
});

test("blocks stand apart, and a heading stands close to what it heads", () => {
  const text = renderPlain([
    heading(1, "Ergebnis"),
    paragraph("B1"),
    paragraph("Weiter so."),
    heading(2, "Plan"),
    list(["Verben", "Artikel"]),
  ]);
  expect(text).toBe("Ergebnis\nB1\n\nWeiter so.\n\nPlan\n• Verben\n• Artikel");
});

test("nested lists are indented and numbers start where they are told to", () => {
  const text = renderPlain([numbered([["eins"], [paragraph("zwei"), list(["a", [bold("b"), " und c"]])]], 3)]);
  expect(text).toBe("3. eins\n4. zwei\n   • a\n   • b und c");
});

test("a line feed within a list item stays under its text", () => {
  expect(renderPlain([list(["oben\nunten"])])).toBe("• oben\n   unten");
});

test("code within a list begins at the margin, so that its lines stay together", () => {
  const formatted = renderEntities([list([[paragraph("so:"), preformatted("a\n  b", "python")], ["danach"]])]);
  expect(formatted.text).toBe("• so:\na\n  b\n• danach");
  expect(formatted.entities).toEqual([{ type: "pre", language: "python", offset: 6, length: 5 }]);
});

test("code loses the margin common to its lines and keeps the rest", () => {
  expect(renderPlain([preformatted("\n    if a:\n      b\n\n    c\n")])).toBe("if a:\n  b\n\nc");
});

test("a narrow table becomes aligned lines", () => {
  const formatted = renderEntities([
    table(
      ["Teil", "Punkte"],
      [
        ["Lesen", "8"],
        [bold("Hören"), ""],
        ["🎯", "9"],
      ],
    ),
  ]);
  expect(formatted.text).toBe("Teil   Punkte\n─────  ──────\nLesen  8\nHören  –\n🎯     9");
  expect(formatted.entities).toEqual([{ type: "pre", offset: 0, length: formatted.text.length }]);
});

test("a wide table becomes labelled lines, without the empty cells", () => {
  const formatted = renderEntities([
    table(
      ["Kriterium", "Hinweis"],
      [
        ["Grammatik", "Achte auf die Stellung des Verbs im Nebensatz."],
        ["Wortschatz", ""],
      ],
    ),
  ]);
  expect(formatted.text).toBe("Kriterium: Grammatik\nHinweis: Achte auf die Stellung des Verbs im Nebensatz.\n\nKriterium: Wortschatz");
  expect(covered(formatted).map(([, words]) => words)).toEqual(["Kriterium", "Hinweis", "Kriterium"]);
});

test.each([
  ["Amharic", table(["Wort", "ቃል"], [["Haus", "ቤት"]])],
  ["a correction", table(["Satz"], [[[struck("die"), added("das")]]])],
  ["a link", table(["Seite"], [[link("https://stoa.example/", "Start")]])],
])("a table with %s is not forced into monospaced columns", (_, block) => {
  expect(covered(renderEntities([block])).map(([type]) => type)).not.toContain("pre");
});

test("a table without a header is only its rows", () => {
  expect(renderPlain([table(["", ""], [["a", "b"], ["c"]])])).toBe("a  b\nc  –");
});

test("quotes do not nest: the inner one joins the outer", () => {
  const formatted = renderEntities([quote("außen", quote("innen"), details("mehr", ["Text"])), paragraph("danach")]);
  expect(covered(formatted)).toEqual([
    ["blockquote", "außen\n\ninnen\n\nmehr\nText"],
    ["bold", "mehr"],
  ]);
});

test("details fold under a bold summary, and open ones are shown as a quote", () => {
  const formatted = renderEntities([details("Lösung", ["Sie ", italic("ist"), " gegangen."]), details(["Hilfe"], "Satz", { open: true })]);
  expect(covered(formatted)).toEqual([
    ["expandable_blockquote", "Lösung\nSie ist gegangen."],
    ["bold", "Lösung"],
    ["italic", "ist"],
    ["blockquote", "Hilfe\nSatz"],
    ["bold", "Hilfe"],
  ]);
});

test("bold stops around code and goes on after it, as Telegram wants", () => {
  const formatted = renderEntities([heading(2, "Das Verb ", code("sein"), " im Präsens")]);
  expect(covered(formatted)).toEqual([
    ["bold", "Das Verb"],
    ["code", "sein"],
    ["bold", "im Präsens"],
  ]);
});

test("a link or a correction outranks the code within it", () => {
  const formatted = renderEntities([paragraph(link("https://stoa.example/", code("a")), struck(code("b")), code(bold("c")))]);
  expect(covered(formatted)).toEqual([
    ["text_link", "a"],
    ["strikethrough", "b"],
    ["code", "c"],
  ]);
});

test("entities are trimmed, and those around nothing are dropped", () => {
  const formatted = renderEntities([paragraph(bold("  "), "\n", bold(" a "), italic(), code("\t"), " b ")]);
  expect(formatted).toEqual({ text: "a \t b", entities: [{ type: "bold", offset: 0, length: 1 }] });
});

test.each([
  ["nothing", []],
  ["spaces", [paragraph("   \n "), heading(1, " "), preformatted("\n\n")]],
  ["what cannot be seen", [paragraph("\u200b\u2060\ufe0f")]],
  ["empty containers", [list([]), list([[], ""]), quote(), quote(list([" "])), table([], []), table([""], [[""]]), details("", [])]],
])("%s says nothing", (_, text) => {
  expect(renderEntities(text)).toEqual({ text: "", entities: [] });
});

test("half a surrogate pair and carriage returns do not reach Telegram", () => {
  expect(renderPlain([paragraph("a\ud83d\r\nb\rc")])).toBe("a\ufffd\nb\nc");
});

test("any tree gives entities that are in range, trimmed, sorted and never crossing", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { text, entities } = renderEntities(randomText(seeded(seed)));
    expect(text, `seed ${seed}`).toBe(text.trim());
    entities.forEach(({ type, offset, length }, index) => {
      const words = text.slice(offset, offset + length);
      expect(words.length, `seed ${seed}`).toBe(length);
      expect(words, `seed ${seed}`).toMatch(/^\S([^]*\S)?$/);
      for (const later of entities.slice(index + 1)) {
        expect(later.offset, `seed ${seed}`).toBeGreaterThanOrEqual(offset);
        if (later.offset >= offset + length) continue;
        expect(later.offset + later.length, `seed ${seed}: ${later.type} crosses ${type}`).toBeLessThanOrEqual(offset + length);
        expect(mayHold(type, later.type), `seed ${seed}: ${type} holds ${later.type}`).toBe(true);
      }
    });
  }
});

function mayHold(outer: string, inner: string): boolean {
  if (outer === inner || outer === "code" || outer === "pre") return false;
  if (inner === "code" || inner === "pre") return outer.endsWith("blockquote");
  return !inner.endsWith("blockquote");
}
