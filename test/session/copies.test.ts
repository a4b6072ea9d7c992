import { expect, test } from "vitest";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Turn } from "#platform/turn.ts";
import { noteSent, paceUntil } from "#session/pacing.ts";
import { createCore } from "#support/core.ts";

const GROUP = { type: "chat" as const, id: -100 };
const TOLD = { kind: "told", version: 1, data: {} };
const gone: TelegramAnswer = { type: "refused", code: 400, description: "Bad Request: message to edit not found" };

/** A group's object that does one thing, and what its handler was told afterwards. */
async function aGroupThat(act: (turn: Turn) => void, answer: TelegramAnswer) {
  const told: unknown[] = [];
  const core = createCore({
    subject: GROUP,
    handle: (body, turn) => {
      const event = JSON.parse(body);
      if (event.kind === "told") told.push(event.data.outcome);
      else act(turn);
    },
    answer: () => answer,
  });
  core.accept("e:1", { kind: "go" }, "event");
  await core.run();
  return { ...core, told };
}

test("one message is copied as a reply, also when what it answers is gone", async () => {
  const copyOne = (turn: Turn) => turn.copy({ chatId: 7, messageIds: [3] }, { replyTo: 5, tell: TOLD });
  const { sent, told } = await aGroupThat(copyOne, { type: "ok", result: { message_id: 9 } });
  const reply = { message_id: 5, allow_sending_without_reply: true };
  expect(sent).toEqual([{ method: "copyMessage", payload: { chat_id: -100, from_chat_id: 7, message_id: 3, reply_parameters: reply } }]);
  expect(told).toMatchObject([{ type: "sent", messageId: 9 }]);
});

test("several are copied at once, and all their ids are told", async () => {
  const copyAll = (turn: Turn) => turn.copy({ chatId: 7, messageIds: [3, 4] }, { replyTo: 5, tell: TOLD });
  const { sent, told } = await aGroupThat(copyAll, { type: "ok", result: [{ message_id: 9 }, { message_id: 10 }] });
  expect(sent).toEqual([{ method: "copyMessages", payload: { chat_id: -100, from_chat_id: 7, message_ids: [3, 4] } }]);
  expect(told).toMatchObject([{ type: "sent", messageIds: [9, 10] }]);
});

test("each message of an album counts for the pace of a group", async () => {
  const { payloads, sentAt } = {
    payloads: [{ message_ids: [1, 2, 3] }, { text: "one" }],
    sentAt: Array.from<number>({ length: 16 }).fill(1_000),
  };
  for (const payload of payloads) noteSent(sentAt, 2_000, { payload });
  expect(paceUntil(sentAt, 3_000)).toBe(61_000);
  expect(sentAt.filter((at) => at === 2_000)).toHaveLength(4);
});

test("a message that is revised may be gone, which is no failure", async () => {
  const revise = (turn: Turn) => turn.revise(5, { method: "editMessageText", payload: { text: "moved" } });
  const { sent, store } = await aGroupThat(revise, gone);
  expect(sent).toEqual([{ method: "editMessageText", payload: { chat_id: -100, message_id: 5, text: "moved" } }]);
  expect(store.find("e:1")?.trace).toMatchObject([{ type: "sent", method: "editMessageText" }]);
});

test("a card that got a new message is noted before whoever waits for it is told", async () => {
  const order: string[] = [];
  const core = createCore({
    subject: GROUP,
    handle: (body, turn) => {
      const { kind } = JSON.parse(body);
      order.push(kind);
      if (kind === "go") turn.showCard(17, { tell: TOLD });
    },
    renderCard: async () => ({ content: { text: "card" }, rev: 1, isOpen: true }),
  });
  core.accept("e:1", { kind: "go" }, "event");
  await core.run();
  core.accept("e:2", { kind: "go" }, "event");
  await core.run();
  expect(order).toEqual(["go", "card.posted", "told", "go", "told"]);
});
