import type { Cast } from "./cast.ts";
import type { DeadLetter } from "./wire.ts";
import type { WorkerClient } from "./worker-client.ts";

/** What died on its way and can be handed over again, the newest first: of everybody, and what reached nobody at all. */
export async function listDeadLetters({ worker, cast }: { worker: WorkerClient; cast: Cast }): Promise<DeadLetter[]> {
  const found = await Promise.all([worker.listUndelivered(), ...cast.personas.map(({ personId }) => worker.listDead(personId))]);
  const byId = new Map(found.flat().map((letter) => [letter.deadLetterId, letter]));
  return [...byId.values()].toSorted((a, b) => b.at - a.at);
}
