import { expect, test } from "vitest";
import {
  beginConversation,
  joinUnanswered,
  keepUnanswered,
  LONGEST_MESSAGE,
  rememberAnswer,
  turnsForModel,
} from "#features/tutor/conversation.ts";
import { refuseRecording } from "#features/tutor/rules.ts";
import { fillPrompt } from "#platform/ai/prompt.ts";

test("the model gets what is remembered and the newest message once, at the end", () => {
  const one = rememberAnswer(beginConversation(new Date(0)), { learner: "a", tutor: "b" });
  expect(turnsForModel(one, "c")).toEqual([
    { role: "user", text: "a" },
    { role: "assistant", text: "b" },
    { role: "user", text: "c" },
  ]);
});

test("ten turns are remembered, the oldest forgotten first", () => {
  let conversation = beginConversation(new Date(0));
  for (let n = 1; n <= 8; n++) conversation = rememberAnswer(conversation, { learner: `l${n}`, tutor: `t${n}` });
  expect(conversation.turns.map((turn) => turn.text)).toEqual([4, 5, 6, 7, 8].flatMap((n) => [`l${n}`, `t${n}`]));
});

test("a prompt is filled completely or not at all", () => {
  expect(fillPrompt("{{a}} and {{a}}", { a: "x" })).toBe("x and x");
  expect(() => fillPrompt("{{a}} {{b}}", { a: "x" })).toThrow("asks for b");
  expect(() => fillPrompt("{{a}}", { a: "x", b: "y" })).toThrow("no place for b");
  expect(fillPrompt("{{a}}", { a: "{{b}}" })).toBe("{{b}}");
});

test.for([
  [300, 20 * 1024 * 1024, undefined],
  [301, 1, "too-long"],
  [10, 20 * 1024 * 1024 + 1, "too-large"],
  [10, undefined, undefined],
] as const)("a recording of %s seconds and %s bytes: %s", ([seconds, bytes, refusal]) => {
  expect(refuseRecording({ recording: { seconds }, bytes })).toBe(refusal);
});

test("what waits for an answer is kept as far as it fits into one message, the newest first, and what goes is told", () => {
  let kept = { conversation: beginConversation(new Date(0)), isAllKept: true };
  kept = keepUnanswered(kept.conversation, "a".repeat(1_000));
  kept = keepUnanswered(kept.conversation, "b".repeat(999));
  expect(kept.isAllKept).toBe(true);
  expect(joinUnanswered(kept.conversation.unanswered)).toHaveLength(LONGEST_MESSAGE);

  kept = keepUnanswered(kept.conversation, "c");
  expect(kept.isAllKept).toBe(false);
  expect(kept.conversation.unanswered).toEqual(["b".repeat(999), "c"]);
});

test("the newest that waits is kept whatever its length, since a long recording was accepted before", () => {
  const { conversation } = keepUnanswered(beginConversation(new Date(0)), "a");
  const kept = keepUnanswered(conversation, "b".repeat(LONGEST_MESSAGE + 1));
  expect(kept).toMatchObject({ isAllKept: false, conversation: { unanswered: ["b".repeat(LONGEST_MESSAGE + 1)] } });
});
