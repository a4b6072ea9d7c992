import * as z from "zod";
import { correction, MISTAKE_TYPES, type Correction, type MistakeType } from "./mistake.ts";
import { verifyCorrections, type Written } from "./verify.ts";

/**
 * What the tutor answers, as data. It is written in Markdown, which any model can write and which streams: a line for each correction, a
 * quote for the native version, and everything else is the answer. What does not parse is plain answer.
 */
export type Reply = {
  answer: string;
  corrections: Correction[];
  /** The whole message as a native speaker would say it; only beside a correction. */
  native: string;
  /** What the tutor asks back. */
  question: string;
};

type Reading = { written: Written; isWhole: boolean };

// A bullet or a number may stand before it, an arrow between its halves. The type and the reason may be missing.
const CORRECTION =
  /^\s*(?:[-*•]\s+|\d+[.)]\s+)?~~(?<wrong>[^~]+)~~\s*(?:→|->|=>)?\s*\*\*(?<right>[^*]+)\*\*\s*(?:[[(](?<type>[a-z ]+)[\])])?\s*(?<reason>.*)$/iu;

/** Reads what a model wrote, whole or half-streamed; never throws. Corrections of what the learner did not write are left out. */
export function readReply(markdown: string, { written, isWhole }: Reading): Reply {
  // Before there is a correction there is nothing but an answer, which is all of most drafts.
  if (!markdown.includes("~")) return { ...splitQuestion(markdown.trim()), corrections: [], native: "" };
  const lines = splitLines(markdown, isWhole);
  const offered = lines.flatMap((line) => readCorrection(line) ?? []);
  const corrections = verifyCorrections(offered, written);
  const others = lines.filter((line) => !CORRECTION.test(line));
  // A quote belongs to the corrections, and goes with them; without any it is a part of the answer, such as a text to read.
  const quoted = offered.length === 0 ? [] : others.filter(isQuote);
  const rest = others.filter((line) => !quoted.includes(line)).map(withoutStrikes);
  const { answer, question } = splitQuestion(rest.join("\n").trim());
  return { answer, question, corrections, native: corrections.length === 0 ? "" : quoted.map(unquote).join(" ").trim() };
}

/** The reply as the model is shown it later: without what was left out. */
export function writeReply({ answer, corrections, native, question }: Reply): string {
  const lines = corrections.map(({ wrong, right, type, reason }) => `~~${wrong}~~ **${right}** [${type}] — ${reason}`);
  return [answer, lines.join("\n"), native === "" ? "" : `> ${native}`, question].filter((part) => part !== "").join("\n\n");
}

/** What a task gives to be heard, without its marks, and the rest of it: what is asked. */
export function splitPassage({ answer, question }: Reply): { passage: string; question: string } {
  const lines = answer.split("\n");
  const passage = lines.filter(isQuote).map(unquote).join(" ").replace(/\s+/g, " ").trim();
  const rest = lines
    .filter((line) => !isQuote(line))
    .join("\n")
    .trim();
  return { passage, question: [rest, question].filter((part) => part !== "").join("\n\n") };
}

export function isEmptyReply(reply: Reply): boolean {
  return writeReply(reply).trim() === "";
}

/** While it streams, a correction is held back until its line is there. One in the middle of a line gets a line of its own. */
function splitLines(markdown: string, isWhole: boolean): string[] {
  const lines = markdown.split("\n").flatMap((line) => {
    const at = line.indexOf("~~");
    const begins = at > 0 && line.slice(0, at).trim() !== "" && !CORRECTION.test(line) && CORRECTION.test(line.slice(at));
    return begins ? [line.slice(0, at).trimEnd(), line.slice(at)] : [line];
  });
  const last = lines.at(-1) ?? "";
  return isWhole || !last.includes("~") ? lines : [...lines.slice(0, -1), last.slice(0, last.indexOf("~"))];
}

function readCorrection(line: string): Correction | undefined {
  const { wrong, right, type, reason } = CORRECTION.exec(line)?.groups ?? {};
  if (wrong === undefined || right === undefined) return undefined;
  const parts = { wrong: withoutMarks(wrong), right: withoutMarks(right), type: readType(type), reason: readReason(reason) };
  return correction.safeParse(parts).data;
}

const mistakeType = z.enum(MISTAKE_TYPES);

function readType(name = ""): MistakeType {
  return mistakeType.safeParse(name.trim().toLowerCase()).data ?? "other";
}

function readReason(reason = ""): string {
  return withoutMarks(reason.replace(/^[\s:—–-]+/u, "")).slice(0, 400);
}

function withoutMarks(text: string): string {
  return text.replace(/\*\*|__|~~|`/g, "").trim();
}

/** What is struck but no correction is not to look like one. */
function withoutStrikes(line: string): string {
  return line.replace(/~~/g, "");
}

function isQuote(line: string): boolean {
  return line.trimStart().startsWith(">");
}

function unquote(line: string): string {
  return withoutMarks(line.trimStart().replace(/^>\s?/, ""));
}

/** The last paragraph, where it asks something. */
function splitQuestion(text: string): { answer: string; question: string } {
  const at = text.lastIndexOf("\n\n");
  const last = text.slice(at + 1).trim();
  return at !== -1 && /[?？؟][\s\p{P}\p{S}]*$/u.test(last)
    ? { answer: text.slice(0, at).trim(), question: last }
    : { answer: text, question: "" };
}
