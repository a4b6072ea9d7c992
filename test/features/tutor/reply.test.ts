import { expect, test } from "vitest";
import { readReply, writeReply } from "#features/tutor/reply.ts";
import { renderReply } from "#features/tutor/reply-view.ts";
import { renderPlain } from "#platform/text/plain.ts";

const text = "Gestern ich habe ins Kino gegangen. Der Film war gut.";
const written = { text, isSpoken: false };
const whole = [
  "Kino, wie schön!",
  "",
  "~~ich habe~~ **bin ich** [verb form] — movement takes sein",
  "- ~~Der Film war gut~~ **Der Film war sehr gut** (vocabulary): stronger",
  "",
  "> Gestern bin ich ins Kino gegangen.",
  "> Der Film war sehr gut.",
  "",
  "Welcher Film war es? 🎬",
].join("\n");

const read = (markdown: string, isSpoken = false) => readReply(markdown, { written: { ...written, isSpoken }, isWhole: true });

test("an answer is read as what it says, its corrections, the native version and the question", () => {
  expect(read(whole)).toEqual({
    answer: "Kino, wie schön!",
    corrections: [
      { wrong: "ich habe", right: "bin ich", type: "verb form", reason: "movement takes sein" },
      { wrong: "Der Film war gut", right: "Der Film war sehr gut", type: "vocabulary", reason: "stronger" },
    ],
    native: "Gestern bin ich ins Kino gegangen. Der Film war sehr gut.",
    question: "Welcher Film war es? 🎬",
  });
});

test("what is written for the model reads the same again", () => {
  const reply = read(whole);
  expect(read(writeReply(reply))).toEqual(reply);
});

test("what does not parse is plain answer, without anything that looks like a correction", () => {
  expect(read("~~nur gestrichen~~ und **fett**, sonst nichts.")).toMatchObject({
    answer: "nur gestrichen und **fett**, sonst nichts.",
    corrections: [],
    native: "",
  });
});

test("a quote without corrections is a part of the answer, such as a text to read", () => {
  expect(read("Lies das:\n\n> Anna wohnt in Bonn.\n\nWo wohnt Anna?")).toMatchObject({
    answer: "Lies das:\n\n> Anna wohnt in Bonn.",
    native: "",
    question: "Wo wohnt Anna?",
  });
});

test("the corrected whole goes with corrections of what nobody wrote", () => {
  expect(read("Gut.\n\n~~dem Mann~~ **den Mann** [case] — accusative\n\n> Ich sehe den Mann.\n\nUnd du?")).toEqual({
    answer: "Gut.",
    corrections: [],
    native: "",
    question: "Und du?",
  });
});

test.for([
  ["an unknown type", "~~ich habe~~ **bin ich** [syntax] — x", { type: "other", reason: "x" }],
  ["no type and no reason", "~~ich habe~~ **bin ich**", { type: "other", reason: "" }],
  ["a number and an arrow", "1. ~~ich habe~~ → **bin ich** [Verb Form]: x", { type: "verb form", reason: "x" }],
  ["a place behind a sentence", "Fast! ~~ich habe~~ **bin ich** [tense] - x", { type: "tense", reason: "x" }],
] as const)("a correction with %s is one", ([, line, expected]) => {
  expect(read(line).corrections).toMatchObject([{ wrong: "ich habe", right: "bin ich", ...expected }]);
});

test("while it streams, nothing of a correction is seen before its line is there, and no mark of it ever", () => {
  for (let length = 1; length <= whole.length; length++) {
    const shown = renderPlain(renderReply(readReply(whole.slice(0, length), { written, isWhole: false }), (key) => key));
    expect(shown, `after ${length}`).not.toMatch(/~~|\*\*|\[verb|\(vocab|^>/m);
    expect(shown.replaceAll("ich habe bin ich — movement takes sein", ""), `after ${length}`).not.toContain("ich habe");
  }
});

test("a reply in pieces ends as the whole one", () => {
  expect(readReply(`${whole}\n`, { written, isWhole: false })).toEqual(read(whole));
});
