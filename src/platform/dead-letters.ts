import { raiseAlert } from "./alerts.ts";
import type { Deps } from "./deps.ts";
import { deadLetters } from "./schema.ts";

/** Keeps what no try could handle, for staff to look at and send again. Kept once, however often it comes. */
export async function saveDeadLetter(deps: Deps, message: Pick<Message, "id" | "body" | "attempts">): Promise<void> {
  const row = { deadLetterId: message.id, body: JSON.stringify(message.body), diedAt: await deps.clock.now() };
  await deps.db.insert(deadLetters).values(row).onConflictDoNothing();
  deps.log.error("jobs.message.died", { attempt: message.attempts });
  await raiseAlert(deps, "queue.dead");
}
