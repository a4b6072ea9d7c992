import type {
  CallbackQuery,
  Chat,
  ChatMember,
  ForceReply,
  ForumTopic,
  Message,
  PreCheckoutQuery,
  ReactionType,
  ReplyKeyboardMarkup,
  RichBlock,
  Update,
  User,
} from "@grammyjs/types";

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

export type Role = ChatMember["status"];

/** A group as it stands at the start. Topics make it a forum; without a word the bot is an administrator with every right. */
export type GroupInput = {
  title: string;
  id?: number;
  type?: "group" | "supergroup";
  username?: string;
  isForum?: boolean;
  topics?: string[];
  members?: Array<{ personId: number; role?: Role }>;
  bot?: Role;
  botRights?: Record<string, boolean>;
};

/** A group as a page shows it. */
export type GroupView = {
  chat: Chat;
  members: ChatMember[];
  topics: Array<ForumTopic & { isClosed: boolean; isHidden: boolean }>;
  pinned: number[];
};

export type MediaKind = "photo" | "audio" | "voice" | "video" | "video_note" | "animation" | "sticker" | "document";

/** A file from a person. Without a size it is as big as its body. */
export type FileInput = {
  kind: MediaKind;
  body: Uint8Array<ArrayBuffer>;
  fileId?: string;
  path?: string;
  name?: string;
  contentType?: string;
  size?: number;
  caption?: string;
  duration?: number;
  width?: number;
  height?: number;
  title?: string;
  performer?: string;
  emoji?: string;
};

/** Where a person writes: without a chat, in their own one with the bot. An anonymous administrator writes as the group. */
export type Where = { chatId?: number; threadId?: number; replyTo?: number; isAnonymous?: boolean };

/** An invoice that a person can pay: a message in their chat or in a group, or a link. */
export type InvoiceOnScreen = ({ messageId: number } | { link: string }) & { chatId?: number };
export type PaymentOutcome =
  | { state: "paid"; chargeId: string; message: Message }
  | { state: "refused"; reason: string }
  | { state: "lapsed" };

/** What a fake Telegram remembers. What is in the files stands beside the text, by file id, for it is large and never changes. */
export type SavedTelegram = { text: string; bodies: Map<string, Uint8Array<ArrayBuffer>> };

export type FakeTelegramOptions = {
  token: string;
  bot: { id: number; first_name: string; username: string };
  /** Milliseconds since the epoch; message dates and expiries follow it. */
  now: () => number;
  /** Carries an update to the bot, as a webhook would. Not called while no webhook is set and `deliverWithoutWebhook` is false. */
  deliver: (update: Update) => Promise<void>;
  /** Tests and the simulator deliver at once; the default is true. */
  deliverWithoutWebhook?: boolean;
  /** What `save` gave: the fake goes on from there. */
  saved?: SavedTelegram;
  /** Runs what Telegram does by itself after a call is answered; at once unless told otherwise. */
  later?: (task: () => Promise<void>) => void;
  /** How many messages pass; Telegram's own limits unless told otherwise. */
  limits?: { groupPerMinute?: number; perSecond?: number };
};

/**
 * Telegram in memory: what people do goes in by verbs, what the bot does comes in through `fetch`.
 * It refuses what Telegram refuses, in Telegram's own words.
 */
export type FakeTelegram = {
  /** Answers `<root>/bot<token>/<method>` and `<root>/file/bot<token>/<path>`; any other path is 404. */
  fetch: (request: Request) => Promise<Response>;

  addPerson: (person: PersonInput) => User;
  addGroup: (group: GroupInput) => Chat;
  /** A person writes to the bot or into a group. Commands get their entity. The promise settles when the bot has accepted the update, if it is shown one. */
  say: (personId: number, text: string, where?: Where) => Promise<Message>;
  /** Any other content: a sticker, a photo, a contact. `content` is merged into the message. */
  post: (personId: number, content: Partial<Message>, where?: Where) => Promise<Message>;
  sendFile: (personId: number, file: FileInput, where?: Where) => Promise<Message>;
  /** Several files at once: each part comes as an update of its own. */
  sendAlbum: (personId: number, files: FileInput[], where?: Where) => Promise<Message[]>;
  /** Presses a button of the reply keyboard: what it asks for is sent, or its text said. */
  choose: (personId: number, button: string) => Promise<Message>;
  /** A person changes a message of theirs. */
  edit: (personId: number, messageId: number, content: Partial<Message>, chatId?: number) => Promise<Message>;
  /** A person sets their reactions, or with none takes them back. */
  react: (reaction: { personId: number; messageId: number; emoji: string[]; chatId?: number }) => Promise<void>;
  /** A person votes in a poll, or with no options takes the vote back. */
  vote: (personId: number, messageId: number, options: number[], chatId?: number) => Promise<void>;
  /** A message goes from every screen, which Telegram tells no bot. */
  deleteMessage: (chatId: number, messageId: number) => void;
  /** Presses an inline button: by its text or its callback data, on the newest message that has it, or on `messageId`. Throws when no such button is on screen. */
  tap: (personId: number, button: string, messageId?: number, chatId?: number) => Promise<CallbackQuery>;
  /** A press that no visible button stands for: forged or stale data. */
  forge: (personId: number, data: string, messageId?: number, chatId?: number) => Promise<CallbackQuery>;
  /** Lets a person or the bot in, out, up or down, by themselves or by `byId`. */
  setMember: (change: { chatId: number; userId: number; role: Role; byId?: number; rights?: Record<string, boolean> }) => Promise<void>;
  /** A person joins by a link, or asks at a group; where joining needs approval they have only asked. */
  join: (personId: number, target: string | number) => Promise<"joined" | "asked">;
  /** Presses Pay and sees it through: the bot is asked, and if it agrees the payment is made. */
  pay: (personId: number, invoice: InvoiceOnScreen) => Promise<PaymentOutcome>;
  /** Presses Pay and leaves it there: the bot has been asked. `settle` sees it through. */
  checkOut: (personId: number, invoice: InvoiceOnScreen) => Promise<PreCheckoutQuery>;
  settle: (queryId: string) => Promise<PaymentOutcome>;
  /** The next period of a subscription is paid; without Stars it fails. */
  renew: (chargeId: string, hasStars?: boolean) => Promise<Message | undefined>;
  /** The person ends their subscription, or takes that back. */
  cancelSubscription: (chargeId: string, isCanceled?: boolean) => Promise<void>;
  /** Makes a supergroup of a group, under a new id. */
  migrate: (chatId: number, byId: number) => Promise<Chat>;
  deleteGroup: (chatId: number) => void;
  createTopic: (personId: number, chatId: number, name: string) => Promise<ForumTopic>;
  closeTopic: (personId: number, chatId: number, threadId: number, isClosed?: boolean) => Promise<void>;
  /** A topic goes with all that was said in it, which Telegram tells no bot. */
  deleteTopic: (chatId: number, threadId: number) => void;
  block: (personId: number) => Promise<void>;
  unblock: (personId: number) => Promise<void>;
  /** The person's account is deleted. */
  deactivate: (personId: number) => void;
  /** Presses Stop under the newest draft that allows it. Throws when there is none. */
  stop: (personId: number) => Promise<Update>;
  /** Makes an update with the next id without delivering it; for reordered and repeated deliveries. */
  makeUpdate: (content: Omit<Update, "update_id">) => Update;

  /** What is on screen in a person's chat or in a group, oldest first, as Telegram would show it; of one topic, if named. */
  screen: (chatId: number, threadId?: number) => Message[];
  reactions: (chatId: number, messageId: number) => Array<{ userId: number; reaction: ReactionType[] }>;
  /** Who has paid an invoice, each with the message that says so. By its message nobody pays twice; by a link they may. */
  receipts: (chatId: number, messageId: number) => Array<{ userId: number; messageId: number }>;
  /** The drafts that stream on the person's screen now. */
  drafts: (personId: number) => Draft[];
  /** The reply keyboard or the forced reply below the chat. */
  keyboard: (chatId: number) => ReplyKeyboardMarkup | ForceReply | undefined;
  /** Who is asked for a reply to which message, and has not written there since: Telegram's apps begin that reply by themselves. */
  forcedReplies: (chatId: number) => Array<{ personId: number; messageId: number }>;
  /** Makes a file that `getFile` finds, for a voice note or a picture that a person posts. */
  addFile: (file: {
    fileId: string;
    path: string;
    body: Uint8Array<ArrayBuffer>;
    contentType: string;
    kind?: MediaKind;
    size?: number;
  }) => void;
  chat: (chatId: number) => Chat | undefined;
  people: () => User[];
  groups: () => GroupView[];
  calls: ApiCall[];
  /** The webhook that the bot has set, with its secret. */
  webhook: () => { url: string; secretToken?: string; allowedUpdates: string[] } | undefined;
  /** Commands by scope and language, as set by setMyCommands. */
  commands: () => Array<{ scope: string; language: string; commands: Array<{ command: string; description: string }> }>;

  /** A file that Telegram holds. */
  file: (fileId: string) => { content: Uint8Array<ArrayBuffer>; contentType: string; name?: string } | undefined;
  /** Everything that the fake remembers, for the option `saved` of the next. */
  save: () => SavedTelegram;

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
  | { kind: "action"; chatId: number; action: string; threadId?: number }
  | { kind: "reaction"; chatId: number; messageId: number; userId: number; reaction: ReactionType[] }
  /** Members, topics, pins or the kind of a chat have changed. */
  | { kind: "chat"; chatId: number }
  | ({ kind: "draft"; chatId: number } & Draft)
  | { kind: "answer"; personId: number; queryId: string; text?: string; alert: boolean }
  | { kind: "payment"; personId: number; chargeId: string }
  /** Somebody has paid an invoice that is a message, and finds the receipt there from now on. */
  | { kind: "receipt"; chatId: number; messageId: number }
  | { kind: "call"; call: ApiCall }
  | { kind: "update"; update: Update; personId?: number };
