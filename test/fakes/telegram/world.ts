import type {
  BotCommand,
  CallbackQuery,
  Chat,
  ForceReply,
  Message,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  Update,
  User,
} from "@grammyjs/types";
import type { ApiCall, Change, Draft, FakeTelegramOptions, Failure } from "./contract.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** Everything that the fake remembers. The acts and the people change it; each change is announced. */
export type World = {
  options: FakeTelegramOptions;
  bot: User;
  chats: Map<number, PrivateChat>;
  queries: Map<string, { query: CallbackQuery; at: number }>;
  files: Map<string, StoredFile>;
  commands: Map<string, CommandSet>;
  /** Names, descriptions and the like, by the method that set them and the language. */
  texts: Map<string, string>;
  webhook: Webhook | undefined;
  /** Updates that wait for a webhook or for getUpdates. */
  pending: Update[];
  lastUpdateId: number;
  failures: Failure[];
  calls: ApiCall[];
  listeners: Set<(change: Change) => void>;
};

/** A person and the chat with them. `isStarted` is false until they have written once. */
export type PrivateChat = {
  person: User;
  chat: Chat.PrivateChat;
  isStarted: boolean;
  isBlocked: boolean;
  lastMessageId: number;
  messages: StoredMessage[];
  drafts: Map<number, Draft & { keepsOnStop: boolean; until: number }>;
};

/** Telegram does not give a reply keyboard back with its message, so it stands beside it. */
export type StoredMessage = { message: Message; keyboard?: ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply };

export type StoredFile = { fileId: string; path: string; body: Blob; contentType: string };
export type UpdateKind = Exclude<keyof Update, "update_id">;
export type CommandSet = { scope: string; language: string; commands: BotCommand[] };
export type Webhook = {
  url: string;
  secretToken?: string;
  allowedUpdates: UpdateKind[];
  maxConnections: number;
  lastError?: { at: number; message: string };
};

export function createWorld(options: FakeTelegramOptions): World {
  return {
    options,
    bot: { ...options.bot, is_bot: true },
    chats: new Map(),
    queries: new Map(),
    files: new Map(),
    commands: new Map(),
    texts: new Map(),
    webhook: undefined,
    pending: [],
    // A simulator that starts anew must not repeat the numbers that the bot has already seen.
    lastUpdateId: Math.floor(options.now() / 1000),
    failures: [],
    calls: [],
    listeners: new Set(),
  };
}

export const announce = (world: World, change: Change): void => world.listeners.forEach((listener) => listener(change));

/** Telegram's dates are whole seconds. */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** The chat that a call names, as far as the bot may know it. */
export function findChat(world: World, chatId: number | string): PrivateChat | undefined {
  if (typeof chatId === "number") return world.chats.get(chatId);
  return [...world.chats.values()].find(({ person }) => `@${person.username}` === chatId);
}

/** The chat to which the bot may write now, or the reason why not. */
export function openChat(world: World, chatId: number | string): PrivateChat | Refusal {
  const chat = findChat(world, chatId);
  if (!chat) return refusals.chatNotFound;
  if (!chat.isStarted) return refusals.neverStarted;
  return chat.isBlocked ? refusals.blocked : chat;
}

export const findMessage = (chat: PrivateChat, messageId: number): StoredMessage | undefined =>
  chat.messages.find(({ message }) => message.message_id === messageId);

/** What a message says besides who sent it, when and where. */
export type Content = Omit<Message, "message_id" | "chat" | "date">;

/** Puts a message into the chat, numbered and dated. */
export function addMessage(world: World, chat: PrivateChat, from: User, content: Content): StoredMessage {
  chat.lastMessageId += 1;
  const message: Message = { message_id: chat.lastMessageId, from, chat: chat.chat, date: seconds(world.options.now()), ...content };
  const stored = { message };
  chat.messages.push(stored);
  announce(world, { kind: "message", chatId: chat.chat.id, message: structuredClone(message) });
  return stored;
}
