import type { Message } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aGroup, aTelegram, keyboard, token } from "./a-telegram.ts";

test("everything is there again after a restart, and update numbers go on", async () => {
  const before = await aGroup({ topics: ["Essays"] });
  const { person, group, threadId } = before;
  await before.call("setWebhook", { url: "https://example.org/hook", secret_token: "s" });
  await before.sendText({ reply_markup: keyboard("Take", "card:take"), message_thread_id: threadId("Essays") });
  const { voice } = await before.telegram.sendFile(person.id, { kind: "voice", body: new Uint8Array([79, 0, 255]) });
  await before.telegram.react({ personId: person.id, messageId: 1, emoji: ["👍"] });
  before.telegram.fail({ kind: "server-error", status: 502, times: Infinity, method: "getMe" });

  const after = aTelegram({ saved: before.telegram.save() });
  expect(after.telegram.screen(group.id)).toEqual(before.telegram.screen(group.id));
  expect(after.telegram.groups()).toEqual(before.telegram.groups());
  expect(after.telegram.reactions(person.id, 1)).toEqual(before.telegram.reactions(person.id, 1));
  expect(after.telegram.webhook()).toEqual(before.telegram.webhook());
  expect(after.telegram.file(voice?.file_id ?? "")?.content).toEqual(new Uint8Array([79, 0, 255]));
  expect((await after.call("getMe")).error_code).toBe(502);
  await after.telegram.tap(person.id, "Take", undefined, group.id);
  expect(after.updates[0]?.update_id).toBeGreaterThan(before.updates.at(-1)?.update_id ?? Infinity);
  expect((await after.call<Message>("sendMessage", { chat_id: person.id, text: "Hi" })).result.message_id).toBe(3);
});

test("a file in a call is saved by its name, not with what is in it", async () => {
  const { telegram, send, person } = await aGroup();
  const body = new FormData();
  body.set("chat_id", String(person.id));
  body.set("document", new File(["Geheimnis"], "a.txt", { type: "text/plain" }));
  await send(`/bot${token}/sendDocument`, { method: "POST", body });
  const restored = aTelegram({ saved: telegram.save() }).telegram;
  expect(restored.calls.at(-1)?.payload).toMatchObject({ document: { file: "a.txt", size: 9 } });
});
