import { answer } from "./answer.ts";
import { type AnyChat, chatOf, findMessage, groupOf, removeMessage, roomOf } from "./chats.ts";
import type { FakeTelegram, FakeTelegramOptions, GroupView } from "./contract.ts";
import { forcedReplies } from "./forced-replies.ts";
import { liveDrafts } from "./draft-acts.ts";
import { storeFile } from "./files.ts";
import { addGroup, deleteGroup, migrate, setMember } from "./groups.ts";
import { join } from "./invites.ts";
import { addPerson, edit, post, setBlocked, stop } from "./people.ts";
import { closeTopicBy, createTopicBy } from "./people-topics.ts";
import { vote } from "./polls.ts";
import { choose, sendAlbum, sendFile } from "./posts.ts";
import { forge, tap } from "./presses.ts";
import { react } from "./reactions.ts";
import { restore, save } from "./saved.ts";
import { checkOut, renew, setCanceled, settle } from "./stars.ts";
import { deleteTopic } from "./topics.ts";
import { makeUpdate } from "./updates.ts";
import { createWorld, type World } from "./world.ts";

/** Telegram in memory, for tests and the simulator; `contract.ts` says what it does. */
export function createTelegram(options: FakeTelegramOptions): FakeTelegram {
  const world = createWorld(options);
  if (options.saved !== undefined) restore(world, options.saved);
  return { fetch: (request) => answer(world, request), ...doings(world), ...sights(world), ...switches(world) };
}

/** What people do. */
function doings(world: World) {
  return {
    addPerson: (person) => addPerson(world, person),
    addGroup: (group) => addGroup(world, group),
    say: (personId, text, where) => post(world, personId, { text }, where),
    post: (personId, content, where) => post(world, personId, content, where),
    sendFile: (personId, file, where) => sendFile(world, personId, file, where),
    sendAlbum: (personId, files, where) => sendAlbum(world, personId, files, where),
    choose: (personId, button) => choose(world, personId, button),
    edit: (personId, messageId, content, chatId) => edit(world, personId, messageId, content, chatId),
    react: (reaction) => react(world, reaction),
    vote: (personId, messageId, options, chatId) => vote(world, { personId, messageId, options, chatId }),
    deleteMessage: (chatId, messageId) => deleteMessage(world, chatId, messageId),
    tap: (personId, button, messageId, chatId) => tap(world, { personId, messageId, chatId }, button),
    forge: (personId, data, messageId, chatId) => forge(world, { personId, messageId, chatId }, data),
    setMember: (change) => setMember(world, change),
    join: (personId, target) => join(world, personId, target),
    pay: async (personId, invoice) => settle(world, (await checkOut(world, personId, invoice)).id),
    checkOut: (personId, invoice) => checkOut(world, personId, invoice),
    settle: (queryId) => settle(world, queryId),
    renew: (chargeId, hasStars = true) => renew(world, chargeId, hasStars),
    cancelSubscription: (chargeId, isCanceled = true) => setCanceled(world, chargeId, isCanceled),
    migrate: (chatId, byId) => migrate(world, chatId, byId),
    deleteGroup: (chatId) => deleteGroup(world, chatId),
    createTopic: (personId, chatId, name) => createTopicBy(world, personId, chatId, name),
    closeTopic: (personId, chatId, threadId, isClosed = true) => closeTopicBy(world, { personId, chatId, threadId, isClosed }),
    deleteTopic: (chatId, threadId) => deleteTopic(world, groupOf(world, chatId), threadId),
    block: (personId) => setBlocked(world, personId, true),
    unblock: (personId) => setBlocked(world, personId, false),
    deactivate: (personId) => void (chatOf(world, personId).isDeactivated = true),
    stop: (personId) => stop(world, personId),
    makeUpdate: (content) => makeUpdate(world, content),
    addFile: ({ kind = "document", ...file }) => void storeFile(world, kind, file),
  } satisfies Partial<FakeTelegram>;
}

/** What can be seen. */
function sights(world: World) {
  return {
    screen: (chatId, threadId) =>
      roomOf(world, chatId)
        .messages.filter(({ message }) => threadId === undefined || message.message_thread_id === threadId)
        .map(({ message }) => structuredClone(message)),
    reactions: (chatId, messageId) =>
      [...(findMessage(roomOf(world, chatId), messageId)?.reactions ?? [])].map(([userId, reaction]) => ({ userId, reaction })),
    receipts: (chatId, messageId) =>
      [...(findMessage(roomOf(world, chatId), messageId)?.receipts ?? [])].map(([userId, id]) => ({ userId, messageId: id })),
    drafts: (personId) => liveDrafts(world, chatOf(world, personId)),
    keyboard: (chatId) => keyboardOf(roomOf(world, chatId)),
    forcedReplies: (chatId) => forcedReplies(roomOf(world, chatId)),
    chat: (chatId) => world.chats.get(chatId)?.chat,
    people: () => [...world.chats.values()].flatMap((chat) => (chat.kind === "private" ? [chat.person] : [])),
    groups: () => [...world.chats.values()].flatMap(groupView),
    file: (fileId) => world.files.get(fileId),
    save: () => save(world),
    calls: world.calls,
    webhook: () => world.webhook,
    commands: () => [...world.commands.values()],
  } satisfies Partial<FakeTelegram>;
}

function switches(world: World) {
  return {
    fail: (failure) => void world.failures.push({ ...failure }),
    heal: () => void world.failures.splice(0),
    subscribe(listener) {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
  } satisfies Partial<FakeTelegram>;
}

function groupView(chat: AnyChat): GroupView[] {
  if (chat.kind === "private" || chat.migratedTo !== undefined || chat.isDeleted) return [];
  return [
    structuredClone({ chat: chat.chat, members: [...chat.members.values()], topics: [...chat.topics.values()], pinned: chat.pinned }),
  ];
}

function deleteMessage(world: World, chatId: number, messageId: number): void {
  const chat = roomOf(world, chatId);
  const stored = findMessage(chat, messageId);
  if (!stored) throw new Error(`There is no message ${messageId} in the chat ${chatId}`);
  removeMessage(world, chat, stored);
}

/** The newest reply keyboard counts, unless a later message removed it or it was for one press only. */
function keyboardOf(chat: AnyChat): ReturnType<FakeTelegram["keyboard"]> {
  const stored = chat.messages.findLast(({ keyboard }) => keyboard);
  return stored?.keyboard && !stored.isKeyboardUsed && !("remove_keyboard" in stored.keyboard) ? stored.keyboard : undefined;
}
