import type { SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Config } from "../config.ts";
import type { Database } from "../database.ts";
import type { Deps } from "../deps.ts";
import type { NewEvent } from "../events.ts";
import type { Translate } from "../i18n/words.ts";
import type { Role } from "../role.ts";
import type { View } from "../telegram/view.ts";
import { paragraph, type Text } from "../text/tree.ts";
import type { Writing } from "../turn.ts";
import type { Card, CardFile, CardStep } from "./store.ts";

/** Who does something to a piece of work: staff who hold its role, the person whose it is, or the machine. */
export type ActionOf = "staff" | "person" | "machine";

/** What moves a piece of work on. All of `label`, `done`, `words` and `ask` are keys of messages. */
export type CardAction = {
  name: string;
  by: ActionOf;
  from: readonly string[];
  /** Decided states that it may undo, by somebody who has seen them: offered behind "change the decision". */
  corrects?: readonly string[];
  /** Left out where the state stays as it is. */
  to?: string;
  /** The button; an action without one is not offered on the card. */
  label?: string;
  /** How the card tells it, with `name` and `time`. */
  done: string;
  /** What staff call it by in a command, where that is not its name. */
  command?: string;
  /** Whether the button is of use now; it is offered in every state that the action begins in where this is left out. */
  isOffered?: (file: CardFile) => boolean;
  /** What a reply to the card may say instead of a press: whole words, separated by `|`. */
  words?: string;
  /** A text that belongs to it; where it is required, `ask` is the question for it. */
  input?: CardInput;
  /** What else must hold at the moment of the write. */
  when?: (step: CardChange) => SQL;
  /** The states of its subject that come with it. Each statement must hold only while `isLatest`. */
  statements?: (step: CardChange, db: Database) => BatchItem<"sqlite">[];
  /** What other objects must know of it; written and delivered with it. */
  events?: (step: CardChange) => NewEvent[];
  /** What the person whose work it is reads; left out where they are told nothing. */
  notice?: (step: CardStep, card: Card, t: Translate, config: Config) => View;
};

export type CardInput = {
  isRequired: boolean;
  ask: string;
  /** Reads what was typed; undefined for what it cannot be. A reply to the card that can be read is one. */
  parse?: (typed: string) => string | undefined;
  /** What can be chosen instead of typing it. */
  choices?: (card: Card, deps: Deps) => Promise<{ value: string; label: string }[]>;
};

/** A step that is being made, for the statements that stand beside it in the batch. */
export type CardChange = Writing & { card: Card; text: string | undefined; actorId: number | undefined };

/** Staff are not reminded of what waits for the person. */
export type CardState = { name: string; icon: string; isOpen: boolean; isWithPerson?: true };

/** A kind of work: the states it is in, and what moves it from one to another. */
export type CardKind = {
  name: string;
  role: Role;
  /** The staff group that gets it; those who hold the role where there is none. */
  chat: (config: Config) => number | undefined;
  /** The messages that name its states. */
  states: Record<string, CardState>;
  /** The message that names the kind. */
  title: string;
  actions: readonly CardAction[];
  /**
   * The action by staff that a reply to the card is, unless it is the word of another: what they wrote and sent is copied to the
   * person below its notice. Where it takes files, words alone stay among staff.
   */
  reply?: { action: string; takes: "anything" | "files" };
  /** What it is about, below the head of the card. */
  describe: (file: CardFile, t: Translate, deps: Deps) => Text | Promise<Text>;
};

export function actionOf(kind: CardKind, name: string): CardAction | undefined {
  return kind.actions.find((action) => action.name === name);
}

export const HOLDINGS = ["claim", "release", "hand-over"] as const;
export type HoldingName = (typeof HOLDINGS)[number];

/** Claiming a card, giving it back, handing it over: what every kind allows while it is open. */
export function holdingAction(kind: CardKind, name: HoldingName): CardAction {
  const open = Object.entries(kind.states).flatMap(([state, { isOpen }]) => (isOpen ? [state] : []));
  return { name, by: "staff", from: open, done: "desk-held" };
}

/** What else staff do to every kind of card, besides its own actions. */
export const SEND_AGAIN = "send-again";
export const CHANGE = "change";

/** What staff send to the person whose work it is: files, with or without words. `told` says so above them. */
export function sendingAction(told: string, from: readonly string[]): CardAction {
  const notice: CardAction["notice"] = (_, { cardId }, t) => ({ text: [paragraph(t(told, { card: `#${cardId}` }))] });
  return { name: "send", by: "staff", from, done: "desk-did-send", notice };
}

/** Only as a reply, since a file has no other way to a card. */
export const repliesSend: NonNullable<CardKind["reply"]> = { action: "send", takes: "files" };

/** What staff may do in words: files come as a reply only. */
export function stepsOfStaff({ actions, reply }: CardKind): CardAction[] {
  return actions.filter(({ by, name }) => by === "staff" && name !== reply?.action);
}

export function commandOfStep({ command, name }: Pick<CardAction, "name" | "command">): string {
  return command ?? name.replaceAll("-", "_");
}

/** The commands by which staff act on cards of these kinds, each once. */
export function listStepCommands(kinds: readonly CardKind[]): string[] {
  if (kinds.length === 0) return [];
  const steps = kinds.flatMap(stepsOfStaff);
  const all = [...steps, ...[...HOLDINGS, SEND_AGAIN, CHANGE].map((name) => ({ name }))];
  return [...new Set(all.map(commandOfStep))];
}
