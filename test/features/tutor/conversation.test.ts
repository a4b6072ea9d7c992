import { expect, test } from "vitest";
import {
  beginConversation,
  type Conversation,
  isSummaryDue,
  joinUnanswered,
  keepUnanswered,
  LONGEST_MESSAGE,
  notesDue,
  rememberAnswer,
  resumeConversation,
  turnsForModel,
} from "#features/tutor/conversation.ts";
import { beginStudy } from "#features/tutor/study.ts";
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

function talk(exchanges: number): Conversation {
  let conversation = beginConversation(new Date(0));
  for (let n = 1; n <= exchanges; n++) conversation = rememberAnswer(conversation, { learner: `l${n}`, tutor: `t${n}` });
  return conversation;
}

const texts = (turns: ReadonlyArray<{ text: string }>) => turns.map(({ text }) => text);

test("ten turns are given to the model, and all are kept for a transcript", () => {
  expect(texts(turnsForModel(talk(8), "l9"))).toEqual([...[4, 5, 6, 7, 8].flatMap((n) => [`l${n}`, `t${n}`]), "l9"]);
  expect(talk(8).turns).toHaveLength(16);
});

test("notes are due when six turns are not given any more, and cover just these", () => {
  expect([7, 8, 9].map((exchanges) => isSummaryDue(talk(exchanges)))).toEqual([false, true, true]);
  const { turns, upTo } = notesDue(talk(8));
  expect([texts(turns), upTo]).toEqual([["l1", "t1", "l2", "t2", "l3", "t3"], 6]);
  const noted = { ...talk(11), summarised: 6 };
  expect([isSummaryDue(noted), texts(notesDue(noted).turns)]).toEqual([true, ["l4", "t4", "l5", "t5", "l6", "t6"]]);
});

test("of a very long conversation the beginning is let go, and what was noted stays noted", () => {
  const long = rememberAnswer({ ...talk(60), summarised: 110 }, { learner: "l61", tutor: "t61" });
  expect(long.turns).toHaveLength(120);
  expect([long.turns[0]?.text, long.summarised]).toEqual(["l2", 108]);
});

test("what is known from before is given as the learner's words, before the last turns", () => {
  const turns = turnsForModel({ ...talk(1), summary: "They talked about work." }, "l2", {
    facts: [{ factId: 1, text: "Has a dog." }],
    mistakes: [{ wrong: "ein Katze", right: "eine Katze", type: "article" }],
  });
  expect(turns[0]).toEqual({
    role: "user",
    text: `(Notes about me from before, to know and not to answer:)\n- Has a dog.\n- I got wrong: "ein Katze" for "eine Katze" [article]\nThey talked about work.`,
  });
  expect(turns.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant", "user"]);
});

test("a conversation taken up again has its memory, and a new stretch of practice", () => {
  const ended = { ...talk(2), endedAt: 5, study: beginStudy(new Date(1)) };
  const resumed = resumeConversation(ended, new Date(9));
  expect(resumed).toMatchObject({ startedAt: 9, turns: ended.turns });
  expect([resumed.endedAt, resumed.study]).toEqual([undefined, undefined]);
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

const written = (text: string) => ({ text, isSpoken: false });

test("what waits for an answer is kept as far as it fits into one message, the newest first, and what goes is told", () => {
  let kept = { conversation: beginConversation(new Date(0)), isAllKept: true };
  kept = keepUnanswered(kept.conversation, written("a".repeat(1_000)));
  kept = keepUnanswered(kept.conversation, written("b".repeat(999)));
  expect(kept.isAllKept).toBe(true);
  expect(joinUnanswered(kept.conversation.unanswered)).toHaveLength(LONGEST_MESSAGE);

  kept = keepUnanswered(kept.conversation, { text: "c", isSpoken: true });
  expect(kept.isAllKept).toBe(false);
  expect(kept.conversation.unanswered).toEqual(["b".repeat(999), "c"]);
  expect(kept.conversation.isUnansweredSpoken).toBe(true);
});

test("the newest that waits is kept whatever its length, since a long recording was accepted before", () => {
  const { conversation } = keepUnanswered(beginConversation(new Date(0)), written("a"));
  const kept = keepUnanswered(conversation, written("b".repeat(LONGEST_MESSAGE + 1)));
  expect(kept).toMatchObject({ isAllKept: false, conversation: { unanswered: ["b".repeat(LONGEST_MESSAGE + 1)] } });
});
