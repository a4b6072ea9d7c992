import { setTimeout as sleep } from "node:timers/promises";
import { castScenario, type Actors } from "./actors.ts";
import { moveClock } from "./move-clock.ts";
import { takeStep } from "./steps.ts";
import type { Scenario, Step } from "./scenarios/scenario.ts";
import { createStillness } from "./stillness.ts";
import type { Pace, Playing } from "./wire.ts";
import type { Surroundings } from "./world.ts";

/** How long nothing must have happened before the next step: to be read by people, or only to be over. */
const CALM_MS: Record<Pace, number> = { watched: 1100, hurried: 200 };

/** Replays scenarios, one at a time. */
export type Player = {
  playing: () => Playing | undefined;
  /** Throws where it cannot begin. */
  play: (scenario: Scenario, pace: Pace) => Play;
  stop: () => void;
};

/** `newcomers` are those who came for it. `ended` settles when it has been played to its end or stopped; it rejects at a step that cannot be done. */
export type Play = { newcomers: number[]; ended: Promise<void> };

export function createPlayer(world: Surroundings): Player {
  let playing: Playing | undefined;
  let ending: AbortController | undefined;
  const stillness = createStillness(world);
  const note = (next: Playing | undefined) => {
    playing = next;
    world.broadcast.publish({ kind: "playing", ...(next && { playing: next }) });
  };
  const playAll = async ({ title, steps }: Scenario, { actors, calmMs, signal }: Going) => {
    try {
      for (const [index, step] of steps.entries()) {
        if (signal.aborted) return;
        note({ title, step: index + 1, of: steps.length });
        await perform(step, world, actors);
        await stillness.wait(calmMs);
      }
    } finally {
      note(undefined);
    }
  };
  return {
    playing: () => playing,
    stop: () => ending?.abort(),
    play(scenario, pace) {
      if (playing) throw new Error("A scenario is being played already");
      const actors = castScenario(scenario, world);
      ending = new AbortController();
      return { newcomers: actors.newcomers, ended: playAll(scenario, { actors, calmMs: CALM_MS[pace], signal: ending.signal }) };
    },
  };
}

type Going = { actors: Actors; calmMs: number; signal: AbortSignal };

async function perform(step: Step, world: Surroundings, actors: Actors): Promise<unknown> {
  if ("who" in step) return takeStep(step, world, actors);
  if ("clock" in step) return moveClock(step.clock, world);
  if ("switches" in step) return world.switches.set(step.switches);
  if ("pause" in step) return sleep(step.pause);
  if ("note" in step) return world.broadcast.publish({ kind: "notice", message: step.note, tone: "plain" });
  return step.worker === "killed" ? world.workerSwitch.kill() : world.workerSwitch.restart();
}
