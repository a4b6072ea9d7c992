import { writeFileSync } from "node:fs";
import metadata from "libphonenumber-js/min/metadata";
import { join } from "node:path";
import { root } from "./run.ts";

/** Where the numbers of each country are described for the Worker. */
export const PHONE_NUMBERS = join(root, "src", "features", "verification", "phone-numbers.json");

/** The place of the formats in the description of a country: https://gitlab.com/catamphetamine/libphonenumber-js/blob/master/METADATA.md */
const FORMATS = 4;

/** The library's smallest data without the patterns for writing a number prettily, which are half of it: here they are only read. */
export function describeNumbers(): unknown {
  const plain = (country: unknown) => (Array.isArray(country) ? country.map((part: unknown, at) => (at === FORMATS ? 0 : part)) : country);
  const countries = Object.entries(metadata.countries).map(([code, country]) => [code, plain(country)] as const);
  return { ...metadata, countries: Object.fromEntries(countries) };
}

if (process.argv[1] === import.meta.filename) writeFileSync(PHONE_NUMBERS, `${JSON.stringify(describeNumbers())}\n`);
