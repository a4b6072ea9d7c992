import type { Message, Update, User } from "@grammyjs/types";

const FIRST_PERSON = 10_000;

/** The people of the bench, each registered in our Worker beforehand. */
export function listPeople(count: number): number[] {
  return Array.from({ length: count }, (_, n) => FIRST_PERSON + n);
}

let updateId = 1_000_000;

export function writes(personId: number, text: string): Update {
  return { update_id: ++updateId, message: { ...messageOf(personId), text } };
}

export function presses(personId: number, data: string): Update {
  const callback_query = { id: String(++updateId), from: userOf(personId), message: messageOf(personId), chat_instance: "1", data };
  return { update_id: updateId, callback_query };
}

/** A press on a message of the bot in a group. */
export function pressesInGroup({ chatId, approverId }: { chatId: number; approverId: number }, data: string): Update {
  const chat = { id: chatId, type: "supergroup" as const, title: "Staff" };
  const message = { message_id: 1, date: Math.floor(Date.now() / 1000), chat, text: "" };
  const callback_query = { id: String(++updateId), from: userOf(approverId), message, chat_instance: "1", data };
  return { update_id: updateId, callback_query };
}

function messageOf(personId: number): Message & Update.NonChannel {
  const chat = { id: personId, type: "private" as const, first_name: "Lena" };
  return { message_id: 1, date: Math.floor(Date.now() / 1000), chat, from: userOf(personId) };
}

function userOf(personId: number): User {
  return { id: personId, is_bot: false, first_name: "Lena", language_code: "en" };
}
