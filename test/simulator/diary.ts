import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { plainRichText } from "#fakes/telegram/rich-text.ts";
import type { PostKind, Switches } from "./wire.ts";

/** What a person did, as a test would say it; `unsaid` tells in words what a test cannot. */
export type Deed =
  | { say: string }
  | { choose: string }
  | { tap: string }
  | { voice: string }
  | { post: PostKind }
  | { pay: "newest invoice" }
  | { unsaid: string };

/** A deed, and what stood last in the chat when the next one came. A moved clock and a broken world are nobody's deed. */
export type Entry = { at: number } & (
  | { personId: number; chatId: number; deed: Deed; answer?: string }
  | { laterMs: number }
  | { switches: Partial<Switches> }
);

/** Keeps what people have done, so that a conversation can become a test. */
export type Diary = {
  entries: Entry[];
  note: (happened: { personId: number; chatId: number; deed: Deed }) => void;
  noteClock: (laterMs: number) => void;
  noteSwitches: (switches: Partial<Switches>) => void;
  /** The entries of a person's chat with the bot, each with its answer. */
  of: (personId: number) => Entry[];
};

const KEPT = 2000;

export function createDiary(telegram: FakeTelegram, now: () => number, before: Entry[]): Diary {
  const entries = [...before];
  const add = (entry: Entry) => {
    entries.push(entry);
    if (entries.length > KEPT) entries.shift();
  };
  const fillAnswer = (personId: number) => {
    const last = entries.findLast((entry) => "deed" in entry && entry.chatId === personId && entry.personId === personId);
    if (last && "deed" in last) last.answer ??= lastWords(telegram, personId);
  };
  const fillAll = () => telegram.people().forEach((person) => fillAnswer(person.id));
  return {
    entries,
    note({ personId, chatId, deed }) {
      fillAnswer(chatId);
      add({ at: now(), personId, chatId, deed });
    },
    noteClock(laterMs) {
      fillAll();
      add({ at: now(), laterMs });
    },
    noteSwitches(switches) {
      fillAll();
      add({ at: now(), switches });
    },
    of(personId) {
      fillAnswer(personId);
      const own = entries.filter((entry) => !("deed" in entry) || entry.chatId === personId);
      const first = own.findIndex((entry) => "deed" in entry);
      // What the clock did before a person came is not theirs; what was broken then still was when they came.
      return first < 0 ? [] : own.filter((entry, index) => index >= first || "switches" in entry);
    },
  };
}

/** The first line of the newest message, as a test reads it: of a file, nothing. */
function lastWords(telegram: FakeTelegram, chatId: number): string {
  const message = telegram.screen(chatId).at(-1);
  const [block] = message?.rich_message?.blocks ?? [];
  const text = message?.text ?? (block && "text" in block ? plainRichText(block.text) : "");
  return text.split("\n")[0]?.trim() ?? "";
}
