import type { Message, Update } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aGroup, botId, keyboard } from "./a-telegram.ts";
import { methodTable } from "./method-table.ts";
import { mismatch } from "./shape.ts";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
const invoice = { title: "Lessons", description: "Ten", payload: "order:7", currency: "XTR", prices: [{ label: "Ten", amount: 250 }] };

/** A forum and somebody in it. `wrong` collects what was refused, and every answer that has not the shape that the method table promises. */
async function aJudgedForum() {
  const world = await aGroup({ topics: ["Essays"] });
  const wrong: string[] = [];
  const ask = async <T = unknown>(method: string, payload: object = {}): Promise<T> => {
    const { ok, result, description } = await world.call<T>(method, payload);
    const reason = ok ? mismatch(result, methodTable.methods[method]?.returns ?? "", "result") : description;
    if (reason !== undefined) wrong.push(`${method}: ${reason}`);
    return result;
  };
  const chat = { chat_id: world.group.id };
  return { ...world, ask, wrong, chat, topic: { ...chat, message_thread_id: world.threadId("Essays") } };
}

test("answers about groups, members and topics have the shapes of the method table", async () => {
  const { telegram, ask, wrong, chat, topic, person } = await aJudgedForum();
  await ask("getChat", chat);
  await ask("getChatMember", { ...chat, user_id: person.id });
  await ask("getChatMember", { ...chat, user_id: botId });
  await ask("getChatMenuButton");
  await ask("getChatAdministrators", chat);
  await ask("createForumTopic", { ...chat, name: "Speaking" });
  await ask("sendMessage", { ...topic, text: "Hi" });
  const { invite_link } = await ask<{ invite_link: string }>("createChatInviteLink", { ...chat, creates_join_request: true });
  await ask("editChatInviteLink", { ...chat, invite_link, name: "Website" });
  const ben = telegram.addPerson({ first_name: "Ben" });
  for (const role of ["restricted", "kicked", "member"] as const) {
    await telegram.setMember({ chatId: chat.chat_id, userId: ben.id, role });
    await ask("getChatMember", { ...chat, user_id: ben.id });
  }
  expect(wrong).toEqual([]);
});

test("answers about files, copies and payments have the shapes of the method table", async () => {
  const { telegram, ask, wrong, chat, person } = await aJudgedForum();
  const kinds = ["photo", "audio", "voice", "video", "video_note", "animation", "sticker", "document"] as const;
  for (const kind of kinds) {
    const { message_id } = await telegram.sendFile(person.id, { kind, body: png, name: "a.bin", title: "A", performer: "B", emoji: "👍" });
    await ask("forwardMessage", { ...chat, from_chat_id: person.id, message_id });
    await ask("copyMessage", { ...chat, from_chat_id: person.id, message_id });
  }
  const { photo } = await telegram.sendFile(person.id, { kind: "photo", body: png });
  const media = { type: "photo", media: photo?.at(-1)?.file_id };
  await ask("sendMediaGroup", { chat_id: person.id, media: [media, media] });
  await ask("sendContact", { chat_id: person.id, phone_number: "+1 202 555 0100", first_name: "Anna" });
  await ask("sendVenue", { chat_id: person.id, latitude: 1, longitude: 2, title: "School", address: "Long Street 1" });
  await ask("sendLocation", { chat_id: person.id, latitude: 1, longitude: 2 });
  const { message_id: messageId } = await ask<Message>("sendInvoice", { chat_id: person.id, ...invoice });
  const query = await telegram.checkOut(person.id, { messageId });
  await ask("answerPreCheckoutQuery", { pre_checkout_query_id: query.id, ok: true });
  const paid = await telegram.settle(query.id);
  await ask("refundStarPayment", { user_id: person.id, telegram_payment_charge_id: paid.state === "paid" ? paid.chargeId : "" });
  await ask("getStarTransactions");
  await ask("getMyStarBalance");
  const poll = { question: "Which article?", options: [{ text: "der" }, { text: "die" }], type: "quiz", correct_option_ids: [0] };
  const { message_id: pollId } = await ask<Message>("sendPoll", { ...chat, ...poll });
  await ask("stopPoll", { ...chat, message_id: pollId });
  expect(wrong).toEqual([]);
});

test("every update has the shape of an update", async () => {
  const { telegram, updates, ask, person, group, topic, chat } = await aJudgedForum();
  const ben = telegram.addPerson({ first_name: "Ben" });
  const where = { chatId: group.id, threadId: topic.message_thread_id };
  const { message_id: messageId } = await telegram.say(person.id, "Hi", where);
  await telegram.say(person.id, "Hm", { chatId: group.id, replyTo: messageId, isAnonymous: true });
  await telegram.edit(person.id, messageId, { text: "Ho" }, group.id);
  await telegram.react({ personId: person.id, messageId, emoji: ["👍"], chatId: group.id });
  await ask("sendMessage", { ...topic, text: "Choose", reply_markup: keyboard("A", "a") });
  await telegram.tap(person.id, "A", undefined, group.id);
  const poll = await ask<Message>("sendPoll", {
    ...chat,
    question: "When?",
    options: [{ text: "Mon" }, { text: "Tue" }],
    is_anonymous: false,
  });
  await telegram.vote(person.id, poll.message_id, [1], group.id);
  await ask("stopPoll", { ...chat, message_id: poll.message_id });
  await telegram.join(ben.id, group.id);
  await ask("approveChatJoinRequest", { ...chat, user_id: ben.id });
  await telegram.closeTopic(person.id, group.id, topic.message_thread_id);
  await ask("sendMessageDraft", { chat_id: person.id, draft_id: 1, text: "H", can_stop: true });
  await telegram.stop(person.id);
  const link = await ask<string>("createInvoiceLink", { ...invoice, subscription_period: 2_592_000 });
  const query = await telegram.checkOut(person.id, { link });
  await ask("answerPreCheckoutQuery", { pre_checkout_query_id: query.id, ok: true });
  const paid = await telegram.settle(query.id);
  await telegram.cancelSubscription(paid.state === "paid" ? paid.chargeId : "");
  await telegram.block(person.id);
  await telegram.setMember({ chatId: group.id, userId: botId, role: "left", byId: person.id });
  expect(
    updates.map((update) => [kindOf(update), mismatch(update, "Update", "update")]).filter(([, reason]) => reason !== undefined),
  ).toEqual([]);
  const kinds =
    "message edited_message message_reaction callback_query chat_join_request chat_member stopped_message_generation poll poll_answer";
  expect(new Set(updates.map(kindOf))).toEqual(new Set([...kinds.split(" "), "pre_checkout_query", "subscription", "my_chat_member"]));
});

const kindOf = (update: Update): string => Object.keys(update).find((key) => key !== "update_id") ?? "";
