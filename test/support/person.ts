import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { Message, User } from "@grammyjs/types";
import { vi } from "vitest";
import { telegram } from "./outside.ts";

let nextId = 1000;

/** Somebody in front of the chat: what they do, and what they then have on screen. */
export type Person = {
  user: User;
  say: (text: string) => Promise<void>;
  tap: (button: string) => Promise<void>;
  /** Puts anything else into the chat: a sticker, a photo. */
  post: (content: Partial<Message>) => Promise<void>;
  screen: () => Message[];
  /** The text of the newest message, rich or plain. */
  last: () => string;
  buttons: () => string[];
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

/** Waits until an object, a person's by default, has nothing left to do. */
export async function quiet(owner: number | string): Promise<void> {
  const stub = env.SESSIONS.getByName(typeof owner === "string" ? owner : `person:${owner}`);
  await vi.waitFor(
    async () => {
      const left = await runInDurableObject(
        stub,
        (_, state) =>
          state.storage.sql
            .exec<{ left: number }>(
              "SELECT (SELECT count(*) FROM inbox WHERE status IN ('waiting', 'sending')) + (SELECT count(*) FROM state WHERE key LIKE 'job:%') AS left",
            )
            .one().left,
      );
      if (left > 0) throw new Error(`${left} things are still to be done`);
    },
    { timeout: 10_000, interval: 10 },
  );
}

export function textOf(message: Message | undefined): string {
  if (message === undefined) return "";
  return message.text ?? (message.rich_message === undefined ? "" : JSON.stringify(message.rich_message));
}

export function buttonsOf(message: Message | undefined): string[] {
  return message?.reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? [];
}
