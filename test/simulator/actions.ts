import * as z from "zod";
import { moveClock } from "./move-clock.ts";
import { place, placeOf, where } from "./place.ts";
import { contentOf } from "./posts.ts";
import { withoutUndefined } from "./without-undefined.ts";
import type { World } from "./world.ts";

/** One thing that a page may ask for: the input is checked, the answer goes back as JSON. */
export type Action = (body: unknown, world: World) => unknown;

function action<S extends z.ZodType>(schema: S, run: (input: z.infer<S>, world: World) => unknown): Action {
  return (body, world) => run(schema.parse(body), world);
}

const message = { ...where, messageId: z.int() };

/** What a person does in a chat. It goes to the fake Telegram, never straight to the Worker. */
const byPeople: Record<string, Action> = {
  say: action(z.object({ ...place, text: z.string().min(1).max(4096) }), async ({ text, ...at }, { telegram }) => ({
    messageId: (await telegram.say(at.personId, text, placeOf(at))).message_id,
  })),
  post: action(z.object({ ...place, kind: z.enum(["sticker", "contact", "location"]) }), async ({ kind, ...at }, { telegram }) => ({
    messageId: (await telegram.post(at.personId, contentOf(kind, at.personId), placeOf(at))).message_id,
  })),
  choose: action(z.object({ personId: z.int(), button: z.string() }), async ({ personId, button }, { telegram }) => ({
    messageId: (await telegram.choose(personId, button)).message_id,
  })),
  tap: action(z.object({ ...message, data: z.string().min(1).max(64) }), async ({ personId, chatId, messageId, data }, { telegram }) => ({
    queryId: (await telegram.tap(personId, data, messageId, chatId)).id,
  })),
  edit: action(z.object({ ...message, text: z.string().min(1).max(4096) }), ({ personId, chatId, messageId, text }, { telegram }) =>
    telegram.edit(personId, messageId, { text }, chatId),
  ),
  delete: action(z.object(message), ({ chatId, messageId }, { telegram }) => telegram.deleteMessage(chatId, messageId)),
  react: action(z.object({ ...message, emoji: z.array(z.string()).max(3) }), (reaction, { telegram }) => telegram.react(reaction)),
  stop: action(z.object(where), async ({ personId }, { telegram }) => ({ updateId: (await telegram.stop(personId)).update_id })),
  pay: action(
    z.object({ ...where, messageId: z.int().optional(), link: z.string().optional() }),
    ({ personId, chatId, messageId, link }, { telegram }) =>
      telegram.pay(personId, messageId === undefined ? { link: link ?? "" } : { messageId, chatId }),
  ),
  subscription: action(
    z.object({ chargeId: z.string(), to: z.enum(["renewed", "failed", "canceled", "kept"]) }),
    async ({ chargeId, to }, { telegram }) => {
      if (to === "renewed" || to === "failed") await telegram.renew(chargeId, to === "renewed");
      else await telegram.cancelSubscription(chargeId, to === "canceled");
    },
  ),
  join: action(z.object({ personId: z.int(), target: z.union([z.string(), z.int()]) }), async ({ personId, target }, { telegram }) => ({
    outcome: await telegram.join(personId, target),
  })),
  leave: action(z.object(where), ({ personId, chatId }, { telegram }) => telegram.setMember({ chatId, userId: personId, role: "left" })),
  topic: action(z.object({ ...where, name: z.string().trim().min(1).max(128) }), ({ personId, chatId, name }, { telegram }) =>
    telegram.createTopic(personId, chatId, name),
  ),
  "delete-topic": action(z.object({ ...where, threadId: z.int() }), ({ chatId, threadId }, { telegram }) =>
    telegram.deleteTopic(chatId, threadId),
  ),
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
