import { renderEntities } from "#platform/text/entities.ts";
import { splitText } from "#platform/text/split.ts";
import type { Text } from "#platform/text/tree.ts";
import type { TelegramAnswer, TelegramClient } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";

/** Telegram animates between drafts, so a few a second at most look like writing. */
const INTERVAL_MS = 600;

export type Draft = {
  /** Shows what there is so far, soon; a newer text replaces one that has not been sent yet. */
  show: (text: Text) => void;
  /** Before there is any text. */
  think: (label: string) => void;
  /** Waits for the draft under way, so that none comes after the message it stands for. */
  settle: () => Promise<void>;
};

export type DraftParts = {
  telegram: TelegramClient;
  chatId: number;
  draftId: number;
  richMessages: boolean;
  wait: (ms: number) => Promise<unknown>;
};

/** A message that grows while it is written, with Telegram's own Stop below it. What Telegram refuses is left out, never repeated. */
export function createDraft(parts: DraftParts): Draft {
  let next: { call: Call; restMs: number } | undefined;
  let running: Promise<void> | undefined;
  let inFlight: Promise<TelegramAnswer> | undefined;
  let isSettled = false;

  const run = async () => {
    while (next !== undefined && !isSettled) {
      const { call, restMs } = next;
      inFlight = parts.telegram.call(call);
      next = undefined;
      const answer = await inFlight;
      const isRefused = answer.type === "refused" && answer.code === 429;
      await parts.wait(isRefused ? Math.max((answer.retryAfterSeconds ?? 5) * 1000, INTERVAL_MS) : restMs);
    }
    running = undefined;
  };
  const put = (method: string, content: Record<string, unknown>, restMs: number) => {
    if (isSettled) return;
    const payload = { chat_id: parts.chatId, draft_id: parts.draftId, can_stop: true, keep_on_stop: true, ...content };
    next = { call: { method, payload }, restMs };
    running ??= run();
  };
  return {
    show: (text) => {
      const [first] = splitText(renderEntities(text));
      if (first !== undefined)
        put("sendMessageDraft", { text: first.text, ...(first.entities.length > 0 ? { entities: first.entities } : {}) }, INTERVAL_MS);
    },
    // The first words, which somebody is waiting for, come as soon as there are any.
    think: (label) => {
      if (parts.richMessages) put("sendRichMessageDraft", { rich_message: { blocks: [{ type: "thinking", text: label }] } }, 0);
      else put("sendMessageDraft", { text: "" }, 0);
    },
    settle: async () => {
      isSettled = true;
      await inFlight;
    },
  };
}

/** The draft of a job: never zero, the same in every attempt. */
export function draftIdOf(jobId: string): number {
  const [row = "0", n = "0"] = jobId.split("-");
  return ((Number(row) * 16 + Number(n)) % 2_000_000_000) + 1;
}
