import { setTimeout as sleep } from "node:timers/promises";
import { moveClock } from "./move-clock.ts";
import { takeStep } from "./steps.ts";
import type { Scenario, Step } from "./scenarios/scenario.ts";
import { createStillness } from "./stillness.ts";
import type { Playing } from "./wire.ts";
import type { Surroundings } from "./world.ts";

/** How long nothing must have happened before the next step: to be read by people, or only to be over. */
const CALM_MS = { watched: 1100, hurried: 200 };

/** Replays scenarios, one at a time. */
export type Player = {
  playing: () => Playing | undefined;
  /** Settles when it has been played to its end or stopped; rejects at a step that cannot be done. */
  play: (scenario: Scenario, pace: keyof typeof CALM_MS) => Promise<void>;
  stop: () => void;
};

export function createPlayer(world: Surroundings): Player {
  let playing: Playing | undefined;
  let ending: AbortController | undefined;
  const stillness = createStillness(world);
  const note = (next: Playing | undefined) => {
    playing = next;
    world.broadcast.publish({ kind: "playing", ...(next && { playing: next }) });
  };
  return {
    playing: () => playing,
    stop: () => ending?.abort(),
    async play({ name, steps }, pace) {
      if (playing) throw new Error("A scenario is being played already");
      ending = new AbortController();
      try {
        for (const [index, step] of steps.entries()) {
          if (ending.signal.aborted) return;
          note({ name, step: index + 1, of: steps.length });
          await perform(step, world);
          await stillness.wait(CALM_MS[pace]);
        }
      } finally {
        note(undefined);
      }
    },
  };
}

async function perform(step: Step, world: Surroundings): Promise<unknown> {
  if ("who" in step) return takeStep(step, world);
  if ("clock" in step) return moveClock(step.clock, world);
  if ("switches" in step) return world.switches.set(step.switches);
  if ("pause" in step) return sleep(step.pause);
  return step.worker === "killed" ? world.workerSwitch.kill() : world.workerSwitch.restart();
}
