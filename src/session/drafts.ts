import type { Log } from "#platform/log.ts";
import { renderEntities } from "#platform/text/entities.ts";
import { splitText } from "#platform/text/split.ts";
import type { Text } from "#platform/text/tree.ts";
import type { TelegramAnswer, TelegramClient } from "#platform/telegram/client.ts";

/** Telegram animates between drafts, so a few a second at most look like writing. */
const INTERVAL_MS = 600;

export type Draft = {
  /** Shows what there is so far, soon; a newer text replaces one that has not been sent yet, and only what is sent is rendered. */
  show: (render: () => Text) => void;
  /** Before there is any text. */
  think: (label: string) => void;
  /** Waits for the draft under way, so that none comes after the message it stands for. */
  settle: () => Promise<void>;
};

export type DraftParts = {
  telegram: TelegramClient;
  log: Log;
  chatId: number;
  draftId: number;
  richMessages: boolean;
  wait: (ms: number) => Promise<unknown>;
};

/** A message that grows while it is written, with Telegram's own Stop below it. What Telegram refuses is left out, never repeated. */
export function createDraft(parts: DraftParts): Draft {
  const draft = { chat_id: parts.chatId, draft_id: parts.draftId, can_stop: true, keep_on_stop: true };
  let next: { method: string; write: () => Record<string, unknown> | undefined; restMs: number } | undefined;
  let isRunning = false;
  let inFlight: Promise<TelegramAnswer> | undefined;
  let isSettled = false;

  const run = async () => {
    isRunning = true;
    while (next !== undefined && !isSettled) {
      const { method, write, restMs } = next;
      next = undefined;
      const content = write();
      if (content === undefined) continue;
      inFlight = parts.telegram.call({ method, payload: { ...draft, ...content } });
      const answer = await inFlight;
      const isRefused = answer.type === "refused" && answer.code === 429;
      await parts.wait(isRefused ? Math.max((answer.retryAfterSeconds ?? 5) * 1000, INTERVAL_MS) : restMs);
    }
    isRunning = false;
  };
  const put = (planned: typeof next) => {
    if (isSettled) return;
    next = planned;
    if (!isRunning) run().catch((error: unknown) => parts.log.error("session.draft.failed", { error }));
  };
  return {
    show: (render) => put({ method: "sendMessageDraft", write: () => firstPart(render()), restMs: INTERVAL_MS }),
    // The first words, which somebody is waiting for, come as soon as there are any.
    think: (label) => {
      const thinking = { rich_message: { blocks: [{ type: "thinking", text: label }] } };
      if (parts.richMessages) put({ method: "sendRichMessageDraft", write: () => thinking, restMs: 0 });
      else put({ method: "sendMessageDraft", write: () => ({ text: "" }), restMs: 0 });
    },
    settle: async () => {
      isSettled = true;
      await inFlight;
    },
  };
}

/** What of a text goes into one message, or undefined while there is nothing to read. */
function firstPart(text: Text): Record<string, unknown> | undefined {
  const [first] = splitText(renderEntities(text));
  if (first === undefined) return undefined;
  return { text: first.text, ...(first.entities.length > 0 ? { entities: first.entities } : {}) };
}

/** The draft of a job: never zero, the same in every attempt. */
export function draftIdOf(jobId: string): number {
  const [row = "0", n = "0"] = jobId.split("-");
  return ((Number(row) * 16 + Number(n)) % 2_000_000_000) + 1;
}
