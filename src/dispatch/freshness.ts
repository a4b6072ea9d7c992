import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Database } from "#platform/database.ts";
import type { StateCell, Turn } from "#platform/turn.ts";

/** How long what was pushed into an object is trusted where something is decided by it. */
const TRUSTED_FOR_MS = 15 * 60_000;

const readAtCell: StateCell<number> = { feature: "session", key: "profile-read-at", schema: z.number() };

/**
 * Reads what the object keeps of its person anew if it is time, and with it what else is asked of the database, in one round trip; in
 * none where nothing is left to read. Gives what else was found.
 */
export async function readFresh(turn: Turn, db: Database, others: BatchItem<"sqlite">[]): Promise<unknown[]> {
  const slices = isTrusted(turn) ? [] : turn.directory.profileSlices;
  const [first, ...rest] = [...others, ...slices.map((slice) => slice.select(db, turn.personId))];
  if (first === undefined) return [];
  const found: unknown[] = await db.batch([first, ...rest]);
  slices.forEach((slice, n) => slice.keep(found[others.length + n], turn));
  if (slices.length > 0) turn.state.write(readAtCell, turn.now.getTime());
  return found.slice(0, others.length);
}

/** Of somebody who has not registered nothing is kept. */
function isTrusted({ subject, profile, state, now }: Turn): boolean {
  if (subject.type !== "person" || profile() === undefined) return true;
  const readAt = state.read(readAtCell);
  return readAt !== undefined && now.getTime() - readAt < TRUSTED_FOR_MS;
}
