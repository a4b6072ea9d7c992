import type { Deps } from "#platform/deps.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import type { RowKind } from "#platform/sessions.ts";
import type { SessionBot } from "#session/bot.ts";
import { KEEP_KEYS_MS, newRow } from "#session/inbox.ts";
import { createLoop } from "#session/loop.ts";
import { createSender } from "#session/sender.ts";
import { createMemoryStore } from "./memory-store.ts";

export type Core = ReturnType<typeof createCore>;

/** The session's core on a store in memory: a handler, a Telegram that answers as told, and a clock that is moved by hand. */
export function createCore(options: { handle: (body: string, turn: Turn) => void | Promise<void>; answer?: (call: Call) => TelegramAnswer }) {
  const store = createMemoryStore();
  const sent: Call[] = [];
  const clock = { now: 1_800_000_000_000 };
  const silent = () => undefined;
  const telegram = {
    call: async (call: Call): Promise<TelegramAnswer> => {
      sent.push(call);
      return options.answer?.(call) ?? { type: "ok", result: { message_id: sent.length } };
    },
  };
  const bot: SessionBot = {
    // Only what the core itself uses; a handler of a test brings the rest.
    deps: {
      config: { richMessages: false },
      clock: { now: async () => new Date(clock.now), toRealTime: async (at: Date) => at },
      log: { debug: silent, info: silent, warn: silent, error: silent },
      telegram,
    } as unknown as Deps,
    directory: { menuItems: () => [], settingItems: () => [], commands: () => [], home: () => ({ text: [] }) },
    words: () => (key) => key,
    run: async ({ body }, turn) => {
      await options.handle(body, turn);
      return "handled";
    },
    runJob: async () => ({ ok: false, reason: "no jobs here" }),
    apologise: (turn) => turn.say({ text: [{ type: "paragraph", content: ["sorry"] }] }),
  };
  const subject = { type: "person", id: 7 } as const;
  const sender = createSender({ subject, store, bot, onUnreachable: silent });
  const loop = createLoop({ subject, store, bot, onCommit: silent });

  return {
    store,
    clock,
    sent,
    texts: () => sent.map((call) => call.payload.text),
    accept: (key: string, body: unknown = {}, kind: RowKind = "message") => {
      store.insert(newRow({ key, kind, body: JSON.stringify(body) }, store.nextSeq(), clock.now));
      store.prune(clock.now - KEEP_KEYS_MS);
    },
    run: async () => {
      await loop();
      await sender();
    },
  };
}
