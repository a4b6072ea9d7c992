import type { CallbackQuery, Chat, ForceReply, Message, ReplyKeyboardMarkup, RichBlock, Update, User } from "@grammyjs/types";

/** One call of the Bot API as the fake saw it. `refusal` is Telegram's own description when it was refused. */
export type ApiCall = {
  number: number;
  at: number;
  method: string;
  payload: Record<string, unknown>;
  status: number;
  refusal?: string;
};

/**
 * A failure that the next matching calls meet. `times` counts down to nothing; `Infinity` stays until cleared.
 * `half-body` cuts the JSON, `garbage` answers HTML with 200, `reset` fails the connection, `slow` waits `ms` and then answers as usual,
 * `lost-answer` carries the call out and then fails the connection (the outcome is unknown to the caller), `refusal` says what Telegram might say
 * for a reason that the judge does not know (400 unless told otherwise).
 */
export type Failure = { method?: string; chatId?: number; times: number } & (
  | { kind: "too-many-requests"; retryAfter: number }
  | { kind: "server-error"; status: number }
  | { kind: "half-body" | "garbage" | "reset" | "unauthorized" | "lost-answer" }
  | { kind: "slow"; ms: number }
  | { kind: "refusal"; description: string; errorCode?: number; migrateToChatId?: number }
);

export type PersonInput = Pick<User, "first_name"> & Partial<Pick<User, "id" | "last_name" | "username" | "language_code">>;

export type FakeTelegramOptions = {
  token: string;
  bot: { id: number; first_name: string; username: string };
  /** Milliseconds since the epoch; message dates and expiries follow it. */
  now: () => number;
  /** Carries an update to the bot, as a webhook would. Not called while no webhook is set and `deliverWithoutWebhook` is false. */
  deliver: (update: Update) => Promise<void>;
  /** Tests and the simulator deliver at once; the default is true. */
  deliverWithoutWebhook?: boolean;
};

/**
 * Telegram in memory: what people do goes in by verbs, what the bot does comes in through `fetch`.
 * It refuses what Telegram refuses, in Telegram's own words.
 */
export type FakeTelegram = {
  /** Answers `<root>/bot<token>/<method>` and `<root>/file/bot<token>/<path>`; any other path is 404. */
  fetch: (request: Request) => Promise<Response>;

  addPerson: (person: PersonInput) => User;
  /** A person writes in the private chat with the bot. Commands get their entity. The promise settles when the bot has accepted the update. */
  say: (personId: number, text: string) => Promise<Message>;
  /** Any other content: a sticker, a photo, a contact. `content` is merged into the message. */
  post: (personId: number, content: Partial<Message>) => Promise<Message>;
  /** Presses an inline button: by its text or its callback data, on the newest message that has it, or on `messageId`. Throws when no such button is on screen. */
  tap: (personId: number, button: string, messageId?: number) => Promise<CallbackQuery>;
  /** A press that no visible button stands for: forged or stale data. */
  forge: (personId: number, data: string, messageId?: number) => Promise<CallbackQuery>;
  block: (personId: number) => Promise<void>;
  unblock: (personId: number) => Promise<void>;
  /** Presses Stop under the newest draft that allows it. Throws when there is none. */
  stop: (personId: number) => Promise<Update>;
  /** Makes an update with the next id without delivering it; for reordered and repeated deliveries. */
  makeUpdate: (content: Omit<Update, "update_id">) => Update;

  /** What the person has on screen, oldest first, as Telegram would show it. */
  screen: (personId: number) => Message[];
  /** The drafts that stream on the person's screen now. */
  drafts: (personId: number) => Draft[];
  /** The reply keyboard or the forced reply below the chat. */
  keyboard: (personId: number) => ReplyKeyboardMarkup | ForceReply | undefined;
  /** Makes a file that `getFile` finds, for a voice note or a picture that a person posts. */
  addFile: (file: { fileId: string; path: string; body: Uint8Array<ArrayBuffer>; contentType: string }) => void;
  chat: (chatId: number) => Chat | undefined;
  people: () => User[];
  calls: ApiCall[];
  /** The webhook that the bot has set, with its secret. */
  webhook: () => { url: string; secretToken?: string; allowedUpdates: string[] } | undefined;
  /** Commands by scope and language, as set by setMyCommands. */
  commands: () => Array<{ scope: string; language: string; commands: Array<{ command: string; description: string }> }>;

  fail: (failure: Failure) => void;
  heal: () => void;
  /** Called after each change of anything that a page would show. Returns the way to stop. */
  subscribe: (listener: (change: Change) => void) => () => void;
};

/** A message while it is being written. `text` is what the person reads; rich drafts have their blocks as well. */
export type Draft = { draftId: number; text: string; blocks?: RichBlock[]; canStop: boolean };

export type Change =
  | { kind: "message"; chatId: number; message: Message }
  | { kind: "edited"; chatId: number; message: Message }
  | { kind: "deleted"; chatId: number; messageId: number }
  | { kind: "action"; chatId: number; action: string }
  | ({ kind: "draft"; chatId: number } & Draft)
  | { kind: "answer"; personId: number; queryId: string; text?: string; alert: boolean }
  | { kind: "call"; call: ApiCall }
  | { kind: "update"; update: Update; personId?: number };
