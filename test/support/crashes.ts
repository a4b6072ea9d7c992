import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { SessionBot } from "#session/bot.ts";

export const CRASH_POINTS = ["behind its D1 writes", "after its commit", "after Telegram's answer"] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** How often an object has died so far, and how often of these there was no alarm to wake it. */
export type Deaths = { count: number; unwoken: number };

type Mortal = { ctx: DurableObjectState; parts: unknown; alarmAt: unknown; createBot: () => SessionBot; alarm: () => Promise<void> };
/** Dies when it is first come to this work, and passes the second time. */
type Pass = (work: string) => Promise<void>;

/**
 * From now on this object dies at this point of everything that it does, once each: what it awaits then never comes, and it is built
 * anew from its storage and woken as by its alarm. Without a point it lives. Nobody is too fast for it.
 */
export async function letDie(objectName: string, point: CrashPoint | undefined): Promise<Deaths> {
  const deaths: Deaths = { count: 0, unwoken: 0 };
  const passed = new Set<string>();
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance: unknown) => {
    const object = instance as Mortal;
    const createBot = object.createBot.bind(object);
    const createMortal = () => {
      const life = { isOver: false };
      const pass: Pass = async (work) => {
        if (life.isOver || passed.delete(work)) return;
        passed.add(work);
        life.isOver = true;
        deaths.count += 1;
        if ((await object.ctx.storage.getAlarm()) === null) deaths.unwoken += 1;
        Object.assign(object, { parts: undefined, alarmAt: undefined });
        object.ctx.waitUntil(object.alarm());
      };
      return mortalBot(createBot(), { point, pass, whileAlive: whileAlive(life) });
    };
    Object.assign(object, { parts: undefined, createBot: createMortal });
  });
  return deaths;
}

type WhileAlive = <Value>(work: Promise<Value>) => Promise<Value>;

const whileAlive =
  (life: { isOver: boolean }): WhileAlive =>
  async (work) => {
    const value = await work;
    return life.isOver ? new Promise<never>(() => undefined) : value;
  };

type Mortality = { point: CrashPoint | undefined; pass: Pass; whileAlive: WhileAlive };

/** The bot, with a place to die at each of the points, and nothing that a dead one could go on with. */
function mortalBot(bot: SessionBot, { point, pass, whileAlive: alive }: Mortality): SessionBot {
  const { telegram, clock, config } = bot.deps;
  const passIf = async (here: CrashPoint, work: string) => (here === point ? pass(work) : undefined);
  const send: typeof telegram.call = async (request, files) => {
    await alive(passIf("after its commit", JSON.stringify(request)));
    const answer = await telegram.call(request, files);
    await alive(passIf("after Telegram's answer", JSON.stringify(request)));
    return answer;
  };
  return {
    ...bot,
    deps: {
      ...bot.deps,
      config: { ...config, floodLimit: { ...config.floodLimit, updates: Infinity } },
      clock: { ...clock, now: () => alive(clock.now()) },
      telegram: {
        ...telegram,
        // Drafts and answers to presses go out beside the sender.
        call: (request, files) =>
          alive(/Draft$|^answerCallbackQuery$/.test(request.method) ? telegram.call(request, files) : send(request, files)),
      },
    },
    run: async (work, turn) => {
      const outcome = await alive(bot.run(work, turn));
      await alive(passIf("behind its D1 writes", work.body));
      return outcome;
    },
    runJob: (job, surroundings, stopped) => alive(bot.runJob(job, surroundings, stopped)),
  };
}
