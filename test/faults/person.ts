import { setTimeout as sleep } from "node:timers/promises";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { between, createDraw, type Draw, oneOf } from "./draws.ts";
import { shows, type Watch } from "./screens.ts";

const LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"] as const;
const LANGUAGES = ["en", "de", "ru"] as const;
const HURRIED_MS = 4_000;
const PATIENT_MS = 120_000;

export type Choices = { level: string; interfaceLanguage: string; explanationLanguage: string };

/** Somebody who uses the bot, and what must have come of it when all is settled. */
export type Person = {
  personId: number;
  /** The last values that they pressed; undefined for somebody who stopped in the middle of the registration. */
  chosen: Choices | undefined;
  /** How many new messages they must have received. */
  awaited: number;
  draw: Draw;
  say: (text: string) => Promise<void>;
  /** Presses a button as soon as it is on screen; false when they gave up waiting for it. */
  press: (data: string, patienceMs?: number) => Promise<boolean>;
  sees: (text: RegExp, patienceMs: number) => Promise<boolean>;
};

export function createPerson({ telegram, watch, seed }: { telegram: FakeTelegram; watch: Watch; seed: string }): Person {
  const { id: personId } = telegram.addPerson({ first_name: "Lena", language_code: "en" });
  const person: Person = {
    personId,
    chosen: undefined,
    awaited: 0,
    draw: createDraw(`${seed}:person:${personId}`),
    say: async (text) => {
      person.awaited += 1;
      await telegram.say(personId, text);
    },
    press: async (data, patienceMs = HURRIED_MS) => {
      if (!(await watch(personId, shows(data), patienceMs))) return false;
      await telegram.tap(personId, data);
      return true;
    },
    sees: (text, patienceMs) =>
      watch(personId, (screen) => screen.some((message) => message.from?.id !== personId && text.test(message.text ?? "")), patienceMs),
  };
  return person;
}

/** The first question of the registration, answered: where somebody who loses interest stays. */
export async function beginRegistration(person: Person): Promise<void> {
  await person.say("/start");
  await person.press("flow:choose:register:language:en", PATIENT_MS);
}

export async function register(person: Person): Promise<void> {
  await beginRegistration(person);
  await person.press("flow:choose:register:level:A2", PATIENT_MS);
  await person.press("flow:choose:register:explanations:de", PATIENT_MS);
  if (!(await person.press("tutor:learn", PATIENT_MS))) throw new Error(`person ${person.personId} could not register`);
  person.chosen = { level: "A2", interfaceLanguage: "en", explanationLanguage: "de" };
}

/** Uses the bot until `isOver`, a step every other second. */
export async function live(person: Person, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(between(person.draw, 400, 3_500));
    await oneOf(person.draw, HABITS)(person);
  }
}

type Habit = (person: Person) => Promise<void>;

const ping: Habit = (person) => person.say("/ping");

const hurry: Habit = async (person) => {
  await Promise.all([person.say("/ping"), person.say("/help"), person.press("home:show")]);
};

const lookAround: Habit = async (person) => {
  await person.say("/menu");
  await person.press("profile:help");
  await person.press("home:show");
};

type Change = { opens: string; presses: string; field: keyof Choices; value: string };

const changeSetting: Habit = async (person) => {
  const { draw } = person;
  await person.say("/settings");
  const change = oneOf<Change>(draw, [
    { opens: "level", presses: "profile:level", field: "level", value: oneOf(draw, LEVELS) },
    { opens: "language", presses: "profile:language", field: "interfaceLanguage", value: oneOf(draw, LANGUAGES) },
    { opens: "explanations", presses: "profile:explain", field: "explanationLanguage", value: oneOf(draw, LANGUAGES) },
  ]);
  if (!(await person.press(`profile:change:${change.opens}`))) return;
  const isPressed = await person.press(`${change.presses}:${change.value}`);
  if (isPressed && person.chosen !== undefined) person.chosen = { ...person.chosen, [change.field]: change.value };
};

/** Waits for each answer of the tutor: the end of a conversation takes what is unanswered with it. */
const converse: Habit = async (person) => {
  await person.say("/learn");
  if (!(await person.press("tutor:talk:conversation"))) return;
  for (let sentences = 0; sentences < 2; sentences++) {
    const mark = `Satz ${person.personId}-${person.awaited}`;
    await person.say(`${mark}: ich lerne Deutsch`);
    await person.sees(new RegExp(`${mark}:`), PATIENT_MS);
  }
  if (await person.press("tutor:end")) person.awaited += 1;
};

const HABITS = [ping, hurry, lookAround, changeSetting, converse] as const satisfies readonly Habit[];
