import { expect, test } from "vitest";
import { parseDetails, parseEmail, parseIdentifier, parseName, parsePhoneNumber, splitLine } from "#features/verification/details.ts";

test.for(["Ada Lovelace", "Zoë O’Brien-Müller", "Анна Ахматова", "አበበ ቢቂላ", "山田 太郎", "José María", "D'Arcy"])(
  "%s is a name",
  (name) => {
    expect(parseName(name)).toEqual({ ok: true, value: name.normalize("NFC") });
  },
);

test.for(["A", "", "   ", "Ada2", "ada@example.com", "<b>Ada</b>", "-Ada", `A${"d".repeat(50)}`, "Ada; Lovelace"])(
  "%s is no name",
  (text) => {
    expect(parseName(text)).toEqual({ ok: false, reason: "student-name-refused" });
  },
);

test("a name of exactly two and of exactly fifty letters is one, and spaces around and between are made one", () => {
  expect(parseName("Li")).toEqual({ ok: true, value: "Li" });
  expect(parseName("a".repeat(50)).ok).toBe(true);
  expect(parseName("  Ada \n Lovelace ")).toEqual({ ok: true, value: "Ada Lovelace" });
});

test("an email is kept in small letters", () => {
  expect(parseEmail(" Ada.Lovelace+Course@Example.CO.UK ")).toEqual({ ok: true, value: "ada.lovelace+course@example.co.uk" });
  expect(parseEmail("иван@почта.рф").ok).toBe(true);
});

test.for([
  "ada",
  "ada@",
  "@example.com",
  "ada@example",
  "ada example@example.com",
  "ada@@example.com",
  "ada@example..com",
  `${"a".repeat(250)}@example.com`,
])("%s is no email", (text) => expect(parseEmail(text).ok).toBe(false));

test.for([
  ["+49 (30) 123-4567", "", "+49301234567"],
  ["0049 30 1234567", "", "+49301234567"],
  ["030/1234567", "DE", "+49301234567"],
  ["0803 123 4567", "NG", "+2348031234567"],
  // A spreadsheet takes the plus for an operator.
  ["2348031234567", "", "+2348031234567"],
  ["+251 91 123 4567", "DE", "+251911234567"],
] as const)("%s in %s is %s", ([text, country, e164]) => {
  expect(parsePhoneNumber(text, country)).toEqual({ ok: true, value: e164 });
});

test.for(["12", "+49", "030 1234567", "call me", "+49 30 123456789012345678", "+0000000", "٠١٢٣"])(
  "%s is no number where no country is named",
  (text) => {
    expect(parsePhoneNumber(text, "")).toEqual({ ok: false, reason: "student-phone-refused" });
  },
);

test("a country that does not exist reads no national number", () => {
  expect(parsePhoneNumber("030 1234567", "XX").ok).toBe(false);
});

test("somebody is named by an email or by a number", () => {
  expect(parseIdentifier("ADA@example.com", "")).toEqual({ ok: true, value: { by: "email", value: "ada@example.com" } });
  expect(parseIdentifier("+49 30 1234567", "")).toEqual({ ok: true, value: { by: "phone", value: "+49301234567" } });
  expect(parseIdentifier("Ada", "")).toEqual({ ok: false, reason: "verify-unclear" });
});

test("one line is three parts, by semicolons where there are some and else by commas", () => {
  expect(splitLine("Ada; +4930; a@example.com")).toEqual(["Ada", "+4930", "a@example.com"]);
  expect(splitLine("Ada, +4930, a@example.com")).toEqual(["Ada", "+4930", "a@example.com"]);
  expect(splitLine("Ada\n+4930\na@example.com")).toEqual(["Ada", "+4930", "a@example.com"]);
});

test("everything that is wrong with a line is named at once", () => {
  expect(parseDetails(["A", "1"], "")).toEqual({
    ok: false,
    reason: ["student-name-refused", "student-phone-refused", "student-email-refused"],
  });
});
