import { app } from "./app.ts";
import { createBot } from "./bot.ts";
import { runCron } from "./cron.ts";
import { allFeatures, chooseFeatures } from "./features/index.ts";
import { handleBatch } from "./jobs.ts";
import { getDeps, type Deps } from "#platform/deps.ts";
import type { SessionBot } from "#session/bot.ts";
import { SessionObject } from "#session/session.ts";

// The same for all objects of an isolate: a bot knows nobody, and an object that wakes need not read all the words again.
const bots = new WeakMap<Deps, SessionBot>();

export class Session extends SessionObject {
  protected createBot() {
    const deps = getDeps(this.env);
    const bot = bots.get(deps) ?? createBot(chooseFeatures(deps.config).enabled, deps, allFeatures);
    bots.set(deps, bot);
    return bot;
  }
}

export default {
  fetch: app.fetch,
  queue: (batch: MessageBatch, env: Env) => handleBatch(batch, getDeps(env)),
  scheduled: ({ cron }: { cron: string }, env: Env) => runCron(cron, getDeps(env)),
} satisfies ExportedHandler<Env>;
