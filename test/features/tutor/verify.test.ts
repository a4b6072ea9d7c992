import { expect, test } from "vitest";
import type { Correction } from "#features/tutor/mistake.ts";
import { containsWords, sentenceWith, verifyCorrections } from "#features/tutor/verify.ts";

const aCorrection = (wrong: string, right: string): Correction => ({ wrong, right, type: "other", reason: "" });
const isShown = (text: string, wrong: string, right: string, isSpoken = false) =>
  verifyCorrections([aCorrection(wrong, right)], { text, isSpoken }).length === 1;

test.for([
  ["Ich habe gegangen.", "habe gegangen", "bin gegangen", true],
  ["Ich  HABE,\ngegangen!", "habe gegangen", "bin gegangen", true],
  ["Ich habe gegangen.", "hat gegangen", "ist gegangen", false],
  ["Ich habe", "ich habe gern", "ich mag", false],
  ["Ich bin Anna.", "bin", "bin", false],
  ["Ich bin Anna.", "bin ", " bin", false],
  ["Ich habe ein hund.", "hund", "Hund", true],
  ["Ich habe einen Hund.", "hund", "Hund", false],
  ["Wie geht es dir", "dir", "dir?", true],
  ["", "ja", "nein", false],
  ["Ja.", "...", "nein", false],
  ["Kaffeehaus", "Kaffee", "Tee", false],
] as const)("in “%s”, “%s” for “%s”: %s", ([text, wrong, right, expected]) => {
  expect(isShown(text, wrong, right)).toBe(expected);
});

test("capitals and signs in a transcript are the transcript's, other mistakes the speaker's", () => {
  expect(isShown("ich habe ein hund", "hund", "Hund", true)).toBe(false);
  expect(isShown("ich habe ein hund", "ein hund", "einen Hund", true)).toBe(true);
});

test("another text than the learner's is refused: more than three words changed, and more than half of them", () => {
  const text = "Ich gehe gern mit meine Freunde ins Kino am Abend";
  expect(isShown(text, "Ich gehe gern mit meine Freunde", "Du liest oft bei deinem Onkel")).toBe(false);
  expect(isShown(text, "mit meine Freunde", "bei einem Onkel")).toBe(true);
  expect(isShown(text, text, text.replace("meine Freunde", "meinen Freunden"))).toBe(true);
});

test("three at most, the first that are good, each once", () => {
  const text = "eins zwei drei vier";
  const all = ["null", "eins", "eins", "zwei", "drei", "vier"].map((word) => aCorrection(word, `${word}x`));
  expect(verifyCorrections(all, { text, isSpoken: false }).map(({ wrong }) => wrong)).toEqual(["eins", "zwei", "drei"]);
});

test("the sentence of a mistake is found, or all of the text where it reaches over a stop", () => {
  const text = "Ich bin müde. Er hat gegangen! Gut.";
  expect(sentenceWith(text, "hat gegangen", "de")).toBe("Er hat gegangen!");
  expect(sentenceWith(text, "müde er", "de")).toBe(text);
  expect(containsWords(text, "müde er")).toBe(true);
});
