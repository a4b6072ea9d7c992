import { expect, test } from "vitest";
import { renderEntities } from "#platform/text/entities.ts";
import { parseMarkdown } from "#platform/text/markdown.ts";
import { renderPlain } from "#platform/text/plain.ts";
import { fitsRich } from "#platform/text/rich.ts";
import {
  added,
  bold,
  code,
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
  type Text,
} from "#platform/text/tree.ts";
import { seeded } from "./random-text.ts";

const allowedHosts = ["stoa.example", "dict.example:8443"];

function parse(markdown: string): Text {
  return parseMarkdown(markdown, { allowedHosts });
}

test("the usual blocks are read", () => {
  expect(parse("# Titel\n\nText\n\n- a\n- b\n\n> Zitat\n\n```python\nx\n```\n\n| A | B |\n|---|---|\n| 1 | **2** |")).toEqual([
    heading(1, "Titel"),
    paragraph("Text"),
    list(["a", "b"]),
    quote("Zitat"),
    preformatted("x", "python"),
    table(["A", "B"], [["1", bold("2")]]),
  ]);
});

const PIECES = [
  "Guten",
  "Morgen",
  " ",
  ", ",
  "! ",
  ". ",
  ".",
  ": ",
  ":",
  "1.",
  ") ",
  "(",
  "-",
  " - ",
  "–",
  "’s",
  "www.",
  "a@b",
  "ሰላም",
  "=",
  "#",
  "*",
  "&amp;",
  "\n",
];

test("a line of mere words is read as marked reads it", () => {
  const random = seeded(7);
  const lines = Array.from({ length: 5_000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => PIECES[Math.floor(random() * PIECES.length)])
      .join("")
      .trim(),
  );
  // What follows has a mark, so that nothing is taken for mere words.
  const readByMarked = (line: string) => parse(`${line}\n\n\`x\``).slice(0, -1);
  expect(lines.filter((line) => JSON.stringify(parse(line)) !== JSON.stringify(readByMarked(line)))).toEqual([]);
});

test("formatting nests", () => {
  expect(parse("**fett _und kursiv_** `code` ~~weg~~")).toEqual([
    paragraph(bold("fett ", italic("und kursiv")), " ", code("code"), " ", struck("weg")),
  ]);
});

test("headings are at most of the third level", () => {
  expect(parse("###### tief")).toEqual([heading(3, "tief")]);
});

test("a list keeps its first number, its nesting and its boxes", () => {
  expect(parse("3. drei\n   - [x] erledigt\n   - [ ] offen\n4. vier")).toEqual([
    numbered(
      [
        [
          paragraph("drei"),
          list([
            ["☑ ", "erledigt"],
            ["☐ ", "offen"],
          ]),
        ],
        "vier",
      ],
      3,
    ),
  ]);
});

test.each([
  ["~~falsch~~ **richtig**", [struck("falsch"), " ", added("richtig")]],
  ["~~falsch~~**richtig**", [struck("falsch"), added("richtig")]],
  ["~~falsch~~ und **wichtig**", [struck("falsch"), " und ", bold("wichtig")]],
  ["~~falsch~~\n**wichtig**", [struck("falsch"), "\n", bold("wichtig")]],
  ["**wichtig** ~~falsch~~", [bold("wichtig"), " ", struck("falsch")]],
])("in %j only a bold right after a struck is added", (markdown, content) => {
  expect(parse(markdown)).toEqual([paragraph(...content)]);
});

test("a link to an allowed host over https is a link", () => {
  expect(parse("[hier](https://stoa.example/a?b=1&amp;c=2 'Titel') [da](https://dict.example:8443/)")).toEqual([
    paragraph(link("https://stoa.example/a?b=1&c=2", "hier"), " ", link("https://dict.example:8443/", "da")),
  ]);
});

test.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java&#115;cript:alert(1)",
  "http://stoa.example/",
  "https://evil.example/",
  "https://stoa.example.evil.example/",
  "https://stoa.example@evil.example/",
  "https://stoa.example:444/",
  "https://dict.example/",
  "//stoa.example/",
  "/start",
  "tg://user?id=1",
  "data:text/html,x",
  "https://",
])("a link to %s leaves only its label", (address) => {
  expect(parse(`[x](${address})`)).toEqual([paragraph("x")]);
});

test.each(["https://evil.example/a_b_c", "<https://stoa.example/>", "www.evil.example", "<javascript:alert(1)>", "<a@evil.example>"])(
  "the bare address %s stays text",
  (address) => {
    expect(parse(address)).toEqual([paragraph(address.replace(/^<|>$/g, ""))]);
  },
);

test("an image leaves its description", () => {
  expect(parse("![Ein **Haus**](https://evil.example/x.png)")).toEqual([paragraph("Ein ", bold("Haus"))]);
});

test.each([
  "<a href='https://evil.example'>x</a>",
  "<b>x</b>",
  "<script>alert(1)</script>",
  "<!-- x -->",
  "<div>\n*x*\n</div>",
  "a<br>b",
  "<tg-spoiler>x</tg-spoiler>",
])("the HTML %j is shown as it is written", (html) => {
  expect(parse(html)).toEqual([paragraph(html)]);
});

test("character references become their characters, but not within code", () => {
  expect(parse("a &lt;b&gt; &amp; &#252;&uuml;&#x1F600; &hellip; &unknown; &constructor; `&amp;`")).toEqual([
    paragraph("a <b> & üü😀 … &unknown; &constructor; ", code("&amp;")),
  ]);
});

test("escaped markers are characters", () => {
  expect(parse("\\*kein\\* 5 \\* 3 snake_case_name 2*3*4")).toEqual([paragraph("*kein* 5 * 3 snake_case_name 2", italic("3"), "4")]);
});

test.each([
  "**halb",
  "ein *halber",
  "~~halb",
  "`halb",
  "[halb",
  "[halb](https://stoa.ex",
  "![halb",
  "a\n-",
  "a\n=",
  "Nun\n**a",
  "| A | B",
  "&am",
])("half-streamed %j stays literal", (markdown) => {
  expect(renderEntities(parse(markdown))).toEqual({ text: markdown, entities: [] });
});

test("a half-streamed code block is code already", () => {
  expect(parse("```python\nprint(1)\npri")).toEqual([preformatted("print(1)\npri", "python")]);
});

test("crossing markers do not lose a character", () => {
  expect(renderPlain(parse("**a *b** c*")).replaceAll("*", "")).toBe("a b c");
});

test("lines that only look like Markdown stay: a dialogue, an estimate, a rule under a sentence", () => {
  expect(renderPlain(parse("[Anna]: Hallo!\n\n~5-~10 Wörter\n\nSatz\n---\nSatz"))).toBe("[Anna]: Hallo!\n\n~5-~10 Wörter\n\nSatz\n\nSatz");
});

test.each(["Ich ___ nach Hause, er ____ müde.", "Schreib:\n\n__________\n\n__________", "das H__s, die K_tz_"])(
  "the blanks to fill in %j stay",
  (markdown) => {
    expect(renderEntities(parse(markdown))).toEqual({ text: markdown, entities: [] });
  },
);

test.each(["", "   \n\t\n", "---", "- ", "[]()", "![](x)", "****"])("%j does not fail", (markdown) => {
  expect(renderPlain(parse(markdown)).length).toBeLessThanOrEqual(4);
});

test.each([
  "ጤና ይስጥልኝ፣ እንዴት ነህ?",
  "مرحبا بالعالم (1) ‏نص",
  "👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇹 ❤️",
  "Z̸̡̛a̷l̴g̵o̶",
  "undefined null NaN true constructor hasOwnProperty",
  "'; DROP TABLE people; --",
  "${7 * 7} {{7 * 7}} %s %00 \\u0000",
  "田中さんにあげて下さい",
  "(╯°□°)╯︵ ┻━┻ ( ͡° ͜ʖ ͡°)",
  "\u202etest\u202c \ufeff \u0001 \u007f.",
  "@everyone #tag /start $USD",
])("the naughty string %j comes through unchanged", (text) => {
  expect(renderEntities(parse(text))).toEqual({ text, entities: [] });
});

test("half a surrogate pair comes out as a replacement character", () => {
  expect(renderPlain(parse("a\ud83d b"))).toBe("a\ufffd b");
});

test("ten thousand characters are read whole, and beyond twenty thousand the cut is shown", () => {
  const sentence = "Das ist **gut**. ";
  expect(renderPlain(parse(sentence.repeat(589))).length).toBe("Das ist gut. ".length * 589 - 1);
  const long = renderPlain(parse(`x${"😀".repeat(15_000)}`));
  expect(long.length).toBe(20_001);
  expect(long.endsWith("\ufffd…")).toBe(true);
});

test.each([
  ["quotes", "> ".repeat(1_000)],
  ["quotes without spaces", ">".repeat(20_000)],
  ["lists on a line", "* ".repeat(1_000)],
  ["numbered lists on a line", "1. ".repeat(6_000)],
  ["indented lists", Array.from({ length: 180 }, (_, depth) => `${" ".repeat(depth)}* a`).join("\n")],
  ["quotes and lists by turns", "> * ".repeat(4_000)],
  ["stars", "*".repeat(20_000)],
  ["emphasis", `${"**a ".repeat(2_500)}${" b**".repeat(2_500)}`],
  ["two kinds of emphasis", `${"*a **b ".repeat(1_400)}${"c** d* ".repeat(1_400)}`],
  ["underscores", "__a".repeat(6_000)],
  ["strikes", "~~a ".repeat(5_000)],
  ["brackets", `${"[".repeat(5_000)}a${"](https://stoa.example)".repeat(500)}`],
  ["images", "![".repeat(10_000)],
  ["HTML", "<a ".repeat(6_000)],
  ["table cells", `${"|a".repeat(4_000)}\n${"|-".repeat(4_000)}\n|b`],
  ["almost an address", `${"a.b-".repeat(5_000)}@`],
])("thousands of nested %s neither hang nor overflow", (_, markdown) => {
  // What hangs runs out of the time that any test has.
  expect(renderPlain(parse(`${markdown.slice(0, 19_000)}\n\nEnde`)).includes("Ende")).toBe(true);
});

test("what nests too deep stays literal, so that the levels of a rich message suffice", () => {
  expect(renderPlain(parse(`${"> ".repeat(7)}x`))).toBe("> > x");
  expect(fitsRich(parse(`${"* ".repeat(20)}${"*a **b ".repeat(20)}${"c** d* ".repeat(20)}`))).toBe(true);
});
