import { createBot } from "#src/bot.ts";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import simulated, { Session as SimulatedSession } from "../../simulator/worker/index.ts";
import { kiosk } from "./kiosk.ts";

/** The academy as the simulator runs it, with something to buy. */
export class Session extends SimulatedSession {
  protected override createBot() {
    const deps = getDeps(this.env);
    return createBot([...chooseFeatures(deps.config).enabled, kiosk], deps);
  }
}

export default simulated;
