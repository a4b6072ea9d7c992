import { expect, test } from "vitest";
import * as z from "zod";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import { paragraph } from "#platform/text/tree.ts";
import { createCore } from "#support/core.ts";

const refuse = (description: string): TelegramAnswer => ({ type: "refused", code: 400, description: `Bad Request: ${description}` });
const QUESTIONS = { key: "questions", name: "Questions" };

/** A staff group that says what it is told to say in one topic, and a Telegram whose topics staff can delete and close. */
function aGroup({ isForum = true } = {}) {
  const closed = new Set<number>();
  const gone = new Set<number>();
  const told: unknown[] = [];
  const outage = { isOn: false, losesOpening: false };
  let threads = 100;
  const core = createCore({
    subject: { type: "chat", id: -1001 },
    handle: (body, turn) => {
      const event = z.object({ kind: z.string(), data: z.object({ outcome: z.unknown() }) }).safeParse(JSON.parse(body)).data;
      if (event !== undefined) return void told.push(event.data.outcome);
      turn.say({ text: [paragraph(JSON.parse(body).text)] }, { topic: QUESTIONS, tell: { kind: "card.shown", version: 1, data: {} } });
    },
    answer: ({ method, payload }) => {
      const threadId = Number(payload.message_thread_id);
      if (outage.isOn) return { type: "refused", code: 502, description: "Bad Gateway" };
      if (method === "createForumTopic")
        return isForum ? { type: "ok", result: { message_thread_id: ++threads, name: payload.name } } : refuse("the chat is not a forum");
      if (gone.has(threadId)) return refuse("message thread not found");
      if (method === "reopenForumTopic" && !closed.has(threadId)) return refuse("TOPIC_NOT_MODIFIED");
      if (method === "reopenForumTopic" && closed.delete(threadId))
        return outage.losesOpening ? { type: "unknown" } : { type: "ok", result: true };
      return closed.has(threadId) ? refuse("TOPIC_CLOSED") : { type: "ok", result: { message_id: core.sent.length } };
    },
  });
  const calls = () => core.sent.map(({ method, payload }) => [method, payload.message_thread_id]);
  const say = async (text: string) => {
    core.sent.length = 0;
    core.accept(`e:${text}`, { text }, "event");
    await core.run();
  };
  const wait = async (ms: number) => {
    core.clock.now += ms;
    await core.run();
  };
  /** Telegram is down for longer than a topic is healed for one message. */
  const outageBefore = async (text: string) => {
    outage.isOn = true;
    await say(text);
    for (let tries = 0; tries < 8; tries++) await wait(61_000);
    outage.isOn = false;
    core.sent.length = 0;
  };
  const failures = () => core.store.find("e:two")?.trace.filter(({ type }) => type === "unsent");
  return { say, wait, outage, outageBefore, calls, told, closed, gone, failures };
}

test("a topic is made with the first message for it and used from then on", async () => {
  const { say, calls, told } = aGroup();
  await say("one");
  expect(calls()).toEqual([
    ["createForumTopic", undefined],
    ["sendMessage", 101],
  ]);
  await say("two");
  expect(calls()).toEqual([["sendMessage", 101]]);
  expect(told).toEqual([
    { type: "sent", messageId: 2, threadId: 101 },
    { type: "sent", messageId: 1, threadId: 101 },
  ]);
});

test("a topic that staff have deleted is made anew, and whoever waits sees it by the other thread", async () => {
  const { say, calls, told, gone } = aGroup();
  await say("one");
  gone.add(101);
  await say("two");
  expect(calls()).toEqual([
    ["sendMessage", 101],
    ["createForumTopic", undefined],
    ["sendMessage", 102],
  ]);
  expect(told.at(-1)).toMatchObject({ threadId: 102 });
});

test("a topic that staff have closed is opened again", async () => {
  const { say, calls, closed } = aGroup();
  await say("one");
  closed.add(101);
  await say("two");
  expect(calls()).toEqual([
    ["sendMessage", 101],
    ["reopenForumTopic", 101],
    ["sendMessage", 101],
  ]);
});

test("in a group without topics the message goes to the group itself", async () => {
  const { say, calls, told } = aGroup({ isForum: false });
  await say("one");
  expect(calls()).toEqual([
    ["createForumTopic", undefined],
    ["sendMessage", undefined],
  ]);
  expect(told).toEqual([{ type: "sent", messageId: 2 }]);
});

test("a group without topics is not asked for one with every message, but again when a day has passed", async () => {
  const { say, calls, wait } = aGroup({ isForum: false });
  await say("one");
  await say("two");
  expect(calls()).toEqual([["sendMessage", undefined]]);
  await wait(24 * 3_600_000);
  await say("three");
  expect(calls()).toEqual([
    ["createForumTopic", undefined],
    ["sendMessage", undefined],
  ]);
});

test("a topic that is deleted again and again ends the message, and says so", async () => {
  const { say, calls, told, gone } = aGroup();
  for (let threadId = 101; threadId < 150; threadId++) gone.add(threadId);
  await say("one");
  expect(calls().filter(([method]) => method === "createForumTopic")).toHaveLength(6);
  expect(told).toEqual([{ type: "failed", reason: "Bad Request: message thread not found" }]);
});

test("case 11: a topic that was deleted while Telegram was down is made anew all the same", async () => {
  const { say, wait, outageBefore, calls, gone } = aGroup();
  await say("one");
  await outageBefore("two");
  gone.add(101);
  await wait(61_000);
  expect(calls()).toEqual([
    ["sendMessage", 101],
    ["createForumTopic", undefined],
    ["sendMessage", 102],
  ]);
});

test("case 11: a topic that was closed while Telegram was down is opened all the same", async () => {
  const { say, wait, outageBefore, calls, closed } = aGroup();
  await say("one");
  await outageBefore("two");
  closed.add(101);
  await wait(61_000);
  expect(calls()).toEqual([
    ["sendMessage", 101],
    ["reopenForumTopic", 101],
    ["sendMessage", 101],
  ]);
});

test("case 13: a topic that is open already counts as opened, after an answer that was lost", async () => {
  const { say, wait, outage, calls, closed, failures } = aGroup();
  await say("one");
  closed.add(101);
  outage.losesOpening = true;
  await say("two");
  await wait(61_000);
  expect(calls().map(([method]) => method)).toEqual(["sendMessage", "reopenForumTopic", "reopenForumTopic", "sendMessage"]);
  expect(failures()).toEqual([]);
});
