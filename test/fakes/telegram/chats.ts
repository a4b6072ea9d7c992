import type {
  Chat,
  ChatInviteLink,
  ChatMember,
  ForceReply,
  ForumTopic,
  Message,
  ReactionType,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  User,
} from "@grammyjs/types";
import type { Draft } from "./contract.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { announce, today, type World } from "./world.ts";

export type AnyChat = PrivateChat | GroupChat;

type Room = {
  lastMessageId: number;
  messages: StoredMessage[];
  drafts: Map<number, Draft & { keepsOnStop: boolean; until: number }>;
  /** Newest last. */
  pinned: number[];
};

/** A person and the chat with them. `isStarted` is false until they have written once. */
export type PrivateChat = Room & {
  kind: "private";
  person: User;
  chat: Chat.PrivateChat;
  isStarted: boolean;
  isBlocked: boolean;
  isDeactivated: boolean;
  /** Until then the bot may write to somebody who has only asked to be let into a group. */
  guestUntil?: number;
};

/** A group or a supergroup. Who never was in it is not among the members. */
export type GroupChat = Room & {
  kind: "group";
  chat: Chat.GroupChat | Chat.SupergroupChat;
  members: Map<number, ChatMember>;
  topics: Map<number, Topic>;
  invites: Map<string, ChatInviteLink>;
  /** The invite link by which each person asked to be let in. */
  requests: Map<number, string | undefined>;
  description?: string;
  /** The supergroup that this group has become. */
  migratedTo?: number;
  isDeleted: boolean;
  /** When the bot sent its newest messages here. */
  sentAt: number[];
};

/** The General topic has the id 1 and is not shown in messages. */
export type Topic = ForumTopic & { isClosed: boolean; isHidden: boolean };

/** Telegram does not give a reply keyboard back with its message, so it stands beside it, like the reactions by who set them. */
export type StoredMessage = {
  message: Message;
  keyboard?: ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;
  isKeyboardUsed?: true;
  votes?: Map<number, number[]>;
  /** What a press on Pay buys. */
  invoiceSlug?: string;
  /** The receipt of each who has paid it. */
  receipts?: Map<number, number>;
  reactions?: Map<number, ReactionType[]>;
};

export const newRoom = (): Room => ({ lastMessageId: 0, messages: [], drafts: new Map(), pinned: [] });

/** The chat that a call names, as far as the bot may know it. */
export function findChat(world: World, chatId: number | string): AnyChat | undefined {
  if (typeof chatId === "number") return world.chats.get(chatId);
  return [...world.chats.values()].find(({ chat }) => `@${chat.username}` === chatId);
}

/** The chat that a call may read, or the reason why not. */
export function readableChat(world: World, chatId: number | string): AnyChat | Refusal {
  const chat = findChat(world, chatId);
  if (!chat) return refusals.chatNotFound;
  if (chat.kind === "private" || chat.chat.type === "group") return chat;
  return absenceFrom(world, chat) ?? chat;
}

/** The chat to which the bot may write now, or the reason why not. */
export function openChat(world: World, chatId: number | string): AnyChat | Refusal {
  const chat = findChat(world, chatId);
  if (!chat) return refusals.chatNotFound;
  return (chat.kind === "private" ? closedPerson(world, chat) : closedGroup(world, chat)) ?? chat;
}

function closedPerson(world: World, chat: PrivateChat): Refusal | undefined {
  if (chat.isDeactivated) return refusals.deactivated;
  if (!chat.isStarted && (chat.guestUntil ?? 0) < world.options.now()) return refusals.neverStarted;
  return chat.isBlocked ? refusals.blocked : undefined;
}

function closedGroup(world: World, chat: GroupChat): Refusal | undefined {
  if (chat.migratedTo !== undefined) return { ...refusals.upgraded, parameters: { migrate_to_chat_id: chat.migratedTo } };
  return chat.isDeleted ? refusals.groupDeleted : absenceFrom(world, chat);
}

function absenceFrom(world: World, { chat, members }: GroupChat): Refusal | undefined {
  const status = members.get(world.bot.id)?.status ?? "left";
  if (status === "kicked") return chat.type === "group" ? refusals.kickedFromGroup : refusals.kickedFromSupergroup;
  if (status === "left") return chat.type === "group" ? refusals.notInGroup : refusals.notInSupergroup;
  return undefined;
}

export const findMessage = (chat: AnyChat, messageId: number): StoredMessage | undefined =>
  chat.messages.find(({ message }) => message.message_id === messageId);

/** What a message says besides who sent it, when and where. */
export type Content = Omit<Message, "message_id" | "chat" | "date">;

/** Puts a message into the chat, numbered and dated. */
export function addMessage(world: World, chat: AnyChat, from: User, content: Content): StoredMessage {
  chat.lastMessageId += 1;
  const message: Message = { message_id: chat.lastMessageId, from, chat: chat.chat, date: today(world), ...content };
  const stored = { message };
  chat.messages.push(stored);
  announce(world, { kind: "message", chatId: chat.chat.id, message: structuredClone(message) });
  return stored;
}

/** Takes a message off every screen. */
export function removeMessage(world: World, chat: AnyChat, stored: StoredMessage): void {
  const { message_id: messageId } = stored.message;
  chat.messages.splice(chat.messages.indexOf(stored), 1);
  chat.pinned = chat.pinned.filter((pinned) => pinned !== messageId);
  announce(world, { kind: "deleted", chatId: chat.chat.id, messageId });
}

/** The chat of a person whom the test or the page knows; asking for another is a mistake of the caller. */
export function chatOf(world: World, personId: number): PrivateChat {
  const chat = world.chats.get(personId);
  if (chat?.kind !== "private") throw new Error(`There is no person ${personId}; add them first`);
  return chat;
}

/** The group that the test or the page knows; asking for another is a mistake of the caller. */
export function groupOf(world: World, chatId: number): GroupChat {
  const chat = world.chats.get(chatId);
  if (chat?.kind !== "group") throw new Error(`There is no group ${chatId}; add it first`);
  return chat;
}

/** A person's own chat with the bot, or the group named instead. */
export const roomOf = (world: World, personId: number, chatId = personId): AnyChat =>
  chatId > 0 ? chatOf(world, personId) : groupOf(world, chatId);
