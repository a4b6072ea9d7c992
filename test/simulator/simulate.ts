import * as z from "zod";
import { ownerIds } from "./personas.ts";
import { startServer } from "./server.ts";
import type { Stage } from "./stage.ts";
import { loadDemoContent } from "./worker-client.ts";
import { withoutSecrets } from "./worker-process.ts";
import { createWorld, type World } from "./world.ts";

const TOKEN = "simulator";
const getMe = z.object({ ok: z.literal(true), result: z.looseObject({ id: z.int() }) });

/** Telegram, a model and their page on one port, and the Worker against them. Gives the address of the page. */
export async function simulate(stage: Stage): Promise<{ address: string; died: Promise<never> }> {
  const { port } = stage.options;
  const address = `http://127.0.0.1:${port}`;
  const world = buildWorld(stage);
  const server = await startServer({ port, world, worker: stage.worker });
  stage.atEnd.push(() => {
    server.close();
    server.closeAllConnections();
  });

  const { died } = await stage.startWorker({
    botToken: TOKEN,
    vars: {
      TELEGRAM_API_ROOT: `${address}/telegram`,
      AI_BASE_URL: `${address}/model/v1`,
      AI_API_KEY: "simulator",
      AI_CHAT: "compatible:stoa-fake-1",
      BOT_INFO: await readBotInfo(address),
      OWNER_IDS: ownerIds.join(","),
    },
    env: withoutSecrets(process.env),
  });
  await loadDemoContent(stage.worker, stage.project.tipsPath).catch((error: unknown) => {
    console.error(`The demo content is missing: ${error instanceof Error ? error.message : error}`);
  });
  return { address, died };
}

function buildWorld(stage: Stage): World {
  let isTroubled = false;
  const world = createWorld({
    token: TOKEN,
    zone: stage.project.zone,
    deliver: async (update) => {
      const outcome = await deliver(update);
      if (isTroubled) world.broadcast.publish({ kind: "recovered" });
      isTroubled = false;
      return outcome;
    },
  });
  const deliver = stage.deliverWith((reason) => {
    isTroubled = true;
    world.broadcast.publish({ kind: "trouble", message: reason });
  });
  return world;
}

/** Asked over HTTP, as `npm run setup` would ask Telegram. */
async function readBotInfo(address: string): Promise<string> {
  const response = await fetch(`${address}/telegram/bot${TOKEN}/getMe`);
  return JSON.stringify(getMe.parse(await response.json()).result);
}
