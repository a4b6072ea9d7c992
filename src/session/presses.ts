import type { Call } from "#platform/telegram/view.ts";
import type { SessionBot } from "./bot.ts";
import type { InboxRow } from "./inbox.ts";
import type { SessionStore } from "./store.ts";

const ANSWER_WITHIN_MS = 5_000;
/** After which Telegram shows no toast any more. */
const TOAST_LIVES_MS = 15_000;

/** Ends the spinners of buttons whose handlers are late or have failed. The answer kept for later is then refused, harmlessly. */
export type Presses = {
  /** From here on no press that waits spins for more than five seconds after it was accepted. */
  watch: (now: number) => void;
  handled: (row: InboxRow) => void;
  /** Answered at once, but only after the first try: the later ones come to a button that spins no more. */
  failed: (row: InboxRow) => void;
};

export function createPresses({ store, bot }: { store: SessionStore; bot: SessionBot }): Presses {
  /** The presses that wait for their first try to end; without a timer, those that have been answered. */
  const waiting = new Map<string, ReturnType<typeof setTimeout> | undefined>();

  const answer = ({ key, body }: InboxRow) => {
    waiting.set(key, undefined);
    bot.answerPress(body).catch((error: unknown) => bot.deps.log.warn("session.answer.failed", { key, error }));
  };
  const forget = ({ key }: InboxRow) => {
    const timer = waiting.get(key);
    if (timer !== undefined) clearTimeout(timer);
    waiting.delete(key);
  };
  return {
    watch: (now) => {
      for (const row of store.open().filter((open) => isFresh(open) && !waiting.has(open.key))) {
        const leftMs = Math.max(0, row.acceptedAt + ANSWER_WITHIN_MS - now);
        waiting.set(
          row.key,
          setTimeout(() => answer(row), Math.min(leftMs, ANSWER_WITHIN_MS)),
        );
      }
    },
    handled: forget,
    failed: (row) => {
      const isAnswered = waiting.has(row.key) && waiting.get(row.key) === undefined;
      if (isFresh(row) && !isAnswered) answer(row);
      forget(row);
    },
  };
}

function isFresh({ kind, status, tries }: InboxRow): boolean {
  return kind === "press" && status === "waiting" && tries === 1;
}

/** An answer whose words nobody would see any more goes without them; `ageMs` is counted from the press. */
export function withoutOldToast(call: Call, ageMs: number): Call {
  if (ageMs < TOAST_LIVES_MS) return call;
  const { text: _, show_alert: __, ...payload } = call.payload;
  return { ...call, payload };
}
