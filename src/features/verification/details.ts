import parse, { type CountryCode, type MetadataJson } from "libphonenumber-js/core";
import * as z from "zod";
import { accepted, refused, type Result } from "#platform/result.ts";
import numbers from "./phone-numbers.json" with { type: "json" };

export type Details = { fullName: string; phone: string; email: string };
/** What identifies somebody on the roster. */
export type Identifier = { by: "email" | "phone"; value: string };

/** What is wrong with a detail; each is the key of a sentence. */
export type DetailRefusal = "student-name-refused" | "student-phone-refused" | "student-email-refused";

const SHORTEST_NAME = 2;
const LONGEST_NAME = 50;
const LONGEST_EMAIL = 254;
// Made by scripts/phone-numbers.ts.
const metadata = z.custom<MetadataJson>().parse(numbers);
// Letters of any script with their marks, spaces, hyphens and the apostrophes that keyboards make.
const NAME = /^\p{L}[\p{L}\p{M}\p{Zs}'’ʼ‐-]*$/u;
const EMAIL = /^[\p{L}\p{N}._%+'-]+@(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u;

export function parseName(input: string): Result<string, DetailRefusal> {
  const name = input.trim().replaceAll(/\s+/g, " ").normalize("NFC");
  const length = [...name].length;
  const isName = length >= SHORTEST_NAME && length <= LONGEST_NAME && NAME.test(name);
  return isName ? accepted(name) : refused("student-name-refused");
}

/** In small letters: nobody has two mailboxes that differ by them. */
export function parseEmail(input: string): Result<string, DetailRefusal> {
  const email = input.trim().toLowerCase().normalize("NFC");
  return email.length <= LONGEST_EMAIL && EMAIL.test(email) ? accepted(email) : refused("student-email-refused");
}

/**
 * A number as E.164. One without a country code is read as of `country`; digits that are no number there count as an international
 * one whose plus sign a spreadsheet has swallowed.
 */
export function parsePhoneNumber(input: string, country: string): Result<string, DetailRefusal> {
  const text = input.trim().replace(/^00(?=[1-9])/, "+");
  if (!/^[+\d\s().\-/\u00a0\u2010-\u2015]+$/.test(text)) return refused("student-phone-refused");
  if (text.startsWith("+")) {
    const international = parse(text, metadata);
    return international?.isPossible() === true ? accepted(international.number) : refused("student-phone-refused");
  }
  const national = country === "" ? undefined : parse(text, toCountry(country), metadata);
  const swallowed = parse(`+${text}`, metadata);
  const found = [national, swallowed].find((number) => number?.isValid());
  return found === undefined ? refused("student-phone-refused") : accepted(found.number);
}

/** An email, or else a number. */
export function parseIdentifier(input: string, country: string): Result<Identifier, "verify-unclear"> {
  const email = parseEmail(input);
  if (email.ok) return accepted({ by: "email", value: email.value });
  const phone = parsePhoneNumber(input, country);
  return phone.ok ? accepted({ by: "phone", value: phone.value }) : refused("verify-unclear");
}

/** Name, phone and email in this order; each detail that is wrong is named. */
export function parseDetails(parts: readonly string[], country: string): Result<Details, DetailRefusal[]> {
  const [name = "", phone = "", email = ""] = parts;
  const [fullName, number, address] = [parseName(name), parsePhoneNumber(phone, country), parseEmail(email)];
  if (fullName.ok && number.ok && address.ok) return accepted({ fullName: fullName.value, phone: number.value, email: address.value });
  return refused([fullName, number, address].flatMap((detail) => (detail.ok ? [] : [detail.reason])));
}

/** The parts of `Name; phone; email`, also on three lines. */
export function splitLine(line: string): string[] {
  const separator = /[;\n\t]/.test(line) ? /[;\n\t]/ : ",";
  return line.split(separator).map((part) => part.trim());
}

function toCountry(country: string): CountryCode {
  // Checked when the configuration was read; a country that the library does not know gives no number.
  return country as CountryCode;
}
