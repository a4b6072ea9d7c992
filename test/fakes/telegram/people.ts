import type { CallbackQuery, ChatMember, InaccessibleMessage, Message, Update, User } from "@grammyjs/types";
import type { PersonInput } from "./contract.ts";
import { liveDrafts } from "./draft-acts.ts";
import { commandsIn } from "./entities.ts";
import { buttonsIn, plainRichText } from "./rich-text.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import { addMessage, findMessage, type PrivateChat, seconds, type StoredMessage, type World } from "./world.ts";

const firstPersonId = 1000;

export function addPerson(world: World, input: PersonInput): User {
  const person: User = { ...input, id: input.id ?? Math.max(firstPersonId, ...world.chats.keys()) + 1, is_bot: false };
  const { id, first_name, last_name, username } = person;
  const chat = { id, type: "private" as const, first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
  world.chats.set(id, { person, chat, isStarted: false, isBlocked: false, lastMessageId: 0, messages: [], drafts: new Map() });
  return person;
}

/** A person writes text or sends any other content. */
export async function post(world: World, personId: number, content: Partial<Message>): Promise<Message> {
  const chat = chatOf(world, personId);
  if (chat.isBlocked) throw new Error(`Person ${personId} has blocked the bot and must unblock it before writing`);
  chat.isStarted = true;
  const commands = content.text === undefined ? [] : commandsIn(content.text);
  const { message } = addMessage(world, chat, chat.person, { ...(commands.length > 0 ? { entities: commands } : {}), ...content });
  await dispatch(world, makeUpdate(world, { message: { ...message, from: chat.person, chat: chat.chat } }), personId);
  return structuredClone(message);
}

/** Presses the button by its text or its data, on the newest message that has it or on the one given. */
export async function tap(world: World, personId: number, button: string, messageId?: number): Promise<CallbackQuery> {
  const chat = chatOf(world, personId);
  const candidates =
    messageId === undefined ? chat.messages.toReversed() : chat.messages.filter(({ message }) => message.message_id === messageId);
  for (const { message } of candidates) {
    const found = buttonsOf(message).find(({ text, data }) => text === button || data === button);
    if (found) return press(world, chat, found.data, message);
  }
  throw new Error(
    `No button "${button}" is on screen; there are: ${candidates.flatMap(({ message }) => buttonsOf(message).map(({ text }) => text)).join(", ")}`,
  );
}

/** A press with data of the caller's choice; the message may be one that is gone. */
export async function forge(world: World, personId: number, data: string, messageId?: number): Promise<CallbackQuery> {
  const chat = chatOf(world, personId);
  const newest = chat.messages.findLast(({ message }) => message.from?.id === world.bot.id);
  const stored: StoredMessage | undefined = messageId === undefined ? newest : findMessage(chat, messageId);
  const gone: InaccessibleMessage = { chat: chat.chat, message_id: messageId ?? 0, date: 0 };
  return press(world, chat, data, stored?.message ?? gone);
}

export async function setBlocked(world: World, personId: number, isBlocked: boolean): Promise<void> {
  const chat = chatOf(world, personId);
  if (chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  const { username, ...bot } = world.bot;
  const user = { ...bot, ...(username ? { username } : {}) };
  const member = (blocked: boolean): ChatMember => (blocked ? { status: "kicked", user, until_date: 0 } : { status: "member", user });
  const my_chat_member = {
    chat: chat.chat,
    from: chat.person,
    date: seconds(world.options.now()),
    old_chat_member: member(!isBlocked),
    new_chat_member: member(isBlocked),
  };
  await dispatch(world, makeUpdate(world, { my_chat_member }), personId);
}

/** Presses Stop under the newest draft that has it. */
export async function stop(world: World, personId: number): Promise<Update> {
  const chat = chatOf(world, personId);
  const draft = liveDrafts(world, chat).findLast(({ canStop }) => canStop);
  if (!draft) throw new Error(`No draft that can be stopped is on the screen of person ${personId}`);
  if (!chat.drafts.get(draft.draftId)?.keepsOnStop) chat.drafts.delete(draft.draftId);
  const update = makeUpdate(world, { stopped_message_generation: { chat: chat.chat, draft_id: draft.draftId } });
  await dispatch(world, update, personId);
  return update;
}

/** The chat of a person whom the test or the page knows; asking for another is a mistake of the caller. */
export function chatOf(world: World, personId: number): PrivateChat {
  const chat = world.chats.get(personId);
  if (!chat) throw new Error(`There is no person ${personId}; add them first`);
  return chat;
}

async function press(world: World, chat: PrivateChat, data: string, message: Message | InaccessibleMessage): Promise<CallbackQuery> {
  const query: CallbackQuery = {
    id: `${chat.person.id}${String(world.queries.size + 1).padStart(6, "0")}`,
    from: chat.person,
    message: structuredClone(message),
    chat_instance: String(chat.chat.id),
    data,
  };
  world.queries.set(query.id, { query, at: world.options.now() });
  await dispatch(world, makeUpdate(world, { callback_query: query }), chat.person.id);
  return query;
}

/** The buttons that call back, below the message and inside it. */
function buttonsOf(message: Message): Array<{ text: string; data: string }> {
  const below = (message.reply_markup?.inline_keyboard ?? []).flat();
  const inside = buttonsIn(message.rich_message?.blocks).map((button) => ({ ...button, text: plainRichText(button.text) }));
  return [...below, ...inside].flatMap((button) => ("callback_data" in button ? [{ text: button.text, data: button.callback_data }] : []));
}
