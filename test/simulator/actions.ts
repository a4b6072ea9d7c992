import * as z from "zod";
import { moveClock } from "./move-clock.ts";
import { contentOf } from "./posts.ts";
import type { World } from "./world.ts";

/** One thing that a page may ask for: the input is checked, the answer goes back as JSON. */
export type Action = (body: unknown, world: World) => unknown;

function action<S extends z.ZodType>(schema: S, run: (input: z.infer<S>, world: World) => unknown): Action {
  return (body, world) => run(schema.parse(body), world);
}

const where = { personId: z.int(), chatId: z.int() };

/** What a person does in a chat. It goes to the fake Telegram, never straight to the Worker. */
const byPeople: Record<string, Action> = {
  say: action(z.object({ ...where, text: z.string().min(1).max(4096) }), async ({ personId, text }, { telegram }) => ({
    messageId: (await telegram.say(personId, text)).message_id,
  })),
  tap: action(
    z.object({ ...where, messageId: z.int(), data: z.string().min(1).max(64) }),
    async ({ personId, messageId, data }, { telegram }) => ({ queryId: (await telegram.tap(personId, data, messageId)).id }),
  ),
  post: action(
    z.object({ ...where, kind: z.enum(["sticker", "photo", "voice", "document", "contact", "location"]) }),
    async ({ personId, kind }, { telegram }) => ({ messageId: (await telegram.post(personId, contentOf(kind, personId))).message_id }),
  ),
  stop: action(z.object(where), async ({ personId }, { telegram }) => ({ updateId: (await telegram.stop(personId)).update_id })),
  block: action(z.object({ personId: z.int(), blocked: z.boolean() }), ({ personId, blocked }, { cast }) =>
    cast.setBlocked(personId, blocked),
  ),
};

/** What happens to the world around. */
const toTheWorld: Record<string, Action> = {
  person: action(
    z.object({ first_name: z.string().trim().min(1).max(64), language_code: z.string().min(2).max(10) }),
    ({ first_name, language_code }, { cast }) => cast.enter({ name: first_name, role: "new learner", languageCode: language_code }),
  ),
  clock: action(
    z.union([
      z.object({
        hours: z
          .number()
          .min(0)
          .max(24 * 366),
      }),
      z.object({
        minutes: z
          .number()
          .min(0)
          .max(60 * 24 * 366),
      }),
      z.object({ to: z.literal("next-morning") }),
    ]),
    (move, world) => moveClock(move, world),
  ),
  switches: action(
    z.object({
      telegram: z.enum(["well", "429", "5xx", "slow"]).optional(),
      model: z.enum(["well", "dead", "slow", "garbage"]).optional(),
      database: z.enum(["well", "down", "slow"]).optional(),
    }),
    (change, { switches }) => switches.set(withoutUndefined(change)),
  ),
  worker: action(z.object({ to: z.enum(["killed", "running"]) }), async ({ to }, { workerSwitch }) => {
    await (to === "killed" ? workerSwitch.kill() : workerSwitch.restart());
    return { status: workerSwitch.status() };
  }),
};

export const actions: ReadonlyMap<string, Action> = new Map(Object.entries({ ...byPeople, ...toTheWorld }));

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(input: T): Defined<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Defined<T>;
}
