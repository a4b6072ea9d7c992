import * as z from "zod";
import { moveClock } from "./move-clock.ts";
import { action, type Action } from "./action.ts";
import { chatActions } from "./chat-actions.ts";
import { getScenario } from "./scenarios/index.ts";
import { reasonOf } from "./reason.ts";
import { withoutUndefined } from "./without-undefined.ts";

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
  scenario: action(z.object({ name: z.string() }), ({ name }, { player, broadcast }) => {
    // It takes its time; how it goes is told by events.
    player.play(getScenario(name), "watched").catch((error: unknown) => {
      broadcast.publish({ kind: "notice", message: `The scenario cannot go on: ${reasonOf(error)}` });
    });
  }),
  "stop-scenario": action(z.object({}), (_, { player }) => player.stop()),
  worker: action(z.object({ to: z.enum(["killed", "running"]) }), async ({ to }, { workerSwitch }) => {
    await (to === "killed" ? workerSwitch.kill() : workerSwitch.restart());
    return { status: workerSwitch.status() };
  }),
};

export const actions: ReadonlyMap<string, Action> = new Map(Object.entries({ ...chatActions, ...toTheWorld }));
