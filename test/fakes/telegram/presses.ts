import type { CallbackQuery, InaccessibleMessage, Message } from "@grammyjs/types";
import { type AnyChat, chatOf, findMessage, roomOf, type StoredMessage } from "./chats.ts";
import { buttonsIn, plainRichText } from "./rich-text.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import type { World } from "./world.ts";

export type Press = { personId: number; messageId?: number | undefined; chatId?: number | undefined };

/** Presses the button by its text or its data, on the newest message that has it or on the one given. */
export async function tap(world: World, press: Press, button: string): Promise<CallbackQuery> {
  const chat = roomOf(world, press.personId, press.chatId);
  const { messageId } = press;
  const candidates =
    messageId === undefined ? chat.messages.toReversed() : chat.messages.filter(({ message }) => message.message_id === messageId);
  for (const { message } of candidates) {
    const found = buttonsOf(message).find(({ text, data }) => text === button || data === button);
    if (found) return send(world, { chat, personId: press.personId, data: found.data, message });
  }
  throw new Error(
    `No button "${button}" is on screen; there are: ${candidates.flatMap(({ message }) => buttonsOf(message).map(({ text }) => text)).join(", ")}`,
  );
}

/** A press with data of the caller's choice; the message may be one that is gone. */
export async function forge(world: World, press: Press, data: string): Promise<CallbackQuery> {
  const chat = roomOf(world, press.personId, press.chatId);
  const { messageId, personId } = press;
  const newest = chat.messages.findLast(({ message }) => message.from?.id === world.bot.id);
  const stored: StoredMessage | undefined = messageId === undefined ? newest : findMessage(chat, messageId);
  const gone: InaccessibleMessage = { chat: chat.chat, message_id: messageId ?? 0, date: 0 };
  return send(world, { chat, personId, data, message: stored?.message ?? gone });
}

async function send(
  world: World,
  press: { chat: AnyChat; personId: number; data: string; message: Message | InaccessibleMessage },
): Promise<CallbackQuery> {
  const { chat, personId, data } = press;
  const query: CallbackQuery = {
    id: `${personId}${String(world.queries.size + 1).padStart(6, "0")}`,
    from: chatOf(world, personId).person,
    message: structuredClone(press.message),
    chat_instance: String(chat.chat.id),
    data,
  };
  world.queries.set(query.id, { query, at: world.options.now() });
  await dispatch(world, makeUpdate(world, { callback_query: query }), personId);
  return query;
}

/** The buttons that call back, below the message and inside it. */
export function buttonsOf(message: Message): Array<{ text: string; data: string }> {
  const below = (message.reply_markup?.inline_keyboard ?? []).flat();
  const inside = buttonsIn(message.rich_message?.blocks).map((button) => ({ ...button, text: plainRichText(button.text) }));
  return [...below, ...inside].flatMap((button) => ("callback_data" in button ? [{ text: button.text, data: button.callback_data }] : []));
}
