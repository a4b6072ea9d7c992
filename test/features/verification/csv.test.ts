import { expect, test } from "vitest";
import { MOST_ROWS, parseCsv, readRoster } from "#features/verification/csv.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const cellsOf = (text: string) => parseCsv(text)?.map(({ cells }) => cells);

test.for([",", ";", "\t"])("cells are separated by %j", (separator) => {
  expect(cellsOf(["a", "b", "c"].join(separator))).toEqual([["a", "b", "c"]]);
});

test("quotes hold separators, line breaks and quotes that are doubled", () => {
  expect(cellsOf('"a;b";"say ""hi""";"two\nlines"\nx;y;z')).toEqual([
    ["a;b", 'say "hi"', "two\nlines"],
    ["x", "y", "z"],
  ]);
});

test("lines end in every way there is, empty ones are left out, and each keeps its number", () => {
  expect(parseCsv("a,b\r\n\r\nc,d\re,f\n\n")).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 3, cells: ["c", "d"] },
    { line: 4, cells: ["e", "f"] },
  ]);
});

test("a line after one with a break in quotes has the number that an editor shows", () => {
  expect(parseCsv('"a\nb",c\nd,e')?.map(({ line }) => line)).toEqual([1, 3]);
});

test("a quote inside of a cell is itself, and one that is never closed spoils the file", () => {
  expect(cellsOf('5" pipe,b')).toEqual([['5" pipe', "b"]]);
  expect(parseCsv('"a,b')).toBeUndefined();
});

test("columns are found by their headings in any order, also in German and Russian", () => {
  for (const heading of ["E-Mail;Name;Telefon", "почта;имя;телефон", "Email;Full Name;Phone"]) {
    expect(readRoster(bytes(`${heading}\na@example.com;Ada Byron;+4930123456`), "")).toMatchObject({
      value: { rows: [{ line: 2, fullName: "Ada Byron", phone: "+4930123456", email: "a@example.com" }], problems: [] },
    });
  }
});

test("without headings the order is name, phone, email, from the first line on", () => {
  expect(readRoster(bytes("Ada Byron,+4930123456,a@example.com"), "")).toMatchObject({ value: { rows: [{ line: 1 }] } });
});

test("what stands twice in a file is wrong the second time", () => {
  const roster = readRoster(bytes("Ada,+4930123456,a@example.com\nBea,+4930123457,A@example.com\nCleo,030 123456,c@example.com"), "DE");
  expect(roster).toMatchObject({
    value: {
      rows: [{ fullName: "Ada" }],
      problems: [
        { line: 2, problem: "import-row-repeated-email" },
        { line: 3, problem: "import-row-repeated-phone" },
      ],
    },
  });
});

test("a file that is empty, too long, badly quoted or not UTF-8 is refused as a whole", () => {
  const line = "Ada,+4930123456,a@example.com\n";
  expect(readRoster(bytes(""), "")).toEqual({ ok: false, reason: "import-file-empty" });
  expect(readRoster(bytes("name,phone,email\n"), "")).toEqual({ ok: false, reason: "import-file-empty" });
  expect(readRoster(bytes(line.repeat(MOST_ROWS + 1)), "")).toEqual({ ok: false, reason: "import-file-too-long" });
  expect(readRoster(bytes('"Ada'), "")).toEqual({ ok: false, reason: "import-file-quotes" });
  expect(readRoster(new Uint8Array([0xff, 0xfe, 0x41, 0]), "")).toEqual({ ok: false, reason: "import-file-encoding" });
});
