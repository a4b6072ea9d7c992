import { app } from "./app.ts";
import { createBot } from "./bot.ts";
import { runCron } from "./cron.ts";
import { chooseFeatures } from "./features/index.ts";
import { handleBatch } from "./jobs.ts";
import { getDeps } from "#platform/deps.ts";
import { SessionObject } from "#session/session.ts";

export class Session extends SessionObject {
  protected createBot() {
    const deps = getDeps(this.env);
    return createBot(chooseFeatures(deps.config).enabled, deps);
  }
}

export default {
  fetch: app.fetch,
  queue: (batch: MessageBatch, env: Env) => handleBatch(batch, getDeps(env)),
  scheduled: ({ cron }: { cron: string }, env: Env) => runCron(cron, getDeps(env)),
} satisfies ExportedHandler<Env>;
