import type { Message, Update, User } from "@grammyjs/types";
import type { ApiCall, Change, Draft, Role } from "#fakes/telegram/contract.ts";

/** Someone the page can be: a person of the fake Telegram with the part that they play. */
export type Persona = { personId: number; name: string; role: string; languageCode: string; username: string };
export type BotCommand = { command: string; description: string };
export type CommandList = { scope: string; language: string; commands: BotCommand[] };
export type { Draft };
/** A button of a reply keyboard; what it asks for is sent when it is pressed. */
export type ReplyButton = { text: string; asksFor?: "contact" | "location" };

/** A chat as the page lists it. The private chat with the bot has the id of its person. */
export type ChatInfo = {
  chatId: number;
  kind: "private" | "group" | "supergroup" | "channel";
  title: string;
  /** The personas in it. */
  members: number[];
  /** What the personas and the bot are in it, by id; whoever never was there is not named. */
  roles: Record<string, Role>;
  /** All who are in it, the bot too. */
  size: number;
  isForum: boolean;
  topics: TopicInfo[];
  pinned: number[];
};
export type TopicInfo = { threadId: number; name: string; isClosed: boolean };

export type { Role };
/** What one may be made in a group; who owns it is not changed. */
export type GivenPlace = Exclude<Role, "creator">;
/** Who has paid an invoice, each with the message that says so. */
export type Receipts = Array<{ userId: number; messageId: number }>;
/** Who is to reply to which message. */
export type Asked = { personId: number; messageId: number };
export type Reactions = Array<{ userId: number; emoji: string[] }>;

/** Everything a page needs to draw itself; later changes arrive as events with a higher `seq`. */
export type State = {
  /** Differs after a restart of the simulator, when all that a page holds is stale. */
  run: string;
  /** Differs only in a world that has begun anew. */
  world: string;
  seq: number;
  bot: User;
  zone: string;
  /** The language that is taught, in which clips are read out. */
  targetLanguage: string;
  offsetMs: number;
  personas: Persona[];
  chats: ChatInfo[];
  /** By chat, oldest first. */
  screens: Record<string, Message[]>;
  /** By chat and message, where there are any. */
  reactions: Record<string, Record<string, Reactions>>;
  receipts: Record<string, Record<string, Receipts>>;
  drafts: Record<string, Draft[]>;
  /** Message ids that the Worker has not accepted yet, by chat. */
  waiting: Record<string, number[]>;
  blocked: number[];
  commands: CommandList[];
  keyboards: Record<string, ReplyButton[][]>;
  asked: Record<string, Asked[]>;
  traffic: Traffic[];
  switches: Switches;
  workerStatus: WorkerStatus;
  buildProblem?: string;
  scenarios: Array<{ name: string; title: string }>;
  playing?: Playing;
};

/** One line of the pane of raw traffic. */
export type Traffic = { at: number } & ({ kind: "update"; update: Update } | { kind: "call"; call: ApiCall });

export type PageChange =
  | Exclude<Change, { kind: "call" | "update" | "chat" | "reaction" | "payment" | "receipt" }>
  | { kind: "receipts"; chatId: number; messageId: number; receipts: Receipts }
  | { kind: "reactions"; chatId: number; messageId: number; reactions: Reactions }
  | { kind: "traffic"; traffic: Traffic }
  | { kind: "clock"; offsetMs: number }
  | { kind: "persona"; persona: Persona }
  /** All chats that there are now. */
  | { kind: "chats"; chats: ChatInfo[] }
  | { kind: "blocked"; personId: number; blocked: boolean }
  | { kind: "commands"; commands: CommandList[] }
  | { kind: "keyboard"; chatId: number; rows: ReplyButton[][] }
  | { kind: "asked"; chatId: number; asked: Asked[] }
  | { kind: "waiting"; chatId: number; messageId: number; isWaiting: boolean }
  | { kind: "trouble"; message: string }
  | { kind: "recovered" }
  /** A word for whoever watches, which needs no answer. */
  | { kind: "notice"; message: string; tone: "plain" | "error" }
  | { kind: "switches"; switches: Switches }
  | { kind: "worker"; status: WorkerStatus }
  | { kind: "build"; problem?: string }
  | { kind: "playing"; playing?: Playing };

export type PageEvent = { seq: number; change: PageChange };

/** Content other than text that a person can send from the page. */
export type PostKind = "sticker" | "contact" | "location";

/** What is broken on purpose, by what it is that fails. */
export type Switches = {
  telegram: "well" | "429" | "5xx" | "slow";
  model: "well" | "dead" | "slow" | "garbage";
  database: "well" | "down" | "slow";
};
/** Something that the Worker gave up. `to` is an object by name, or nothing where nobody can tell any more. */
export type DeadLetter = { deadLetterId: string; at: number; to: string; kind: string };
/** Whether between the steps of a scenario there is time to read. */
export type Pace = "watched" | "hurried";
/** How far a scenario that is being replayed has come. */
export type Playing = { title: string; step: number; of: number };
export type WorkerStatus = "running" | "killed" | "starting";

export type ClockMove = { hours: number } | { minutes: number } | { to: "next-morning" };
