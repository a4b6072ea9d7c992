import type { BotCommand, CallbackQuery, MenuButton, Update, User } from "@grammyjs/types";
import type { AnyChat } from "./chats.ts";
import type { ApiCall, Change, FakeTelegramOptions, Failure } from "./contract.ts";
import type { StoredFile } from "./files.ts";
import type { Checkout, Payment, StoredInvoice } from "./stars.ts";

/** Everything that the fake remembers. The acts and the people change it; each change is announced. */
export type World = Memory & {
  options: FakeTelegramOptions;
  bot: User;
  listeners: Set<(change: Change) => void>;
};

/** What lasts over a restart: plain data, sets and maps of it, and bytes. */
export type Memory = {
  chats: Map<number, AnyChat>;
  invoices: Map<string, StoredInvoice>;
  checkouts: Map<string, Checkout>;
  payments: Map<string, Payment>;
  queries: Map<string, { query: CallbackQuery; at: number }>;
  files: Map<string, StoredFile>;
  commands: Map<string, CommandSet>;
  /** By chat; under 0 what all the others have. */
  menuButtons: Map<number, MenuButton>;
  /** Names, descriptions and the like, by the method that set them and the language. */
  texts: Map<string, string>;
  webhook: Webhook | undefined;
  /** Updates that wait for a webhook or for getUpdates. */
  pending: Update[];
  lastUpdateId: number;
  /** When the bot sent its newest messages, for the limit over all chats. */
  sentAt: number[];
  failures: Failure[];
  calls: ApiCall[];
};

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
  return { options, bot: { ...options.bot, is_bot: true }, listeners: new Set(), ...emptyMemory(options.now()) };
}

function emptyMemory(now: number): Memory {
  return {
    chats: new Map(),
    invoices: new Map(),
    checkouts: new Map(),
    payments: new Map(),
    queries: new Map(),
    files: new Map(),
    commands: new Map(),
    menuButtons: new Map(),
    texts: new Map(),
    webhook: undefined,
    pending: [],
    // A simulator that starts anew must not repeat the numbers that the bot has already seen.
    lastUpdateId: seconds(now),
    sentAt: [],
    failures: [],
    calls: [],
  };
}

export const announce = (world: World, change: Change): void => world.listeners.forEach((listener) => listener(change));

/** Telegram's dates are whole seconds. */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** The date of now, as Telegram writes it. */
export const today = (world: World): number => seconds(world.options.now());
