import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { chunksOf, completionOf, usageOf } from "#fakes/model-stream.ts";

/** Sooner than most models in life, so that what the Worker adds weighs more here than there. */
const FIRST_WORDS_AFTER_MS = 200;
const BETWEEN_WORDS_MS = 30;

const text = "Guten Morgen! Heute sprechen wir über den Weg zur Arbeit. Fährst du lieber mit dem Rad oder mit dem Bus, und warum?";

const order = z.looseObject({ stream: z.boolean().default(false), messages: z.unknown() });

export type StubModel = {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** When the last words of an answer began for somebody whose sentence holds this number, by `performance.now()`. */
  beganAt: (personId: number) => number | undefined;
};

/** A model that says the same to everybody, a few words at a time; all at once to whoever wants no stream, as for a summary. */
export function createStubModel(): StubModel {
  const began = new Map<number, number>();
  return {
    handle: (request, response) => answer(request, response, (personId) => began.set(personId, performance.now())),
    beganAt: (personId) => began.get(personId),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, onBegin: (personId: number) => void): Promise<void> {
  const { stream, messages } = order.parse(await json(request));
  const asksFor = Number(/#(\d+)(?!.*#\d)/s.exec(JSON.stringify(messages))?.[1]);
  const said = { id: "gen-bench", created: Math.floor(Date.now() / 1000), text, usage: usageOf([], text) };
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  // As OpenRouter does while it waits; a stream is open before its first words.
  if (stream) response.write(": PROCESSING\n\n");
  await sleep(FIRST_WORDS_AFTER_MS);
  if (!stream) return void response.end(JSON.stringify(completionOf(said)));
  onBegin(asksFor);
  for (const chunk of chunksOf(said, "with-usage")) {
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    await sleep(BETWEEN_WORDS_MS);
  }
  response.end("data: [DONE]\n\n");
}
