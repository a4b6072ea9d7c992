import { expect, test } from "vitest";
import { hearSpeech, type Heard } from "#platform/ai/hearing.ts";

const heard = (changes: Partial<Heard>): Heard => ({
  text: "Ich gehe heute ins Kino.",
  segments: [],
  seconds: 4,
  language: "de",
  ...changes,
});
const rated = (noSpeechProbability?: number, averageLogProbability?: number, text = "Ich gehe heute ins Kino.") => ({
  text,
  noSpeechProbability,
  averageLogProbability,
});

test.for([
  [0.6, -1, true],
  [0.61, -0.2, false],
  [0.1, -1.01, false],
  [undefined, -0.5, true],
  [0.9, undefined, false],
] as const)("no speech %s and log probability %s: spoken is %s", ([noSpeech, logProbability, isSpoken]) => {
  expect(hearSpeech(heard({ segments: [rated(noSpeech, logProbability)] })) !== undefined).toBe(isSpoken);
});

test("of several stretches only those are believed in which somebody speaks", () => {
  const segments = [
    rated(0.1, -0.3, " Ich gehe ins Kino. "),
    rated(0.95, -0.3, "Untertitel der Amara.org-Community"),
    rated(0.2, -0.4, "Kommst du mit?"),
  ];
  expect(hearSpeech(heard({ segments }))).toBe("Ich gehe ins Kino. Kommst du mit?");
});

test("where the model says nothing of itself, too few letters for the time or a single word are silence", () => {
  expect(hearSpeech(heard({ seconds: 12 }))).toBe("Ich gehe heute ins Kino.");
  expect(hearSpeech(heard({ seconds: 13 }))).toBeUndefined();
  expect(hearSpeech(heard({ text: "Danke.", seconds: 1 }))).toBeUndefined();
  expect(hearSpeech(heard({ text: "Sehr gut.", seconds: 1 }))).toBe("Sehr gut.");
  expect(hearSpeech(heard({ text: "我今天去看电影", language: "zh", seconds: 2 }))).toBe("我今天去看电影");
});

test("one short word is speech when the model is sure of it", () => {
  expect(hearSpeech(heard({ text: "Ja.", seconds: 3, segments: [rated(0.05, -0.2, "Ja.")] }))).toBe("Ja.");
});

test("no words are silence, however sure the model is", () => {
  expect(hearSpeech(heard({ text: "  ", segments: [rated(0, 0, " ")] }))).toBeUndefined();
});
