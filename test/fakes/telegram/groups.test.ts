import type { ChatMember, Message } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aChat, aGroup, botId, keyboard } from "./a-telegram.ts";

test("an administrator sees all that is said in a group, as the people in it see what the bot says", async () => {
  const { telegram, updates, person, group, sendText } = await aGroup();
  await telegram.say(person.id, "Good morning", { chatId: group.id });
  expect(updates.at(-1)?.message).toMatchObject({
    chat: { id: group.id, type: "supergroup" },
    from: { id: person.id },
    text: "Good morning",
  });
  await sendText();
  expect(telegram.screen(group.id).map(({ text }) => text)).toEqual(["Good morning", "Hi"]);
});

test("a bot that is a plain member sees commands and replies to itself alone", async () => {
  const { telegram, updates, person, group, sendText } = await aGroup({ bot: "member" });
  const { result } = await sendText();
  const where = { chatId: group.id };
  const before = updates.length;
  await telegram.say(person.id, "Good morning", where);
  await telegram.say(person.id, "/help@other_bot", where);
  expect(updates).toHaveLength(before);
  await telegram.say(person.id, "/help", where);
  await telegram.say(person.id, "/help@Stoa_Bot", where);
  await telegram.say(person.id, "Thanks", { ...where, replyTo: result.message_id });
  expect(updates.slice(before).map(({ message }) => message?.text)).toEqual(["/help", "/help@Stoa_Bot", "Thanks"]);
});

test("who is not in a group cannot write there", async () => {
  const { telegram, group } = await aGroup();
  const stranger = telegram.addPerson({ first_name: "Ben" });
  await expect(telegram.say(stranger.id, "Hi", { chatId: group.id })).rejects.toThrow("is not in the group");
});

test("an anonymous administrator writes as the group", async () => {
  const { telegram, updates, person, group } = await aGroup();
  await telegram.say(person.id, "Quiet please", { chatId: group.id, isAnonymous: true });
  expect(updates.at(-1)?.message).toMatchObject({ from: { id: 1_087_968_824, is_bot: true }, sender_chat: { id: group.id } });
});

test("a button in a group is pressed by whom it was pressed", async () => {
  const { telegram, updates, person, group, sendText } = await aGroup();
  await sendText({ reply_markup: keyboard("Take", "card:take") });
  await telegram.tap(person.id, "Take", undefined, group.id);
  expect(updates.at(-1)?.callback_query).toMatchObject({ from: { id: person.id }, data: "card:take", message: { chat: { id: group.id } } });
});

test("coming and going is told by a service message, and to an administrator by an update", async () => {
  const { telegram, updates, group, call } = await aGroup();
  const ben = telegram.addPerson({ first_name: "Ben" });
  const before = updates.length;
  await telegram.setMember({ chatId: group.id, userId: ben.id, role: "member" });
  const [told, service] = updates.slice(before);
  expect(told?.chat_member).toMatchObject({
    old_chat_member: { status: "left" },
    new_chat_member: { status: "member", user: { id: ben.id } },
  });
  expect(service?.message?.new_chat_members).toMatchObject([{ id: ben.id }]);
  await call("setWebhook", { url: "https://example.org/hook" });
  await telegram.setMember({ chatId: group.id, userId: ben.id, role: "left" });
  expect(updates.slice(before + 2).map((update) => update.message?.left_chat_member?.id)).toEqual([ben.id]);
});

test("the bot hears when it is removed, and can write no more", async () => {
  const { telegram, updates, person, group, sendText } = await aGroup();
  await telegram.setMember({ chatId: group.id, userId: botId, role: "kicked", byId: person.id });
  expect(updates.at(-1)?.my_chat_member).toMatchObject({ from: { id: person.id }, new_chat_member: { status: "kicked" } });
  expect((await sendText()).description).toBe("Forbidden: bot was kicked from the supergroup chat");
});

test("members are told with their roles, and who was never there has left", async () => {
  const { telegram, person, group, call } = await aGroup();
  const ben = telegram.addPerson({ first_name: "Ben" });
  const statusOf = async (userId: number) =>
    (await call<ChatMember>("getChatMember", { chat_id: group.id, user_id: userId })).result.status;
  expect([await statusOf(person.id), await statusOf(botId), await statusOf(ben.id)]).toEqual(["member", "administrator", "left"]);
  expect((await call<ChatMember[]>("getChatAdministrators", { chat_id: group.id })).result.map(({ user }) => user.id)).toEqual([botId]);
  expect((await call("getChatMemberCount", { chat_id: group.id })).result).toBe(2);
  expect((await call("banChatMember", { chat_id: group.id, user_id: person.id })).ok).toBe(true);
  expect(await statusOf(person.id)).toBe("kicked");
});

test("the twenty-first message to a group within a minute has to wait until the first is a minute old", async () => {
  const { clock, call, person, sendText } = await aGroup();
  for (let sent = 0; sent < 20; sent += 1) {
    expect((await sendText()).ok).toBe(true);
    clock.now += 1000;
  }
  expect(await sendText()).toMatchObject({ error_code: 429, parameters: { retry_after: 40 } });
  expect((await call("sendMessage", { chat_id: person.id, text: "Hi" })).ok).toBe(true);
  clock.now += 40_000;
  expect((await sendText()).ok).toBe(true);
});

test("the bot sends thirty messages a second at most", async () => {
  const { clock, call, person } = await aChat();
  const send = () => call("sendMessage", { chat_id: person.id, text: "Hi" });
  for (let sent = 0; sent < 30; sent += 1) expect((await send()).ok).toBe(true);
  expect(await send()).toMatchObject({ error_code: 429, description: "Too Many Requests: retry after 1" });
  clock.now += 1000;
  expect((await send()).ok).toBe(true);
});

test("a group that becomes a supergroup refuses its old id and names the new one", async () => {
  const { telegram, updates, person, group, sendText } = await aGroup({ type: "group" });
  const supergroup = await telegram.migrate(group.id, person.id);
  expect(updates.at(-2)?.message).toMatchObject({ chat: { id: group.id }, migrate_to_chat_id: supergroup.id });
  expect(updates.at(-1)?.message).toMatchObject({ chat: { id: supergroup.id }, migrate_from_chat_id: group.id });
  expect(await sendText()).toMatchObject({ error_code: 400, parameters: { migrate_to_chat_id: supergroup.id } });
  expect((await sendText({ chat_id: supergroup.id })).ok).toBe(true);
});

test("a message is pinned for all to see until it is unpinned or deleted", async () => {
  const { telegram, call, group, sendText } = await aGroup();
  const pinned = async () => (await call<{ pinned_message?: Message }>("getChat", { chat_id: group.id })).result.pinned_message?.message_id;
  for (const text of ["One", "Two"]) {
    const { result } = await sendText({ text });
    await call("pinChatMessage", { chat_id: group.id, message_id: result.message_id });
  }
  expect(await pinned()).toBe(4);
  expect(telegram.screen(group.id).at(-1)?.pinned_message).toMatchObject({ message_id: 4 });
  telegram.deleteMessage(group.id, 4);
  expect(await pinned()).toBe(2);
  await call("unpinAllChatMessages", { chat_id: group.id });
  expect(await pinned()).toBeUndefined();
});

test("reactions come and go, from people and from the bot", async () => {
  const { telegram, updates, call, person, group } = await aGroup();
  const { message_id: messageId } = await telegram.say(person.id, "Done!", { chatId: group.id });
  await call("setMessageReaction", { chat_id: group.id, message_id: messageId, reaction: [{ type: "emoji", emoji: "👍" }] });
  await telegram.react({ personId: person.id, messageId, emoji: ["🎉"], chatId: group.id });
  await telegram.react({ personId: person.id, messageId, emoji: [], chatId: group.id });
  expect(updates.at(-1)?.message_reaction).toMatchObject({ old_reaction: [{ emoji: "🎉" }], new_reaction: [] });
  expect(telegram.reactions(group.id, messageId)).toEqual([
    { userId: botId, reaction: [{ type: "emoji", emoji: "👍" }] },
    { userId: person.id, reaction: [] },
  ]);
});

test("what a person changes comes as an edited message", async () => {
  const { telegram, updates, person, group } = await aGroup();
  const { message_id: messageId } = await telegram.say(person.id, "Helo", { chatId: group.id });
  await telegram.edit(person.id, messageId, { text: "Hello" }, group.id);
  expect(updates.at(-1)?.edited_message).toMatchObject({ message_id: messageId, text: "Hello", edit_date: expect.any(Number) });
  expect(telegram.screen(group.id).at(-1)?.text).toBe("Hello");
});

test("a group gets another title and a description", async () => {
  const { telegram, call, group } = await aGroup();
  await call("setChatTitle", { chat_id: group.id, title: "Tutors" });
  await call("setChatDescription", { chat_id: group.id, description: "Who marks what" });
  expect(telegram.screen(group.id).at(-1)?.new_chat_title).toBe("Tutors");
  expect((await call("getChat", { chat_id: group.id })).result).toMatchObject({ title: "Tutors", description: "Who marks what" });
});
