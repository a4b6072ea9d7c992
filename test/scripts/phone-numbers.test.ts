import { readFileSync } from "node:fs";
import parseWithFormats from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import metadata from "libphonenumber-js/min/metadata";
import { expect, test } from "vitest";
import { parsePhoneNumber } from "#features/verification/details.ts";
import { describeNumbers, PHONE_NUMBERS } from "../../scripts/phone-numbers.ts";

test("what the Worker knows of numbers is what the installed library says: run `node scripts/phone-numbers.ts` after an update", () => {
  expect(JSON.parse(readFileSync(PHONE_NUMBERS, "utf8"))).toEqual(describeNumbers());
});

test("in every country a number is read as the library reads it with all of its data, at home and from abroad", () => {
  const countries = Object.entries(examples);
  expect(countries.length).toBeGreaterThan(200);
  for (const [country, national] of countries) {
    const full = parseWithFormats(national, country as keyof typeof metadata.countries);
    expect(parsePhoneNumber(national, country), country).toEqual({ ok: true, value: full?.number });
    expect(parsePhoneNumber(full?.formatInternational() ?? "", ""), country).toEqual({ ok: true, value: full?.number });
  }
});
