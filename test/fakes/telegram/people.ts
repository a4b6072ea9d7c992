import type { ChatMember, Message, MessageEntity, Update, User } from "@grammyjs/types";
import { addMessage, type AnyChat, chatOf, type Content, findMessage, newRoom, type PrivateChat, roomOf } from "./chats.ts";
import type { PersonInput, Where } from "./contract.ts";
import { liveDrafts } from "./draft-acts.ts";
import { commandsIn } from "./entities.ts";
import { anonymousAdmin, botSees } from "./group-sight.ts";
import { isAdmin, isIn } from "./members.ts";
import { quoted } from "./replies.ts";
import { generalTopicId, topicRoot } from "./topics.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import { announce, today, type World } from "./world.ts";

const firstPersonId = 1000;

export function addPerson(world: World, input: PersonInput): User {
  const person: User = { ...input, id: input.id ?? Math.max(firstPersonId, ...world.chats.keys()) + 1, is_bot: false };
  const { id, first_name, last_name, username } = person;
  const chat = { id, type: "private" as const, first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
  const state = { isStarted: false, isBlocked: false, isDeactivated: false };
  world.chats.set(id, { kind: "private", person, chat, ...state, ...newRoom() });
  return person;
}

/** A person writes text or sends any other content. */
export async function post(world: World, personId: number, content: Partial<Message>, where: Where = {}): Promise<Message> {
  const { person } = chatOf(world, personId);
  const chat = roomOf(world, personId, where.chatId);
  refuseToPost(chat, personId, where);
  if (chat.kind === "private") chat.isStarted = true;
  const author = where.isAnonymous ? { from: anonymousAdmin, sender_chat: chat.chat } : { from: person };
  const written = { ...found(content), ...content, ...author, ...placeOf(chat, where) };
  useKeyboard(chat, content.text);
  const { message } = addMessage(world, chat, author.from, written);
  if (botSees(world, chat, message)) await dispatchMessage(world, message, personId);
  return structuredClone(message);
}

/** Hands a message to the bot as it is now. */
export async function dispatchMessage(world: World, message: Message, personId: number): Promise<void> {
  const update = { message: structuredClone(message) } as Pick<Update, "message">;
  await dispatch(world, makeUpdate(world, update), personId);
}

/** A person changes what they wrote. */
export async function edit(
  world: World,
  personId: number,
  messageId: number,
  content: Partial<Message>,
  chatId?: number,
): Promise<Message> {
  const chat = roomOf(world, personId, chatId);
  const stored = findMessage(chat, messageId);
  if (stored?.message.from?.id !== personId) throw new Error(`Person ${personId} has no message ${messageId} that they could edit`);
  stored.message = { ...stored.message, ...found(content), ...content, edit_date: today(world) };
  const edited = structuredClone(stored.message);
  announce(world, { kind: "edited", chatId: chat.chat.id, message: structuredClone(edited) });
  const update = { edited_message: structuredClone(edited) } as Pick<Update, "edited_message">;
  if (botSees(world, chat, edited)) await dispatch(world, makeUpdate(world, update), personId);
  return edited;
}

export async function setBlocked(world: World, personId: number, isBlocked: boolean): Promise<void> {
  const chat = chatOf(world, personId);
  if (chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  const user = world.bot;
  const member = (blocked: boolean): ChatMember => (blocked ? { status: "kicked", user, until_date: 0 } : { status: "member", user });
  const my_chat_member = {
    chat: chat.chat,
    from: chat.person,
    date: today(world),
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

/** What Telegram would not let a person do is a mistake of the test or the page. */
function refuseToPost(chat: AnyChat, personId: number, where: Where): void {
  if (chat.kind === "private") return refuseWhileBlocked(chat);
  const who = `Person ${personId}`;
  const member = chat.members.get(personId);
  const topic = chat.topics.get(where.threadId ?? generalTopicId);
  if (chat.migratedTo !== undefined) throw new Error(`The group ${chat.chat.id} is the supergroup ${chat.migratedTo} now`);
  if (chat.isDeleted) throw new Error(`The group ${chat.chat.id} is deleted`);
  if (!isIn(member)) throw new Error(`${who} is not in the group ${chat.chat.id}`);
  if (member?.status === "restricted" && !member.can_send_messages) throw new Error(`${who} may not write in the group ${chat.chat.id}`);
  if (where.threadId !== undefined && !topic) throw new Error(`There is no topic ${where.threadId} in the group`);
  if (topic?.isClosed && !isAdmin(member)) throw new Error(`The topic ${topic.name} is closed`);
}

function refuseWhileBlocked({ isBlocked, person }: PrivateChat): void {
  if (isBlocked) throw new Error(`Person ${person.id} has blocked the bot and must unblock it before writing`);
}

/** In a topic, what replies to nothing else replies to the message with which the topic began. */
function placeOf(chat: AnyChat, { threadId, replyTo }: Where): Partial<Content> {
  const reply = replyTo === undefined ? undefined : findMessage(chat, replyTo);
  if (replyTo !== undefined && !reply) throw new Error(`There is no message ${replyTo} to reply to`);
  const id = threadId ?? reply?.message.message_thread_id;
  const isTopic = id !== undefined && id !== generalTopicId;
  const repliedTo = reply ?? (isTopic ? topicRoot(chat, id) : undefined);
  return {
    ...(isTopic ? { message_thread_id: id, is_topic_message: true } : {}),
    ...(repliedTo ? { reply_to_message: quoted(repliedTo.message) } : {}),
  };
}

/** The entities that Telegram finds by itself. */
function found({ text }: Partial<Message>): { entities?: MessageEntity[] } {
  const commands = text === undefined ? [] : commandsIn(text);
  return commands.length > 0 ? { entities: commands } : {};
}

/** A one-time keyboard hides once one of its buttons was pressed. */
function useKeyboard(chat: AnyChat, text: string | undefined): void {
  const stored = chat.messages.findLast(({ keyboard }) => keyboard);
  const keyboard = stored?.keyboard;
  if (!stored || !keyboard || !("keyboard" in keyboard) || !keyboard.one_time_keyboard) return;
  if (keyboard.keyboard.flat().some((button) => (typeof button === "string" ? button : button.text) === text)) stored.isKeyboardUsed = true;
}
