import { expect, test } from "vitest";
import { aChat, aGroup } from "./a-telegram.ts";

async function aKeyboard(reply_markup: object) {
  const world = await aChat();
  await world.call("sendMessage", { chat_id: world.person.id, text: "Your number?", reply_markup });
  return world;
}

test("a contact is shared by the button that asks for it, and is the person's own", async () => {
  const { telegram, updates, person } = await aKeyboard({ keyboard: [[{ text: "Share my number", request_contact: true }]] });
  await telegram.choose(person.id, "Share my number");
  expect(updates.at(-1)?.message?.contact).toMatchObject({
    user_id: person.id,
    first_name: "Anna",
    phone_number: expect.stringMatching(/^\+\d+$/),
  });
});

test("a location is shared by its button, and any other button says its text", async () => {
  const { telegram, updates, person } = await aKeyboard({ keyboard: [[{ text: "Here", request_location: true }, "Skip"]] });
  await telegram.choose(person.id, "Here");
  expect(updates.at(-1)?.message?.location).toBeDefined();
  await telegram.choose(person.id, "Skip");
  expect(updates.at(-1)?.message?.text).toBe("Skip");
});

test("a keyboard for one press is gone after it", async () => {
  const { telegram, person } = await aKeyboard({ keyboard: [["Yes", "No"]], one_time_keyboard: true });
  await telegram.say(person.id, "Maybe");
  expect(telegram.keyboard(person.id)).toBeDefined();
  await telegram.choose(person.id, "Yes");
  expect(telegram.keyboard(person.id)).toBeUndefined();
  await expect(telegram.choose(person.id, "No")).rejects.toThrow('No button "No"');
});

test("a forced reply stands below the chat until a keyboard is taken away", async () => {
  const { telegram, call, person } = await aKeyboard({ force_reply: true, input_field_placeholder: "Write here" });
  expect(telegram.keyboard(person.id)).toEqual({ force_reply: true, input_field_placeholder: "Write here" });
  await call("sendMessage", { chat_id: person.id, text: "Thanks", reply_markup: { remove_keyboard: true } });
  expect(telegram.keyboard(person.id)).toBeUndefined();
});

test("whoever is named, or answered, is asked for a reply until they write in that topic", async () => {
  const { telegram, person, group, threadId, sendText } = await aGroup({ topics: ["Essays", "Speaking"] });
  const essays = { chatId: group.id, threadId: threadId("Essays") };
  const place = { message_thread_id: essays.threadId, reply_markup: { force_reply: true, selective: true } };
  await sendText({ ...place, text: "Why?" });
  expect(telegram.forcedReplies(group.id)).toEqual([]);
  const entities = [{ type: "text_link", offset: 0, length: 4, url: `tg://user?id=${person.id}` }];
  const { result: named } = await sendText({ ...place, text: "Anna, why?", entities });
  expect(telegram.forcedReplies(group.id)).toEqual([{ personId: person.id, messageId: named.message_id }]);
  await telegram.say(person.id, "Elsewhere", { chatId: group.id, threadId: threadId("Speaking") });
  expect(telegram.forcedReplies(group.id)).toHaveLength(1);
  const { message_id } = await telegram.say(person.id, "Because", { ...essays, replyTo: named.message_id });
  expect(telegram.forcedReplies(group.id)).toEqual([]);
  const { result: answer } = await sendText({ ...place, text: "And then?", reply_parameters: { message_id } });
  expect(telegram.forcedReplies(group.id)).toEqual([{ personId: person.id, messageId: answer.message_id }]);
});
