import { seededChance } from "#platform/chance.ts";
import type { Directory, FlowKind, JobKind } from "#platform/feature.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import { profileSchema, type InterfaceLanguage, type Profile } from "#platform/profile.ts";
import { renderView, type Call, type RenderedMessage } from "#platform/telegram/view.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { answersTrue, classOf, type Effect, type Target } from "./effects.ts";
import { askStep, flowCell } from "./flow.ts";
import type { InboxRow } from "./inbox.ts";
import { jobWrite } from "./jobs.ts";
import { createState } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";

export const profileCell: StateCell<Profile> = { feature: "session", key: "profile", schema: profileSchema };

export type TurnParts = {
  subject: Subject;
  row: InboxRow;
  store: SessionStore;
  words: (language: InterfaceLanguage) => Translate;
  directory: Directory;
  /** For somebody who has not chosen a language yet. */
  guessedLanguage: InterfaceLanguage;
  /** The message on which a button was pressed: screens shown in this turn change it. */
  pressedMessageId?: number;
  richMessages: boolean;
};

/** A turn and what it has collected, to be committed with its row. */
export type CollectedTurn = Turn & { collected: () => { effects: Effect[]; writes: StateWrite[] } };

export function createTurn(parts: TurnParts): CollectedTurn {
  const { subject, row } = parts;
  const chatId = subject.type === "misc" ? 0 : subject.id;
  const cause = `${nameOf(subject)}:${row.acceptedAt}:${row.key}`;
  const state = createState(parts.store);
  const effects: Effect[] = [];
  let keys = 0;
  let draws = 0;
  let jobs = 0;

  const add = (target: Target, effectClass: Effect["class"]) => {
    effects.push({ effectId: `${cause}#${effects.length + 1}`, class: effectClass, target, tries: 1, notBefore: row.acceptedAt });
  };
  const addMessage = (message: RenderedMessage) => {
    const method = message.isRich ? "sendRichMessage" : "sendMessage";
    add({ type: "call", call: { method, payload: { chat_id: chatId, ...message.content } }, plain: plainCalls(message, chatId) }, "atLeastOnce");
  };
  const profile = () => state.read(profileCell);

  const turn: CollectedTurn = {
    subject,
    get personId() {
      if (subject.type !== "person") throw new Error(`${nameOf(subject)} is not a person`);
      return subject.id;
    },
    now: new Date(row.acceptedAt),
    key: () => `${cause}:${++keys}`,
    chance: () => seededChance(`${cause}:${++draws}`),
    state,
    profile,
    saveProfile: (value) => state.write(profileCell, value),
    t: (key, variables) => parts.words(profile()?.interfaceLanguage ?? parts.guessedLanguage)(key, variables),
    inLanguage: (language) => ({ t: language === undefined ? turn.t : parts.words(language) }),
    directory: parts.directory,
    say: (view) => renderView(view, parts).forEach(addMessage),
    show: (slot, view) => {
      const [first, ...rest] = renderView(view, parts);
      if (first === undefined) return;
      const messageId = parts.pressedMessageId;
      const screen = { type: "screen", slot, sendsAnew: row.kind !== "event" && row.kind !== "job", chatId, content: first.content } as const;
      add({ ...screen, plain: plainCalls(first, chatId), ...(messageId === undefined ? {} : { messageId }) }, "atLeastOnce");
      rest.forEach(addMessage);
    },
    start: (job: JobKind, input: unknown) => state.writeRaw(jobWrite(`${row.seq}-${++jobs}`, { name: job.name, input })),
    openFlow: (flow: FlowKind, data: unknown) => {
      const open = { flow: flow.name, version: flow.version, step: flow.first, data, expiresAt: row.acceptedAt + flow.expiresAfterMs };
      state.write(flowCell, open);
      askStep(turn, flow, open);
    },
    closeFlow: () => {
      const wasOpen = state.read(flowCell) !== undefined;
      if (wasOpen) state.clear(flowCell);
      return wasOpen;
    },
    deliver: ({ eventId, to }) => add({ type: "event", eventId, to }, "repeat"),
    capture: (method, payload) => {
      const chat = payload.chat_id;
      if (chat !== undefined && chat !== chatId) throw new Error(`${method}: ${nameOf(subject)} sends to its own chat only`);
      add({ type: "call", call: { method, payload }, plain: [] }, classOf(method));
      return answersTrue(method) ? true : notYetKnown(method);
    },
    collected: () => ({ effects, writes: state.writes() }),
  };
  return turn;
}

function plainCalls(message: RenderedMessage, chatId: number): Call[] {
  return message.plain.map((payload) => ({ method: "sendMessage", payload: { chat_id: chatId, ...payload } }));
}

/** Stands for an answer that does not exist yet: reading it is a mistake in the handler, and says so. */
function notYetKnown(method: string): object {
  return new Proxy({}, {
    get: (_, field) => {
      if (field === "then") return undefined;
      throw new Error(`${method} is sent after the handler returns: its ${String(field)} is not known yet`);
    },
  });
}
