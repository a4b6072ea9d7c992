import { expect, test } from "vitest";
import { paragraph } from "#platform/text/tree.ts";
import { createCore } from "#support/core.ts";

test("a screen whose chat has become a supergroup is sent anew there, under its new id", async () => {
  const core = createCore({
    subject: { type: "chat", id: -100 },
    handle: (_, turn) => turn.show("card", { text: [paragraph("a card")] }),
    answer: () => ({ type: "refused", code: 400, description: "Bad Request: group chat was upgraded", migrateToChatId: -1001 }),
  });
  core.accept("e:1", {}, "event");
  await core.run();
  expect(core.relayed).toMatchObject([
    { to: "chat:-1001", body: { data: { method: "sendMessage", payload: { chat_id: -1001, text: "a card" } } } },
  ]);
});

test("what would change a message of the old chat is given up when the chat has a new id, instead of changing another there", async () => {
  const core = createCore({
    subject: { type: "chat", id: -100 },
    handle: (_, turn) => {
      turn.capture("deleteMessage", { chat_id: -100, message_id: 5 });
      turn.capture("sendMessage", { chat_id: -100, text: "a reply", message_thread_id: 3, reply_parameters: { message_id: 5 } });
    },
    answer: () => ({ type: "refused", code: 400, description: "Bad Request: group chat was upgraded", migrateToChatId: -1001 }),
  });
  core.accept("e:1", {}, "event");
  await core.run();
  expect(core.relayed).toEqual([
    expect.objectContaining({
      body: { kind: "session.relay", version: 1, data: { method: "sendMessage", payload: { chat_id: -1001, text: "a reply" }, plain: [] } },
    }),
  ]);
});
