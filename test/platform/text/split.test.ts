import { expect, test } from "vitest";
import { renderEntities } from "#platform/text/entities.ts";
import type { Formatted } from "#platform/text/entity-writer.ts";
import { splitText } from "#platform/text/split.ts";
import { bold, link, paragraph, preformatted, type Text } from "#platform/text/tree.ts";
import { pick, randomText, seeded } from "./random-text.ts";

function partsOf(text: Text, limit: number): string[] {
  return splitText(renderEntities(text), limit).map((part) => part.text);
}

/** Every character that can be seen, with the formats that lie on it. */
function inked({ text, entities }: Formatted): string[] {
  return text.split("").flatMap((character, index) => {
    const formats = entities.filter(({ offset, length }) => offset <= index && index < offset + length).map(({ type }) => type);
    return /\s/.test(character) ? [] : [`${character} ${formats.join()}`];
  });
}

test("what fits stays in one part", () => {
  const formatted = renderEntities([paragraph("Guten ", bold("Morgen"))]);
  expect(splitText(formatted)).toEqual([formatted]);
});

test("a text of exactly the limit is one part, one character more is two", () => {
  expect(splitText({ text: "x".repeat(4096), entities: [] }).map(({ text }) => text.length)).toEqual([4096]);
  expect(splitText({ text: "x".repeat(4097), entities: [] }).map(({ text }) => text.length)).toEqual([4096, 1]);
});

test("nothing, or nothing but spaces, gives no parts", () => {
  expect(splitText({ text: "", entities: [] })).toEqual([]);
  expect(splitText({ text: " \n ".repeat(5000), entities: [] })).toEqual([]);
});

test("ten thousand characters make three parts and lose none", () => {
  const parts = partsOf([paragraph("Ein Satz mit Sinn. ".repeat(526))], 4096);
  expect(parts.length).toBe(3);
  expect(parts.join(" ")).toBe("Ein Satz mit Sinn. ".repeat(526).trim());
});

test.each([
  ["between paragraphs", "Eins, zwei drei.\n\nVier. Fünf\nsechs sieben", 30, ["Eins, zwei drei.", "Vier. Fünf\nsechs sieben"]],
  ["then between lines", "Eins. Zwei drei\nVier. Fünf sechs", 25, ["Eins. Zwei drei", "Vier. Fünf sechs"]],
  ["then between sentences", "Eins zwei drei vier. Fünf sechs sieben", 25, ["Eins zwei drei vier.", "Fünf sechs sieben"]],
  ["between Amharic sentences", "ሰላም ነው ወይ ወንድሜ። እንዴት ነህ ዛሬ ጠዋት", 20, ["ሰላም ነው ወይ ወንድሜ።", "እንዴት ነህ ዛሬ ጠዋት"]],
  ["then between words", "eins zwei drei vier fünf", 11, ["eins zwei", "drei vier", "fünf"]],
  ["at last within a word", "Donaudampfschiff", 7, ["Donauda", "mpfschi", "ff"]],
])("it is cut %s", (_, text, limit, parts) => {
  expect(partsOf([paragraph(text)], limit)).toEqual(parts);
});

test("a paragraph that would leave its part nearly empty is not where it is cut", () => {
  const parts = partsOf([paragraph("Kurz."), paragraph("wort ".repeat(30))], 60);
  expect(parts[0]?.length).toBeGreaterThan(50);
});

test("emoji, families and flags stay whole", () => {
  const family = "👩‍👩‍👧‍👦";
  expect(partsOf([paragraph(family.repeat(6))], 30)).toEqual([family.repeat(2), family.repeat(2), family.repeat(2)]);
  expect(partsOf([paragraph("🇩🇪🇪🇹🇫🇷")], 6)).toEqual(["🇩🇪", "🇪🇹", "🇫🇷"]);
  expect(partsOf([paragraph("😀😀😀")], 3)).toEqual(["😀", "😀", "😀"]);
});

test("a character longer than the limit is cut, but not within a surrogate pair", () => {
  const parts = partsOf([paragraph(`e${"\u0301".repeat(100)}`)], 40);
  expect(parts.map((part) => part.length)).toEqual([40, 40, 21]);
  expect(partsOf([paragraph(Array(5).fill("👩").join("\u200d"))], 5).every((part) => part.isWellFormed())).toBe(true);
});

test("an entity over the cut goes on in the next part", () => {
  const parts = splitText(renderEntities([paragraph("aa ", link("https://stoa.example/", "bb cc"), " dd")]), 6);
  expect(parts).toEqual([
    { text: "aa bb", entities: [{ type: "text_link", url: "https://stoa.example/", offset: 3, length: 2 }] },
    { text: "cc dd", entities: [{ type: "text_link", url: "https://stoa.example/", offset: 0, length: 2 }] },
  ]);
});

test("code cut between its lines keeps their indentation", () => {
  expect(partsOf([preformatted("def f():\n    return 1")], 15)).toEqual(["def f():", "    return 1"]);
});

test("more than a hundred entities go into several messages, since Telegram would ignore the rest", () => {
  const parts = splitText(renderEntities([paragraph(...Array.from({ length: 250 }, () => [bold("a"), " "]).flat())]));
  expect(parts.map(({ entities }) => entities.length)).toEqual([100, 100, 50]);
});

test("any tree, split anywhere, keeps its characters and their formats, and no part is empty or too long", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seeded(seed);
    const formatted = renderEntities(randomText(random));
    const limit = pick(random, [12, 40, 200, 4096]);
    const parts = splitText(formatted, limit);
    expect(parts.flatMap(inked), `seed ${seed}`).toEqual(inked(formatted));
    for (const { text, entities } of parts) {
      expect(text.trim(), `seed ${seed}`).not.toBe("");
      expect(text.length, `seed ${seed}`).toBeLessThanOrEqual(limit);
      expect(text.isWellFormed(), `seed ${seed}`).toBe(true);
      expect(
        entities.every(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= text.length),
        `seed ${seed}`,
      ).toBe(true);
    }
  }
});
