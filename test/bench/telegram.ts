import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";

export const ANSWERS_AFTER_MS = 50;
const PATIENCE_MS = 10_000;

const call = z.looseObject({ chat_id: z.int().optional(), text: z.string().optional() });

/** What a person sees arrive: a message, new or changed, or the first words of one that is being written. */
export type Sight = "message" | "words";

/** A Telegram that judges nothing and answers every call after 50 ms with what could be a message or a topic. */
export type StubTelegram = {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Every message so far, with when it came by `performance.now()`. */
  messages: Array<{ chatId: number; at: number }>;
  /** When the next of its kind arrives here for this person, by `performance.now()`; rejects when none does. */
  next: (sight: Sight, personId: number) => Promise<number>;
};

export function createStubTelegram(): StubTelegram {
  const waiting = new Map<string, Array<(at: number) => void>>();
  const messages: StubTelegram["messages"] = [];
  let messageId = 0;
  return {
    messages,
    async handle(request, response) {
      const { chat_id: chatId = 0, text: words = "" } = call.parse(JSON.parse((await text(request)) || "{}"));
      const sight = sightOf(request.url ?? "", words);
      if (sight === "message") messages.push({ chatId, at: performance.now() });
      waiting.get(`${sight} ${chatId}`)?.shift()?.(performance.now());
      await sleep(ANSWERS_AFTER_MS);
      const result = { message_id: ++messageId, message_thread_id: 1, name: "", date: 0, chat: { id: chatId, type: "private" }, text: "" };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
    },
    next: (sight, personId) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no ${sight} came within ${PATIENCE_MS / 1000} seconds`)), PATIENCE_MS);
        const own = waiting.get(`${sight} ${personId}`) ?? [];
        own.push((at) => {
          clearTimeout(late);
          resolve(at);
        });
        waiting.set(`${sight} ${personId}`, own);
      }),
  };
}

/** An empty draft, or one of blocks, only says that somebody is thinking. */
function sightOf(url: string, words: string): Sight | undefined {
  if (/\/(send(Rich)?Message|editMessageText)$/.test(url)) return "message";
  return url.endsWith("/sendMessageDraft") && words !== "" ? "words" : undefined;
}
