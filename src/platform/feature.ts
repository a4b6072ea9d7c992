import type { BatchItem } from "drizzle-orm/batch";
import type { Message, PreCheckoutQuery } from "grammy/types";
import type { Hono } from "hono";
import type * as z from "zod";
import type { CampaignKind } from "./campaign/kind.ts";
import type { Config } from "./config.ts";
import type { CardKind } from "./desk/kind.ts";
import type { Deps, HttpEnv } from "./deps.ts";
import type { FlowKind } from "./flow-kind.ts";
import type { Locales } from "./i18n/words.ts";
import type { JobKind } from "./job-kind.ts";
import type { ProfileSlice } from "./profile-slice.ts";
import type { RequestKind } from "./request-kind.ts";
import type { NeededRole, Role } from "./role.ts";
import type { ButtonKind } from "./telegram/button.ts";
import type { BotContext } from "./telegram/context.ts";
import type { Call, View, ViewButton } from "./telegram/view.ts";
import type { StateReader, Turn } from "./turn.ts";

/** What the dispatch table asks of the person before it calls a handler. Registration is asked for unless it is waived. */
export type Needs = { registration?: "waived"; role?: NeededRole; verified?: true; entitlement?: true };

export type Command = {
  name: string;
  /** The message that describes it in Telegram's menu and in /help; a command without one is not listed. */
  describe?: string;
  /** To whom it is listed where that is not the role that it needs: whoever holds one of these. */
  describeFor?: readonly Role[];
  needs?: Needs;
  /** Where it may be given: in private unless it says otherwise. */
  where?: "group" | "anywhere";
  /** An open flow goes on after it; any other command ends the flow. */
  keepsFlow?: true;
  handle: (ctx: BotContext, rest: string) => Promise<void> | void;
};

/** A button and what pressing it does; made by `onPress`, which keeps the arguments typed. */
export type ButtonHandler = { name: string; needs?: Needs; press: (ctx: BotContext, data: string) => Promise<boolean> };

/**
 * `reply` is a message in private that answers one of the bot's, or one in another chat: before anything that is open, and from anybody.
 * `stranger` is anything a person does in private before they have registered, `group` a message in a group that is no command,
 * `payment` one that has been made, `contact` a shared contact, which comes before an open question, `edited` a message that its
 * writer has changed, in private or in a group, `standing` what the bot itself has become in a group. `payment` is also one that was
 * given back, `subscription` what Telegram tells of one that pays again by itself.
 */
export type FallbackKind =
  | "reply"
  | "text"
  | "media"
  | "membership"
  | "stranger"
  | "group"
  | "payment"
  | "subscription"
  | "joinRequest"
  | "contact"
  | "edited"
  | "standing";
/** Tried from the highest priority down until one answers true. */
export type Fallback = {
  kind: FallbackKind;
  priority: number;
  /** Whether it is for this one at all: it is asked before anybody is refused what it needs. */
  isMeant?: (ctx: BotContext) => boolean;
  needs?: Needs;
  /** `sent` is the message, or all parts of an album that is complete. */
  handle: (ctx: BotContext, sent: readonly Message[]) => Promise<boolean> | boolean;
};

/**
 * Answered at once, beside everything that waits, from the object's own state and without the database: a payment must be let
 * through or refused within ten seconds.
 */
export type UrgentHandler = {
  kind: "pre_checkout_query";
  answer: (query: PreCheckoutQuery, known: { state: StateReader; now: Date }) => { ok: true } | { ok: false; reason: string } | undefined;
};

/** An album whose last part came a moment ago, in private unless it says otherwise; in a group only one that answers the bot. */
export type AlbumHandler = {
  priority: number;
  where?: "anywhere";
  handle: (parts: Message[], turn: Turn, deps: Deps) => Promise<boolean> | boolean;
};

export type EventHandler = { kind: string; version: number; handle: (data: unknown, turn: Turn, deps: Deps) => Promise<void> | void };

export type Schedule = { name: string; cron: string; run: (now: Date, deps: Deps, kinds: Kinds) => Promise<void> };

export type MenuItem = { label: string; data: string };

/** What registration can ask besides the language. */
export const REGISTRATION_QUESTIONS = ["level", "explanations"] as const;
export type RegistrationQuestion = (typeof REGISTRATION_QUESTIONS)[number];

/** The kinds of work that the enabled features have together. */
export type Kinds = {
  /** Undefined for a kind of a feature that is switched off. */
  cardKind: (name: string) => CardKind | undefined;
  cardKinds: readonly CardKind[];
  requestKinds: readonly RequestKind[];
};

/** What the enabled features offer together. */
export type Directory = Kinds & {
  menuItems: (turn: Turn) => ViewButton[];
  settingItems: (turn: Turn) => MenuItem[];
  /** What people are asked when they register, because some feature wants to know. */
  questions: readonly RegistrationQuestion[];
  commands: (turn: Turn) => Array<{ name: string; describe: string }>;
  /** What the screen that people are brought back to tells of where they stand. */
  welcome: (turn: Turn) => string[];
  /** What writes the person's own command menu at Telegram, after their roles have changed. */
  personalMenus: (turn: Turn) => Call[];
  /** Ends whatever any feature has open; what is to be said of each. */
  cancelAll: (turn: Turn) => View[];
  /** Ends the open flow, if any, without its answer, and says whether there was one. */
  cancelFlow: (turn: Turn) => Promise<boolean>;
  /** The screen that people are brought back to. */
  home: (turn: Turn) => View;
  /** What stands before whoever has no entitlement; undefined where they have one, or none is needed. */
  gate: (turn: Turn) => View | undefined;
  /** What has to be written beside a registration. */
  registered: (turn: Turn, deps: Deps) => BatchItem<"sqlite">[];
  /** What the features keep of a person in their object, and read anew together. */
  profileSlices: readonly ProfileSlice[];
  /** All that is held of the person of this turn, by feature. */
  exportPerson: (turn: Turn, deps: Deps) => Promise<Record<string, unknown>>;
  /** Deletes all of it, in the database at once and in the object with the turn's commit, and leaves a tombstone. */
  forgetPerson: (turn: Turn, deps: Deps) => Promise<void>;
};

/** A feature's part of what is held of a person. */
export type PersonData = {
  export: (personId: number, deps: Deps, state: StateReader) => Promise<unknown>;
  /** The statements that delete it. */
  forget: (personId: number, deps: Deps, now: Date) => BatchItem<"sqlite">[];
};

/** A thing the product does: a plain object, listed once in `features/index.ts`. */
export type Feature = {
  name: string;
  locales: Locales;
  /** Names what the configuration lacks for this feature; it is then left out, and `/ready` says why. */
  requires?: (config: Config) => string[];
  /** Whether the configuration has something for it to do; where it has not, the feature is left out, and nothing is wrong. */
  isUsed?: (config: Config) => boolean;
  /** The features without which this one has nothing to show; it is left out with them. */
  reads?: readonly string[];
  /** What this feature must know of people; nobody is asked what no enabled feature wants to know. */
  asks?: readonly RegistrationQuestion[];
  home?: (turn: Turn) => View;
  /** Of the one feature that knows who is entitled, see `Directory`. It asks no database. */
  gate?: (turn: Turn, config: Config) => View | undefined;
  /** What this feature writes in the batch in which somebody registers. */
  registered?: (turn: Turn, deps: Deps) => BatchItem<"sqlite">[];
  /** Where somebody stands, in sentences above the menu. */
  welcome?: (turn: Turn, config: Config) => string[];
  menu?: (turn: Turn, config: Config) => ViewButton[];
  settings?: (turn: Turn) => MenuItem[];
  /** Ends what this feature has open with the person, for /cancel; what is to be said of it, undefined where there was nothing. */
  cancel?: (turn: Turn) => View | undefined;
  commands?: Command[];
  buttons?: ButtonHandler[];
  fallbacks?: Fallback[];
  urgent?: UrgentHandler[];
  /** The kinds of work that staff get cards for. */
  cards?: CardKind[];
  /** What people may ask staff for. */
  requestKinds?: RequestKind[];
  /** Makes the cards of all of these; of the one feature that takes requests. */
  requestCard?: (kind: RequestKind) => CardKind;
  /** Makes the commands for the steps of all cards; of the one feature that is the desk. */
  stepCommand?: (name: string) => Command;
  albums?: AlbumHandler[];
  events?: EventHandler[];
  jobs?: JobKind[];
  flows?: FlowKind[];
  /** What goes to many. */
  campaigns?: CampaignKind[];
  schedules?: Schedule[];
  /** What it keeps of a person in their object. */
  profileSlice?: ProfileSlice;
  personData?: PersonData;
  /** Mounted under `/admin/<name>`, behind the bearer token. */
  adminRoutes?: Hono<HttpEnv>;
};

export function onPress<Shape extends Record<string, z.ZodType<string | number, string>>>(
  kind: ButtonKind<Shape>,
  /** Answers `stale` when the button means nothing any more: the person is told so and shown the menu. */
  handle: (ctx: BotContext, args: z.output<z.ZodObject<Shape>>) => Promise<"stale" | void> | "stale" | void,
  needs?: Needs,
): ButtonHandler {
  const press = async (ctx: BotContext, data: string) => {
    const args = kind.parse(data);
    if (args === undefined) return false;
    return (await handle(ctx, args)) !== "stale";
  };
  return needs === undefined ? { name: kind.name, press } : { name: kind.name, needs, press };
}

export function onEvent<Data>(kind: {
  kind: string;
  version: number;
  schema: z.ZodType<Data>;
  handle: (data: Data, turn: Turn, deps: Deps) => Promise<void> | void;
}): EventHandler {
  return { kind: kind.kind, version: kind.version, handle: (data, turn, deps) => kind.handle(kind.schema.parse(data), turn, deps) };
}
