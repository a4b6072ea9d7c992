import type { Chat, ChatMember, ChatMemberUpdated, User } from "@grammyjs/types";
import { addMessage, chatOf, type GroupChat, groupOf, newRoom } from "./chats.ts";
import type { GroupInput, Role } from "./contract.ts";
import { botSees } from "./group-sight.ts";
import { isAdmin, isIn, memberOf, memberWith } from "./members.ts";
import { dispatchMessage } from "./people.ts";
import { createTopic, generalTopic, generalTopicId } from "./topics.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import { announce, today, type World } from "./world.ts";

const firstSupergroupId = -1_002_000_000_000;
const firstGroupId = -4_000_000_000;

/** Makes a group as it stands: nothing is told to the bot of how it came to be. */
export function addGroup(world: World, input: GroupInput): Chat {
  const topics = input.topics ?? [];
  const isForum = input.isForum ?? topics.length > 0;
  const type = isForum ? "supergroup" : (input.type ?? "supergroup");
  const id = input.id ?? nextGroupId(world, type);
  const chat: GroupChat["chat"] =
    type === "group"
      ? { id, type, title: input.title }
      : { id, type, title: input.title, ...(isForum ? { is_forum: true } : {}), ...(input.username ? { username: input.username } : {}) };
  const group = newGroup(chat);
  world.chats.set(id, group);
  group.members.set(world.bot.id, memberWith(world.bot, input.bot ?? "administrator", input.botRights));
  for (const { personId, role } of input.members ?? [])
    group.members.set(personId, memberWith(chatOf(world, personId).person, role ?? "member"));
  const owner = [...group.members.values()].find(({ status }) => status === "creator")?.user ?? world.bot;
  for (const name of topics) createTopic(world, group, owner, { name });
  announce(world, { kind: "chat", chatId: id });
  return chat;
}

/** The first message of a supergroup tells that it was created, so nothing else has the number 1, which is that of the General topic. */
function newGroup(chat: GroupChat["chat"]): GroupChat {
  const topics = chat.is_forum ? new Map([[generalTopicId, generalTopic()]]) : new Map();
  return {
    kind: "group",
    chat,
    members: new Map(),
    topics,
    invites: new Map(),
    requests: new Map(),
    isDeleted: false,
    sentAt: [],
    ...newRoom(),
    lastMessageId: chat.type === "supergroup" ? 1 : 0,
  };
}

function nextGroupId(world: World, type: "group" | "supergroup"): number {
  let id = type === "group" ? firstGroupId : firstSupergroupId;
  while (world.chats.has(id)) id -= 1;
  return id;
}

export type Change = {
  chatId: number;
  userId: number;
  role: Role;
  byId?: number | undefined;
  rights?: Record<string, boolean> | undefined;
};
type Circumstances = Pick<ChatMemberUpdated, "invite_link" | "via_join_request">;

/** Lets somebody in, out, up or down. The bot hears of itself always, of others as an administrator who asked for it; a service message tells of comings and goings. */
export async function setMember(world: World, change: Change, circumstances: Circumstances = {}): Promise<void> {
  await tellOfMember(world, changeMember(world, change), circumstances);
}

export type Told = { group: GroupChat; by: User; before: ChatMember; after: ChatMember };

/** The change itself, of which nobody is told yet. */
export function changeMember(world: World, { chatId, userId, role, byId, rights }: Change): Told {
  const group = groupOf(world, chatId);
  const user = userWith(world, userId);
  const before = memberOf(group, user.id) ?? memberWith(user, "left");
  const after = memberWith(user, role, rights);
  group.members.set(user.id, after);
  announce(world, { kind: "chat", chatId: group.chat.id });
  return { group, by: byId === undefined ? user : userWith(world, byId), before, after };
}

export async function tellOfMember(world: World, { group, by, before, after }: Told, circumstances: Circumstances = {}): Promise<void> {
  const isBot = after.user.id === world.bot.id;
  const told = { chat: group.chat, from: by, date: today(world), old_chat_member: before, new_chat_member: after, ...circumstances };
  if (isBot) await dispatch(world, makeUpdate(world, { my_chat_member: told }), by.id);
  else if (isAdmin(memberOf(group, world.bot.id))) await dispatch(world, makeUpdate(world, { chat_member: told }), by.id);
  if (isIn(before) === isIn(after)) return;
  const content = isIn(after) ? { new_chat_members: [after.user] } : { left_chat_member: after.user };
  const { message } = addMessage(world, group, by, content);
  if (botSees(world, group, message)) await dispatchMessage(world, message, by.id);
}

const userWith = (world: World, userId: number): User => (userId === world.bot.id ? world.bot : chatOf(world, userId).person);

/** Makes a supergroup of a group: the members go along, what was said stays behind, and each tells of the other. */
export async function migrate(world: World, chatId: number, byId: number): Promise<Chat> {
  const old = groupOf(world, chatId);
  if (old.chat.type !== "group") throw new Error(`${chatId} is a supergroup already`);
  const chat: Chat.SupergroupChat = { id: nextGroupId(world, "supergroup"), type: "supergroup", title: old.chat.title };
  const group = { ...newGroup(chat), members: new Map(old.members) };
  world.chats.set(chat.id, group);
  old.migratedTo = chat.id;
  announce(world, { kind: "chat", chatId });
  const by = chatOf(world, byId).person;
  const { message: leaving } = addMessage(world, old, by, { migrate_to_chat_id: chat.id });
  await dispatchMessage(world, leaving, byId);
  const { message: arriving } = addMessage(world, group, by, { migrate_from_chat_id: chatId });
  await dispatchMessage(world, arriving, byId);
  return chat;
}

/** A deleted group is known to have been one; a deleted supergroup is not found any more. */
export function deleteGroup(world: World, chatId: number): void {
  const group = groupOf(world, chatId);
  if (group.chat.type === "group") group.isDeleted = true;
  else world.chats.delete(chatId);
  announce(world, { kind: "chat", chatId });
}
