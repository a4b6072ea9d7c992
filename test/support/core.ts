import type { Deps } from "#platform/deps.ts";
import type { TelegramAnswer, TelegramClient } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import type { Subject } from "#platform/object-name.ts";
import type { Delivery, RowKind } from "#platform/sessions.ts";
import type { SessionBot } from "#session/bot.ts";
import { KEEP_KEYS_MS, newRow } from "#session/inbox.ts";
import { createLoop } from "#session/loop.ts";
import { ringTimers } from "#session/timers.ts";
import { createSender } from "#session/sender.ts";
import { createMemoryStore } from "./memory-store.ts";

type Handle = (body: string, turn: Turn) => void | Promise<void>;
type CoreOptions = {
  subject?: Subject;
  handle: Handle;
  answer?: (call: Call) => TelegramAnswer;
  apologise?: (turn: Turn) => void;
  runJob?: SessionBot["runJob"];
  renderCard?: SessionBot["renderCard"];
  knowsJob?: SessionBot["knowsJob"];
};
export type Core = ReturnType<typeof createCore>;

/** The session's core on a store in memory: a handler, a Telegram that answers as told, and a clock that is moved by hand. */
export function createCore(options: CoreOptions) {
  const store = createMemoryStore();
  const sent: Call[] = [];
  const relayed: Array<{ to: string; key: string; body: unknown }> = [];
  const clock = { now: 1_800_000_000_000 };
  const silent = () => undefined;
  const telegram = {
    call: async (call: Call): Promise<TelegramAnswer> => {
      sent.push(call);
      return options.answer?.(call) ?? { type: "ok", result: { message_id: sent.length } };
    },
  };
  const sessions = {
    of: (to: string) => ({ accept: async ({ key, body }: Delivery) => void relayed.push({ to, key, body: JSON.parse(body) }) }),
  };
  const bot = createTestBot({ ...options, telegram, sessions, clock });
  const subject = options.subject ?? { type: "person", id: 7 };
  const sender = createSender({ subject, store, bot, onArrival: silent });
  const loop = createLoop({ subject, store, bot, onCommit: silent });

  return {
    subject,
    store,
    bot,
    clock,
    sent,
    relayed,
    texts: () => sent.map((call) => call.payload.text),
    accept: (key: string, body: unknown = {}, kind: RowKind = "message") => {
      store.insert(newRow({ key, kind, body: JSON.stringify(body) }, store.nextSeq(), clock.now));
      store.prune(clock.now - KEEP_KEYS_MS);
    },
    /** Everything that can be done at this moment, also what comes of it. */
    run: async () => {
      for (let n = 0; n < 3; n++) {
        ringTimers(store, clock.now);
        await loop();
        await sender.send();
      }
    },
  };
}

/** A bot that does what the test says, with only those dependencies that the core itself uses. */
function createTestBot(
  parts: CoreOptions & { telegram: Pick<TelegramClient, "call">; sessions: object; clock: { now: number } },
): SessionBot {
  const silent = () => undefined;
  const deps = {
    config: { richMessages: false, floodLimit: { updates: 20, windowMs: 10_000 }, cooldowns: { telegramMs: 600_000 } },
    clock: { now: async () => new Date(parts.clock.now), toRealTime: async (at: Date) => at },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    count: silent,
    telegram: parts.telegram,
    files: { put: async () => null, delete: async () => undefined },
    sessions: parts.sessions,
  };
  return {
    deps: deps as unknown as Deps,
    directory: {
      menuItems: () => [],
      questions: [],
      settingItems: () => [],
      commands: () => [],
      cardKind: () => undefined,
      cardKinds: [],
      requestKinds: [],
      welcome: () => [],
      profileSlices: [],
      personalMenus: () => [],
      cancelAll: () => [],
      cancelFlow: async () => false,
      home: () => ({ text: [] }),
      exportPerson: async () => ({}),
      forgetPerson: async () => undefined,
    },
    words: () => (key) => key,
    run: async ({ body }, turn) => {
      if (body.includes('"session.delayed"')) turn.say({ text: [{ type: "paragraph", content: ["session.delayed"] }] });
      else await parts.handle(body, turn);
      return "handled";
    },
    renderCard: parts.renderCard ?? (async () => undefined),
    knowsJob: parts.knowsJob ?? (() => true),
    runJob: parts.runJob ?? (async () => ({ ok: false, reason: "no jobs here" })),
    answerPress: async (body) => {
      await parts.telegram.call({ method: "answerCallbackQuery", payload: { callback_query_id: JSON.parse(body) } });
    },
    answerCheckout: async () => undefined,
    draftIdOf: () => undefined,
    isCancel: () => false,
    apologise: parts.apologise ?? ((turn) => turn.say({ text: [{ type: "paragraph", content: ["sorry"] }] })),
  };
}
