import type { Message, Update } from "@grammyjs/types";
import { expect, test } from "vitest";
import { methodTable } from "./method-table.ts";
import { mismatch } from "./shape.ts";
import type { Change } from "./contract.ts";
import { aChat, aGroup, aTelegram, keyboard, morning, token } from "./a-telegram.ts";

test("what a person says reaches the bot, with its command marked", async () => {
  const { telegram, updates, person } = await aChat();
  await telegram.say(person.id, "Please /help me");
  expect(updates[1]?.message).toMatchObject({
    message_id: 2,
    text: "Please /help me",
    entities: [{ type: "bot_command", offset: 7, length: 5 }],
  });
  expect((updates[1]?.update_id ?? 0) - (updates[0]?.update_id ?? 0)).toBe(1);
});

test("the numbers of updates begin at the seconds of the clock, so that a Telegram that begins anew repeats none", async () => {
  const { updates } = await aChat();
  expect(updates[0]?.update_id).toBe(morning / 1000 + 1);
});

test("what the bot sends is on the person's screen", async () => {
  const { telegram, call, person } = await aChat();
  const { result } = await call<Message>("sendMessage", {
    chat_id: person.id,
    text: "  Hello\n",
    entities: [{ type: "bold", offset: 2, length: 5 }],
  });
  expect(result).toMatchObject({ message_id: 2, text: "Hello", entities: [{ type: "bold", offset: 0, length: 5 }], date: morning / 1000 });
  expect(telegram.screen(person.id).map(({ text }) => text)).toEqual(["/start", "Hello"]);
});

test("every answer has the shape that the method table promises", async () => {
  const { telegram, call, person } = await aChat();
  const ask = async (method: string, payload: object = {}) => {
    const { ok, result } = await call(method, payload);
    expect([method, ok, mismatch(result, methodTable.methods[method]?.returns ?? "", "result")]).toEqual([method, true, undefined]);
  };
  const message = { chat_id: person.id, text: "Hi", reply_markup: keyboard("A", "a"), reply_parameters: { message_id: 1 } };
  const rich = { blocks: [{ type: "list", items: [{ blocks: [{ type: "paragraph", text: "One" }] }] }] };
  telegram.addFile({ fileId: "voice", path: "voice/1.oga", body: new Uint8Array([1]), contentType: "audio/ogg" });
  await ask("getMe");
  await ask("sendMessage", message);
  await ask("editMessageText", { chat_id: person.id, message_id: 2, text: "Ho" });
  await ask("sendRichMessage", { chat_id: person.id, rich_message: rich });
  await ask("sendRichMessageDraft", { chat_id: person.id, draft_id: 1, rich_message: rich });
  await ask("getChat", { chat_id: person.id });
  await ask("getFile", { file_id: "voice" });
  await ask("deleteMessages", { chat_id: person.id, message_ids: [2, 99] });
  await ask("getMyCommands");
  await ask("getMyDescription");
  await ask("getUpdates");
  await ask("setWebhook", { url: "https://example.org", allowed_updates: ["message"] });
  await ask("getWebhookInfo");
});

test("what the bot is doing is told with the topic in which it does it", async () => {
  const { telegram, call, group, threadId } = await aGroup({ topics: ["Essays"] });
  const actions: Change[] = [];
  telegram.subscribe((change) => change.kind === "action" && actions.push(change));
  await call("sendChatAction", { chat_id: group.id, action: "typing", message_thread_id: threadId("Essays") });
  await call("sendChatAction", { chat_id: group.id, action: "upload_photo" });
  expect(actions).toEqual([
    { kind: "action", chatId: group.id, action: "typing", threadId: threadId("Essays") },
    { kind: "action", chatId: group.id, action: "upload_photo" },
  ]);
});

test("a person who never wrote cannot be written to", async () => {
  const { telegram, call } = aTelegram();
  const person = telegram.addPerson({ first_name: "Anna" });
  expect((await call("sendMessage", { chat_id: person.id, text: "Hi" })).description).toBe(
    "Forbidden: bot can't initiate conversation with a user",
  );
  expect((await call("sendMessage", { chat_id: 5, text: "Hi" })).description).toBe("Bad Request: chat not found");
});

test("blocking tells the bot and closes the chat until it is unblocked", async () => {
  const { telegram, call, updates, person } = await aChat();
  await telegram.block(person.id);
  expect(updates.at(-1)?.my_chat_member).toMatchObject({ old_chat_member: { status: "member" }, new_chat_member: { status: "kicked" } });
  expect((await call("sendMessage", { chat_id: person.id, text: "Hi" })).description).toBe("Forbidden: bot was blocked by the user");
  await telegram.unblock(person.id);
  expect((await call("sendMessage", { chat_id: person.id, text: "Hi" })).ok).toBe(true);
});

test("a message is edited in place, and an edit that changes nothing is refused", async () => {
  const { telegram, call, clock, person } = await aChat();
  const edit = (payload: object) => call("editMessageText", { chat_id: person.id, message_id: 2, ...payload });
  await call("sendMessage", { chat_id: person.id, text: "One", reply_markup: keyboard("A", "a") });
  clock.now += 60_000;
  expect((await edit({ text: "One", reply_markup: keyboard("A", "a") })).description).toBe(
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  );
  await edit({ text: "Two" });
  const [, edited] = telegram.screen(person.id);
  expect(edited).toMatchObject({ text: "Two", date: morning / 1000, edit_date: morning / 1000 + 60 });
  expect(edited).not.toHaveProperty("reply_markup");
});

test("a text may become a rich message and back", async () => {
  const { telegram, call, person } = await aChat();
  await call("sendMessage", { chat_id: person.id, text: "One" });
  await call("editMessageText", { chat_id: person.id, message_id: 2, rich_message: { blocks: [{ type: "divider" }] } });
  expect(telegram.screen(person.id)[1]).toMatchObject({ rich_message: { blocks: [{ type: "divider" }] } });
  expect(telegram.screen(person.id)[1]).not.toHaveProperty("text");
  expect((await call<Message>("editMessageText", { chat_id: person.id, message_id: 2, text: "One" })).result).not.toHaveProperty(
    "rich_message",
  );
});

test("only the bot's own messages without a reply keyboard can be edited", async () => {
  const { call, person } = await aChat();
  await call("sendMessage", { chat_id: person.id, text: "Choose", reply_markup: { keyboard: [["A"]] } });
  const edit = async (messageId: number) =>
    (await call("editMessageText", { chat_id: person.id, message_id: messageId, text: "x" })).description;
  expect(await edit(1)).toBe("Bad Request: message can't be edited");
  expect(await edit(2)).toBe("Bad Request: message can't be edited");
  expect(await edit(3)).toBe("Bad Request: message to edit not found");
});

test("a pressed button brings the message as it is now, and its query lives for 150 seconds", async () => {
  const { telegram, call, clock, updates, person } = await aChat();
  await call("sendMessage", { chat_id: person.id, text: "Choose", reply_markup: keyboard("Yes", "answer:yes") });
  const query = await telegram.tap(person.id, "Yes");
  expect(updates.at(-1)?.callback_query).toMatchObject({ id: query.id, data: "answer:yes", message: { message_id: 2, text: "Choose" } });
  clock.now += 150_000;
  expect((await call("answerCallbackQuery", { callback_query_id: query.id })).ok).toBe(true);
  clock.now += 1;
  expect((await call("answerCallbackQuery", { callback_query_id: query.id })).description).toBe(
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
  );
});

test("a button is found by its data, inside a rich message too, and only while it is on screen", async () => {
  const { telegram, call, updates, person } = await aChat();
  const buttons = { type: "buttons", buttons: [{ text: ["Go ", { type: "bold", text: "on" }], callback_data: "go" }] };
  await call("sendRichMessage", { chat_id: person.id, rich_message: { blocks: [buttons] } });
  await telegram.tap(person.id, "Go on");
  await telegram.tap(person.id, "go");
  await expect(telegram.tap(person.id, "Stop")).rejects.toThrow('No button "Stop" is on screen; there are: Go on');
  await call("deleteMessage", { chat_id: person.id, message_id: 2 });
  await expect(telegram.tap(person.id, "go")).rejects.toThrow("No button");
  await telegram.forge(person.id, "go", 2);
  expect(updates.at(-1)?.callback_query).toMatchObject({ data: "go", message: { message_id: 2, date: 0 } });
});

test("lists in a rich message get their labels", async () => {
  const { call, person } = await aChat();
  const items = (...list: object[]) => list.map((item) => ({ blocks: [{ type: "paragraph", text: "x" }], ...item }));
  const labels = async (...list: object[]) => {
    const blocks = [{ type: "list", items: items(...list) }];
    const { result } = await call<Message>("sendRichMessage", { chat_id: person.id, rich_message: { blocks } });
    const block = result.rich_message?.blocks[0];
    return block?.type === "list" ? block.items.map(({ label }) => label) : [];
  };
  expect(await labels({}, {})).toEqual(["•", "•"]);
  expect(await labels({ type: "1" }, { type: "i", value: 9 }, { type: "A", value: 28 })).toEqual(["1.", "ix.", "AB."]);
});

test("a draft shows for 30 seconds, can be stopped, and makes way for a message", async () => {
  const { telegram, call, clock, updates, person } = await aChat();
  const draft = (text: string, more: object = {}) => call("sendMessageDraft", { chat_id: person.id, draft_id: 7, text, ...more });
  await draft("Gu");
  await expect(telegram.stop(person.id)).rejects.toThrow("No draft that can be stopped");
  await draft("Guten", { can_stop: true });
  expect(telegram.drafts(person.id)).toEqual([{ draftId: 7, text: "Guten", canStop: true }]);
  await telegram.stop(person.id);
  expect(updates.at(-1)?.stopped_message_generation).toMatchObject({ chat: { id: person.id }, draft_id: 7 });
  expect(telegram.drafts(person.id)).toEqual([]);
  await draft("Guten Tag");
  await call("sendMessage", { chat_id: person.id, text: "Guten Tag" });
  expect(telegram.drafts(person.id)).toEqual([]);
  await draft("Noch");
  clock.now += 30_000;
  expect(telegram.drafts(person.id)).toEqual([]);
});

test("a reply keyboard stays below the chat until a message removes it", async () => {
  const { telegram, call, person } = await aChat();
  const { result } = await call<Message>("sendMessage", { chat_id: person.id, text: "Choose", reply_markup: { keyboard: [["A"]] } });
  expect(result).not.toHaveProperty("reply_markup");
  await call("sendMessage", { chat_id: person.id, text: "And?" });
  expect(telegram.keyboard(person.id)).toEqual({ keyboard: [["A"]] });
  await call("sendMessage", { chat_id: person.id, text: "Thanks", reply_markup: { remove_keyboard: true } });
  expect(telegram.keyboard(person.id)).toBeUndefined();
});

test("polling and a webhook exclude each other, and the webhook gets what it asked for", async () => {
  const { telegram, call, updates, person } = await aChat();
  await call("setWebhook", { url: "https://example.org/hook", secret_token: "s", allowed_updates: ["message"] });
  expect(telegram.webhook()).toMatchObject({ url: "https://example.org/hook", secretToken: "s", allowedUpdates: ["message"] });
  expect((await call("getUpdates")).description).toContain("Conflict: can't use getUpdates method while webhook is active");
  await telegram.block(person.id);
  expect(updates.filter((update) => update.my_chat_member)).toEqual([]);
});

test("updates wait for the webhook, and a failed delivery shows in its info", async () => {
  const updates: Update[] = [];
  let isDown = true;
  const deliver = async (update: Update) => {
    if (isDown) throw new Error("down");
    updates.push(update);
  };
  const { telegram, call } = aTelegram({ deliver, deliverWithoutWebhook: false });
  const person = telegram.addPerson({ first_name: "Anna" });
  await telegram.say(person.id, "Are you there?");
  expect((await call<Update[]>("getUpdates")).result).toHaveLength(1);
  await call("setWebhook", { url: "https://example.org/hook" });
  await expect(telegram.say(person.id, "Hello?")).rejects.toThrow("down");
  expect((await call("getWebhookInfo")).result).toMatchObject({ pending_update_count: 2, last_error_message: "Error: down" });
  isDown = false;
  await call("setWebhook", { url: "https://example.org/hook" });
  expect(updates.map(({ message }) => message?.text)).toEqual(["Are you there?", "Hello?"]);
});

test("commands are kept by scope and language", async () => {
  const { telegram, call } = aTelegram();
  const commands = [{ command: "start", description: "Begin" }];
  await call("setMyCommands", { commands });
  await call("setMyCommands", { commands, scope: { type: "chat", chat_id: 5 }, language_code: "de" });
  expect(telegram.commands().map(({ scope, language }) => [scope, language])).toEqual([
    ["default", ""],
    ["chat:5", "de"],
  ]);
  await call("deleteMyCommands");
  expect((await call("getMyCommands")).result).toEqual([]);
});

test("a form carries the same call as JSON does", async () => {
  const { telegram, send, person } = await aChat();
  const fields = { chat_id: String(person.id), text: "Hi", disable_notification: "true", reply_markup: JSON.stringify(keyboard("A", "a")) };
  const multipart = new FormData();
  for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
  for (const body of [new URLSearchParams(fields), multipart]) {
    expect((await send(`/bot${token}/sendMessage`, { method: "POST", body })).status).toBe(200);
  }
  expect((await send(`/bot${token}/sendMessage?${new URLSearchParams(fields)}`)).status).toBe(200);
  expect(telegram.screen(person.id).filter(({ reply_markup }) => reply_markup)).toHaveLength(3);
});

test("files are given out under the bot's own path", async () => {
  const { telegram, send, call } = aTelegram();
  telegram.addFile({ fileId: "voice", path: "voice/1.oga", body: new Uint8Array([1, 2, 3]), contentType: "audio/ogg" });
  const { result } = await call<{ file_path: string }>("getFile", { file_id: "voice" });
  expect(await (await send(`/file/bot${token}/${result.file_path}`)).bytes()).toEqual(new Uint8Array([1, 2, 3]));
  expect((await call("getFile", { file_id: "other" })).description).toBe(
    "Bad Request: wrong file_id or the file is temporarily unavailable",
  );
});

test("a wrong token, an unknown method and any other path are refused", async () => {
  const { send, call, telegram } = aTelegram();
  expect(await (await send("/bot1:wrong/getMe")).json()).toEqual({ ok: false, error_code: 401, description: "Unauthorized" });
  expect((await send("/elsewhere")).status).toBe(404);
  expect((await call("getEverything")).description).toBe("Not Found: method not found");
  expect((await call("sendDice", { chat_id: 1 })).description).toBe("the fake does not act out sendDice yet");
  expect(telegram.calls.map(({ number, method, status }) => [number, method, status])).toEqual([
    [1, "getEverything", 404],
    [2, "sendDice", 501],
  ]);
});

test("a menu button is set for one chat or for all", async () => {
  const { call, person } = await aChat();
  const button = async (payload: object = {}) => (await call("getChatMenuButton", payload)).result;
  const app = { type: "web_app", text: "Open", web_app: { url: "https://example.org" } };
  await call("setChatMenuButton", { menu_button: { type: "commands" } });
  await call("setChatMenuButton", { chat_id: person.id, menu_button: app });
  expect([await button(), await button({ chat_id: person.id }), await button({ chat_id: 5 })]).toEqual([
    { type: "commands" },
    app,
    { type: "commands" },
  ]);
});
