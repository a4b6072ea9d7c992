import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { chunksOf, usageOf } from "#fakes/model-stream.ts";

/** Sooner than most models in life, so that what the Worker adds weighs more here than there. */
export const FIRST_WORDS_AFTER_MS = 200;
const BETWEEN_WORDS_MS = 30;

const text = "Guten Morgen! Heute sprechen wir über den Weg zur Arbeit. Fährst du lieber mit dem Rad oder mit dem Bus, und warum?";

/** A model that says the same to everybody, a few words at a time. */
export async function answerAsModel(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  await sleep(FIRST_WORDS_AFTER_MS);
  const answer = { id: "gen-bench", created: Math.floor(Date.now() / 1000), text, usage: usageOf([], text) };
  for (const chunk of chunksOf(answer, "with-usage")) {
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    await sleep(BETWEEN_WORDS_MS);
  }
  response.end("data: [DONE]\n\n");
}
