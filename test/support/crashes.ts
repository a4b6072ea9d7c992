import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { parseName } from "#platform/object-name.ts";
import { createBot } from "#src/bot.ts";
import type { SessionBot } from "#session/bot.ts";
import type { SessionStore } from "#session/store.ts";
import { createTurn } from "#session/turn.ts";

/**
 * From now on every handler of this object runs twice, as after a crash between its D1 writes and its commit: what the first run
 * wanted said and kept is lost, what it wrote into D1 is there.
 */
export async function crashAfterD1(objectName: string): Promise<void> {
  const deps = getDeps(env);
  const bot = createBot(chooseFeatures(deps.config).enabled, deps);
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance) => {
    const crashing: SessionBot = {
      ...bot,
      run: async (work, turn) => {
        await runInVain(objectName, bot, Reflect.get(instance, "parts").store, work);
        return bot.run(work, turn);
      },
    };
    Object.assign(instance, { parts: undefined, createBot: () => crashing });
  });
}

async function runInVain(objectName: string, bot: SessionBot, store: SessionStore, work: Parameters<SessionBot["run"]>[0]): Promise<void> {
  const row = store.open().find((candidate) => candidate.status === "waiting" && candidate.body === work.body);
  if (row === undefined) throw new Error("the row under way is not open");
  const { words, directory, deps } = bot;
  const lost = createTurn({
    subject: parseName(objectName),
    row,
    store,
    words,
    directory,
    guessedLanguage: "en",
    place: undefined,
    pressedMessageId: undefined,
    richMessages: true,
    files: deps.files,
  });
  await bot.run(work, lost);
}
