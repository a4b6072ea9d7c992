import { setTimeout as sleep } from "node:timers/promises";
import type { Surroundings } from "./world.ts";

/** Whatever happens, a scenario goes on after this. */
const LONGEST_MS = 20_000;
const LOOKED_EVERY_MS = 20;

/** Knows when the last word has been said: nothing is on its way, being written or being sent. */
export function createStillness({ telegram, waiting, cast, workerSwitch }: Surroundings): { wait: (calmMs: number) => Promise<void> } {
  let changedAt = Date.now();
  telegram.subscribe(() => (changedAt = Date.now()));
  const isBusy = () =>
    (workerSwitch.status() === "running" && waiting.all().length > 0) ||
    cast.personas.some(({ personId }) => telegram.drafts(personId).length > 0);
  return {
    async wait(calmMs) {
      const until = Date.now() + LONGEST_MS;
      changedAt = Date.now();
      while (Date.now() < until && (isBusy() || Date.now() - changedAt < calmMs)) await sleep(LOOKED_EVERY_MS);
    },
  };
}
