import type { Correction } from "./mistake.ts";

/** More than these in one answer overwhelm; learners look at the first ones only. */
const MOST_CORRECTIONS = 3;
/** A correction that changes more words than this, and more than half of them, is another text. */
const FEW_WORDS = 3;

/** What a learner wrote, or said: then spelling and capitals are the transcript's and not theirs. */
export type Written = { text: string; isSpoken: boolean };

/** The corrections of what the learner really wrote. A model that corrects anything else has made it up, and it is never shown. */
export function verifyCorrections(corrections: readonly Correction[], written: Written): Correction[] {
  const good = corrections.filter((correction) => isOfWritten(correction, written) && !changesTooMuch(correction));
  const first = good.filter(({ wrong, right }, at) => good.findIndex((other) => other.wrong === wrong && other.right === right) === at);
  return first.slice(0, MOST_CORRECTIONS);
}

/** Whether words occur in a text one after the other, whatever their case and what stands between them. */
export function containsWords(text: string, words: string): boolean {
  return findWords(wordsOf(text), wordsOf(words)) !== -1;
}

/** The sentence of a text in which words occur; the whole text where they reach over a stop. */
export function sentenceWith(text: string, words: string, language: string): string {
  const sentences = [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map(({ segment }) => segment.trim());
  return (sentences.find((sentence) => containsWords(sentence, words)) ?? text).slice(0, 500);
}

function isOfWritten({ wrong, right }: Correction, { text, isSpoken }: Written): boolean {
  if (plain(wrong) === plain(right)) return false;
  if (wordsOf(wrong).join(" ") !== wordsOf(right).join(" ")) return containsWords(text, wrong);
  // Only a capital or a sign is wrong: it must be just so in what was written.
  return !isSpoken && plain(text).includes(plain(wrong)) && containsWords(text, wrong);
}

function changesTooMuch({ wrong, right }: Correction): boolean {
  const [before, after] = [wordsOf(wrong), wordsOf(right)];
  const changed = Math.max(before.length, after.length) - countCommon(before, after);
  return changed > FEW_WORDS && changed > before.length / 2;
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function findWords(all: string[], words: string[]): number {
  if (words.length === 0) return -1;
  return all.findIndex((_, start) => words.every((word, at) => all[start + at] === word));
}

/** The length of the longest row of words that both have in the same order. */
function countCommon(one: string[], other: string[]): number {
  let row = Array.from({ length: other.length + 1 }, () => 0);
  for (const word of one) {
    const next = [0];
    other.forEach((candidate, at) => next.push(word === candidate ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
