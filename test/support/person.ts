import { env } from "cloudflare:workers";
import type { FileInput, InvoiceOnScreen, PaymentOutcome } from "#fakes/telegram/contract.ts";
import type { Message, User } from "@grammyjs/types";
import { type Group, settled } from "./group.ts";
import { letTelegramTell, telegram } from "./outside.ts";
import { albumsSettled, quietObject } from "./quiet.ts";

let nextId = 1000;

/** Somebody in front of the chat: what they do, and what they then have on screen. */
export type Person = {
  user: User;
  say: (text: string) => Promise<void>;
  tap: (button: string) => Promise<void>;
  /** Puts anything else into the chat: a sticker, a photo. */
  post: (content: Partial<Message>) => Promise<void>;
  sendFile: (file: FileInput) => Promise<void>;
  /** Several files at once; it waits until the album counts as complete. */
  sendAlbum: (files: FileInput[]) => Promise<void>;
  /** Changes a message of theirs. */
  edit: (message: Message, content: Partial<Message>) => Promise<void>;
  /** Presses a button of the keyboard below the chat: what it asks for is sent, or its text said. */
  choose: (button: string) => Promise<void>;
  /** Presses Pay below the newest invoice. */
  pay: () => Promise<PaymentOutcome>;
  /** The same person in a group that they are in. */
  inGroup: (group: Group) => Member;
  screen: () => Message[];
  /** The text of the newest message, rich or plain. */
  last: () => string;
  buttons: () => string[];
};

/** A person in a group. `topic` is a topic's name, `replyTo` what the message says to which they reply. */
export type Member = {
  say: (text: string, where?: { topic?: string; replyTo?: string }) => Promise<void>;
  tap: (button: string) => Promise<void>;
  sendFile: (file: FileInput, where: { replyTo: string }) => Promise<void>;
  sendAlbum: (files: FileInput[], where: { replyTo: string }) => Promise<void>;
  edit: (message: Message, content: Partial<Message>) => Promise<void>;
};

export function aStranger(from: Partial<User> = {}): Person {
  const user = telegram.addPerson({ id: nextId++, first_name: "Lena", language_code: "en", ...from });
  const after = async (done: Promise<unknown>) => {
    await done;
    await quiet(user.id);
  };
  const screen = () => telegram.screen(user.id);
  return {
    user,
    say: (text) => after(telegram.say(user.id, text)),
    tap: (button) => after(telegram.tap(user.id, button)),
    post: (content) => after(telegram.post(user.id, content)),
    sendFile: (file) => after(telegram.sendFile(user.id, file)),
    sendAlbum: async (files) => {
      await after(telegram.sendAlbum(user.id, files));
      await albumsSettled(user.id);
      await quiet(user.id);
    },
    edit: ({ message_id: messageId }, content) => after(telegram.edit(user.id, messageId, content)),
    choose: (button) => after(telegram.choose(user.id, button)),
    pay: async () => {
      const outcome = await telegram.pay(user.id, newestInvoice(screen()));
      await quiet(user.id);
      return outcome;
    },
    inGroup: (group) => memberOf(user.id, group),
    screen,
    last: () => textOf(screen().at(-1)),
    buttons: () => buttonsOf(screen().at(-1)),
  };
}

/** Somebody who has registered: English, A2, explanations in English unless told otherwise. */
export async function aLearner(
  choices: { language?: string; level?: string; explanations?: string; user?: Partial<User> } = {},
): Promise<Person> {
  const person = aStranger(choices.user);
  await person.say("/start");
  await person.tap(choices.language ?? "English");
  await person.tap(choices.level ?? "A2");
  await person.tap(choices.explanations ?? "English");
  return person;
}

const owners = env.OWNER_IDS.split(",").map(Number);

/** One of the configured owners, another at each call. */
export async function anOwner(): Promise<Person> {
  const id = owners.shift();
  if (id === undefined) throw new Error("OWNER_IDS of the test configuration names too few owners");
  return aLearner({ user: { id, first_name: "Olga" } });
}

/** A press on a button that this person's screen does not show: it is before others, or was sent by an older version. */
export async function pressForged(person: Person, data: string): Promise<void> {
  await telegram.forge(person.user.id, data);
  await quiet(person.user.id);
}

/** Waits until an object, a person's by default, has nothing left to do, also with what Telegram tells of it. */
export async function quiet(owner: number | string): Promise<void> {
  const name = typeof owner === "string" ? owner : `person:${owner}`;
  await quietObject(name);
  await letTelegramTell();
  await quietObject(name);
}

function memberOf(personId: number, group: Group): Member {
  const chatId = group.chat.id;
  const after = async (done: Promise<unknown>) => {
    await done;
    await settled(group, personId);
  };
  return {
    say: (text, { topic, replyTo } = {}) => {
      const reply = replyTo === undefined ? {} : { replyTo: group.messageWith(replyTo).message_id };
      return after(telegram.say(personId, text, { chatId, ...(topic === undefined ? {} : { threadId: group.threadId(topic) }), ...reply }));
    },
    tap: (button) => after(telegram.tap(personId, button, undefined, chatId)),
    sendFile: (file, { replyTo }) => after(telegram.sendFile(personId, file, { chatId, replyTo: group.messageWith(replyTo).message_id })),
    sendAlbum: async (files, { replyTo }) => {
      await after(telegram.sendAlbum(personId, files, { chatId, replyTo: group.messageWith(replyTo).message_id }));
      await albumsSettled(personId);
      await settled(group, personId);
    },
    edit: ({ message_id: messageId }, content) => after(telegram.edit(personId, messageId, content, chatId)),
  };
}

function newestInvoice(screen: Message[]): InvoiceOnScreen {
  const message = screen.findLast(({ invoice }) => invoice);
  if (!message) throw new Error("no invoice is on screen");
  return { messageId: message.message_id };
}

/** The newest message that somebody has written or sent. */
export function newestOwn({ user, screen }: Person): Message {
  const own = screen().findLast(({ from }) => from?.id === user.id);
  if (own === undefined) throw new Error("they have written nothing");
  return own;
}

export function textOf(message: Message | undefined): string {
  if (message === undefined) return "";
  return message.text ?? (message.rich_message === undefined ? "" : JSON.stringify(message.rich_message));
}

export function buttonsOf(message: Message | undefined): string[] {
  return message?.reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? [];
}
