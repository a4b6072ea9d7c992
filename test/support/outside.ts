import { createModel } from "#fakes/model.ts";
import { createTelegram } from "#fakes/telegram/telegram.ts";
import type { Update } from "@grammyjs/types";
import { env, exports } from "cloudflare:workers";

export const WEBHOOK = "https://stoa.test/telegram/webhook";

const tasks: Array<() => Promise<void>> = [];

/** Telegram and the model, shared by all tests of a file; each test brings its own people. */
export const telegram = createTelegram({
  token: env.BOT_TOKEN,
  bot: { id: 1, first_name: "Stoa", username: "stoa_bot" },
  now: () => Date.now(),
  // Tests are faster than people: all of a file's people together are no measure of the bot's pace.
  limits: { perSecond: Infinity },
  deliver: async (update) => {
    const response = await deliver(update);
    if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
  },
  later: (task) => void tasks.push(task),
});

/** Lets Telegram tell of what came of the bot's calls: it does so by itself, but not inside of a call. */
export async function letTelegramTell(): Promise<void> {
  for (let task = tasks.shift(); task; task = tasks.shift()) await task();
}

export const model = createModel({ now: () => Date.now() });

/** Posts an update to the webhook as Telegram does. */
export function deliver(
  update: Update | string,
  headers: Record<string, string> = { "x-telegram-bot-api-secret-token": env.WEBHOOK_SECRET },
): Promise<Response> {
  const body = typeof update === "string" ? update : JSON.stringify(update);
  return exports.default.fetch(new Request(WEBHOOK, { method: "POST", headers, body }));
}

/** What the Worker's own fetch reaches. */
export async function outside(request: Request): Promise<Response> {
  const { host } = new URL(request.url);
  if (host === "api.telegram.org") return telegram.fetch(request);
  if (host === "model.test") return model.fetch(request);
  throw new Error(`nobody lives at ${host}`);
}
