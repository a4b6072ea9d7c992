import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderStory } from "#features/why/story-view.ts";
import { renderTimeline } from "#features/why/view.ts";
import type { Story } from "#features/why/rules.ts";
import { createWords } from "#platform/i18n/words.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import { renderView } from "#platform/telegram/view.ts";
import { renderEntities } from "#platform/text/entities.ts";
import type { TraceEntry } from "#platform/trace.ts";

const source = (language: string) => readFileSync(`src/locales/${language}/why.ftl`, "utf8");
const words = createWords([{ en: source("en"), de: source("de"), ru: source("ru") }]);
const at = Date.parse("2026-11-23T08:05:09Z");

const story = (trace: TraceEntry[], parts = {}): Story => ({
  type: "row",
  at,
  row: {
    key: "t:5",
    seq: 1,
    kind: "message",
    status: "done",
    tries: 1,
    acceptedAt: at,
    notBefore: at,
    outcome: "fallback.text",
    ms: 5,
    trace,
    unsent: [],
    isReplayable: false,
    ...parts,
  },
});
const say = (told: Story, language: "en" | "de" | "ru" = "en") =>
  renderEntities([renderStory({ t: words(language), timezone: "Europe/Berlin", showsCosts: true }, told)]).text;

const model = { at, type: "model", role: "chat", model: "m", ms: 7, inputTokens: 1, outputTokens: 2, spent: 65 } as const;
const ENTRIES: Array<[TraceEntry, string]> = [
  [{ at, type: "failed", kind: "bug", error: "TypeError", tries: 1 }, "Try 1 failed: a mistake of ours (TypeError)."],
  [
    { at, type: "failed", kind: "passing", error: "telegram: getFile 500", tries: 2 },
    "something outside did not work (telegram: getFile 500).",
  ],
  [
    { at, type: "failed", kind: "unknown version", error: "UnknownVersionError", tries: 1 },
    "work of a version that this code does not know.",
  ],
  [{ at, type: "sent", method: "sendMessage", tries: 1 }, "sendMessage delivered."],
  [{ at, type: "sent", method: "sendMessage", tries: 3 }, "sendMessage delivered, at try 3."],
  [{ at, type: "plain", method: "sendRichMessage", tries: 1 }, "Telegram refused the formatting"],
  [{ at, type: "unsent", method: "sendMessage", tries: 1, reason: "Forbidden: bot was blocked by the user" }, "has blocked the bot"],
  [{ at, type: "unsent", method: "sendMessage", tries: 1, reason: "Bad Request: chat not found" }, "the chat is gone"],
  [{ at, type: "unsent", method: "sendMessage", tries: 1, reason: "unknown outcome" }, "nobody knows whether it arrived"],
  [{ at, type: "unsent", method: "sendMessage", tries: 40, reason: "too many tries" }, "tried too often"],
  [{ at, type: "unsent", method: "sendMessage", tries: 1, reason: "Bad Request: odd" }, "Telegram said “Bad Request: odd”"],
  [{ ...model, outcome: "answered" }, "chat: m answered in 7 ms, 1 tokens in, 2 out, 0.000065 US dollars."],
  [{ ...model, outcome: "TimeoutError" }, "it took too long."],
  [{ ...model, outcome: "status 429" }, "it refused with status 429."],
  [{ ...model, outcome: "given up" }, "it was stopped"],
  [{ ...model, outcome: "the answer is empty" }, "the answer is empty."],
  [{ at, type: "unpaid", reason: "off" }, "staff have switched the models off"],
  [{ at, type: "unpaid", reason: "person" }, "the person's budget"],
  [{ at, type: "unpaid", reason: "feature" }, "the feature's budget"],
  [{ at, type: "unpaid", reason: "bot" }, "the bot's budget"],
  [{ at, type: "replayed", by: "k" }, "Handed in again."],
];

test.for(ENTRIES)("$0.type is told in plain words, dated in the reader's zone", ([entry, sentence]) => {
  const text = say(story([entry]));
  expect(text).toContain("09:05:09");
  expect(text).toContain(sentence);
});

test.for(INTERFACE_LANGUAGES)("%s has words for everything that can have happened", (language) => {
  for (const [entry] of ENTRIES) expect(() => say(story([entry]), language)).not.toThrow();
  const open = story([], { status: "waiting", unsent: [{ method: "sendMessage", tries: 2, notBefore: at }] });
  expect(say(open, language)).toContain("sendMessage");
});

test("of a long story the end is shown, and how much came before", () => {
  const text = say(story(ENTRIES.map(([entry]) => entry)));
  expect(text).toContain("11 things happened before.");
  expect(text).toContain("Handed in again.");
  expect(text).not.toContain("TypeError");
});

test("a full page fits one rich message, its buttons fit theirs, and plain text says the same", () => {
  const stories = Array.from({ length: 30 }, (): Story => {
    return {
      ...story(
        ENTRIES.map(([entry]) => entry),
        { status: "dead", isReplayable: true },
      ),
      deadLetterId: `person:${"7".repeat(12)}:t:5`,
    } as Story;
  });
  const answer = { subject: { type: "person" as const, id: 999_999_999_999 }, updateId: 999_999_999_999, stories };
  const view = renderTimeline({ t: words("en"), timezone: "UTC", showsCosts: true }, answer, { page: 1, note: "Handed in again." });
  const [first, ...more] = renderView(view, { richMessages: true });
  expect(more).toEqual([]);
  expect(first?.isRich).toBe(true);
  expect(
    renderView(view, { richMessages: false })
      .map(({ content }) => content.text)
      .join(""),
  ).toContain("Handed in again.");
});

test("what ended well and what did not are told apart at a glance", () => {
  expect(say(story([{ ...model, outcome: "answered" }]))).toContain("✓");
  for (const trouble of [ENTRIES[0]?.[0], { ...model, at, outcome: "status 500" }]) {
    if (trouble === undefined) throw new Error("there is no such entry");
    expect(say(story([trouble]))).toContain("⚠");
  }
});
