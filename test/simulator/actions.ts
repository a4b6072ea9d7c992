import * as z from "zod";
import { moveClock } from "./move-clock.ts";
import { action, type Action } from "./action.ts";
import { chatActions } from "./chat-actions.ts";
import { listDeadLetters } from "./dead-letters.ts";
import { getScenario } from "./scenarios/index.ts";
import { readScenario } from "./scenarios/read.ts";
import { reasonOf } from "./shared/reason.ts";
import { clockMove, newcomer, someSwitches } from "./shapes.ts";

const pace = z.enum(["watched", "hurried"]).default("watched");
const scenarioOrder = z.union([z.object({ name: z.string(), pace }), z.object({ file: z.string(), pace })]);

/** What happens to the world around. */
const toTheWorld: Record<string, Action> = {
  person: action(newcomer, (persona, { cast }) => cast.enter({ ...persona, role: "new learner" })),
  clock: action(clockMove, (move, world) => moveClock(move, world)),
  switches: action(someSwitches, (change, { switches }) => switches.set(change)),
  scenario: action(scenarioOrder, (order, { player, broadcast }) => {
    const { newcomers, ended } = player.play("file" in order ? readScenario(order.file) : getScenario(order.name), order.pace);
    // It takes its time; how it goes is told by events.
    ended.catch((error: unknown) => {
      broadcast.publish({ kind: "notice", message: `The scenario cannot go on: ${reasonOf(error)}`, tone: "error" });
    });
    return { newcomers };
  }),
  "stop-scenario": action(z.object({}), (_, { player }) => player.stop()),
  "dead-letters": action(z.object({}), async (_, world) => ({ deadLetters: await listDeadLetters(world) })),
  replay: action(z.object({ deadLetterId: z.string() }), ({ deadLetterId }, { worker }) => worker.replay(deadLetterId)),
  worker: action(z.object({ to: z.enum(["killed", "running"]) }), async ({ to }, { workerSwitch }) => {
    await (to === "killed" ? workerSwitch.kill() : workerSwitch.restart());
    return { status: workerSwitch.status() };
  }),
};

export const actions: ReadonlyMap<string, Action> = new Map(Object.entries({ ...chatActions, ...toTheWorld }));
