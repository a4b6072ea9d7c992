import { setTimeout as sleep } from "node:timers/promises";
import { createModel } from "#fakes/model.ts";
import { listen } from "./http.ts";
import { fetchBotInfo, makeRoom, pollUpdates } from "./poll.ts";
import type { Stage } from "./stage.ts";

// Bound to the Worker only when they are set here: wrangler takes no other secrets from the environment than the required ones.
const OPTIONAL_SECRETS = ["OPENROUTER_API_KEY", "AI_API_KEY"];

/** Polls a real bot and feeds the local Worker. Gives the address where people find the bot. */
export async function serveRealBot(stage: Stage, token: string): Promise<{ address: string; died: Promise<never> }> {
  const { apiRoot, takeOver } = stage.options;
  const ending = new AbortController();
  const telegram = { apiRoot, token, fetch, wait: sleep, signal: ending.signal };
  await makeRoom({ ...telegram, takeOver });
  const bot = await fetchBotInfo(telegram);
  const worker = await stage.startWorker({
    botToken: token,
    isFresh: stage.options.isFresh,
    vars: {
      ...(await chooseModel(stage)),
      TELEGRAM_API_ROOT: apiRoot,
      BOT_INFO: bot.json,
      ...pick(process.env, OPTIONAL_SECRETS),
      ...stage.options.vars,
    },
    env: process.env,
    ...(stage.project.secretsFile && { secretsFile: stage.project.secretsFile }),
  });

  const onTrouble = (reason: string) => console.error(reason);
  const deliver = stage.deliverWith(({ update, reason }) => onTrouble(`update ${update.update_id}: ${reason}`));
  const polling = pollUpdates({ ...telegram, deliver: (update) => deliver(update, Date.now()), onTrouble });
  stage.atEnd.push(() => ending.abort());
  const stopped = polling.then(() => new Promise<never>(() => undefined));
  return { address: `https://t.me/${bot.username}`, died: Promise.race([worker.died, stopped]) };
}

/** The fake model, unless the environment names one. */
async function chooseModel(stage: Stage): Promise<Record<string, string>> {
  if (process.env["AI_CHAT"]) return pick(process.env, ["AI_CHAT", "AI_BASE_URL", "OPENROUTER_BASE_URL"]);
  const { port } = stage.options;
  const model = createModel({ now: Date.now });
  const server = await listen({ port, handle: model.fetch, limitOf: () => 32 * 1024 * 1024 });
  stage.atEnd.push(() => server.close());
  return { AI_CHAT: "compatible:stoa-fake-1", AI_BASE_URL: `http://127.0.0.1:${port}/model/v1`, AI_API_KEY: "simulator" };
}

function pick(env: NodeJS.ProcessEnv, names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
