import type { Message, Update } from "@grammyjs/types";
import type { FakeTelegramOptions, GroupInput } from "./contract.ts";
import { createTelegram } from "./telegram.ts";

export const token = "1:secret";
export const botId = 1;
export const morning = Date.parse("2026-11-21T08:00:00Z");

type Answer<T> = { ok: boolean; result: T; error_code?: number; description?: string; parameters?: Record<string, number> };

/** The fake with a clock to be moved, the updates that it delivered, and a way to call it as a bot does. */
export function aTelegram(options: Partial<FakeTelegramOptions> = {}) {
  const clock = { now: morning };
  const updates: Update[] = [];
  const telegram = createTelegram({
    token,
    bot: { id: botId, first_name: "Stoa", username: "stoa_bot" },
    now: () => clock.now,
    deliver: async (update) => void updates.push(update),
    ...options,
  });
  const send = (path: string, init?: RequestInit) => telegram.fetch(new Request(`https://telegram.test${path}`, init));
  async function call<T = unknown>(method: string, payload: object = {}): Promise<Answer<T>> {
    const init =
      payload instanceof FormData ? { body: payload } : { headers: { "content-type": "application/json" }, body: JSON.stringify(payload) };
    const response = await send(`/bot${token}/${method}`, { method: "POST", ...init });
    return response.json();
  }
  return { telegram, updates, clock, send, call };
}

/** Anna, who has written to the bot once. */
export async function aChat(options: Partial<FakeTelegramOptions> = {}) {
  const world = aTelegram(options);
  const person = world.telegram.addPerson({ first_name: "Anna", language_code: "ru" });
  await world.telegram.say(person.id, "/start");
  return { ...world, person };
}

/** The same with a group in which Anna is a member; everything else is as asked. */
export async function aGroup(input: Partial<GroupInput> = {}) {
  const world = await aChat();
  const group = world.telegram.addGroup({ title: "Teachers", members: [{ personId: world.person.id }], ...input });
  const threadId = (name: string) =>
    world.telegram
      .groups()
      .find(({ chat }) => chat.id === group.id)
      ?.topics.find((topic) => topic.name === name)?.message_thread_id ?? 0;
  const sendText = (payload: object = {}) => world.call<Message>("sendMessage", { chat_id: group.id, text: "Hi", ...payload });
  return { ...world, group, threadId, sendText };
}

export const keyboard = (text: string, data: string) => ({ inline_keyboard: [[{ text, callback_data: data }]] });
