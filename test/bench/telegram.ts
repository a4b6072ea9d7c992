import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";

const ANSWERS_AFTER_MS = 50;
const VISIBLE = /\/(send(Rich)?Message|editMessageText)$/;

const call = z.looseObject({ chat_id: z.int().optional() });

/** A Telegram that judges nothing and answers every call with a message after 50 ms. */
export type StubTelegram = {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** When the next answer that this person can see arrives, by `performance.now()`. */
  nextVisible: (personId: number) => Promise<number>;
};

export function createStubTelegram(): StubTelegram {
  const waiting = new Map<number, Array<(at: number) => void>>();
  let messageId = 0;
  return {
    async handle(request, response) {
      const body = call.safeParse(JSON.parse((await text(request)) || "{}"));
      const chatId = body.data?.chat_id ?? 0;
      if (VISIBLE.test(request.url ?? "")) waiting.get(chatId)?.shift()?.(performance.now());
      await sleep(ANSWERS_AFTER_MS);
      const result = { message_id: ++messageId, date: 0, chat: { id: chatId, type: "private" }, text: "" };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
    },
    nextVisible: (personId) =>
      new Promise((resolve) => {
        const own = waiting.get(personId) ?? [];
        own.push(resolve);
        waiting.set(personId, own);
      }),
  };
}
