import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { nameOf, type Subject } from "./object-name.ts";
import { events } from "./schema.ts";

const REDELIVER_AFTER_MS = 30_000;
const PAGE = 100;

export type NewEvent = { eventId: string; to: Subject; kind: string; version: number; data: unknown; cause: string; createdAt: Date };

/** An event as it lies in an inbox. */
export const deliveredEvent = z.object({ kind: z.string(), version: z.int(), data: z.unknown() });

/** The statement that records an event; it belongs into the batch of the change it reports. A known id is left alone. */
export function insertEvent(db: Database, event: NewEvent): BatchItem<"sqlite"> {
  const row = { ...event, to: nameOf(event.to), data: JSON.stringify(event.data), hops: 0 };
  return db.insert(events).values(row).onConflictDoNothing();
}

/** Hands an event to its object, which takes each id once, and marks it as delivered. */
export async function deliverEvent(deps: Deps, { eventId }: { eventId: string }): Promise<void> {
  const [event] = await deps.db
    .select()
    .from(events)
    .where(and(eq(events.eventId, eventId), isNull(events.deliveredAt)));
  if (event === undefined) return;
  const body = JSON.stringify({ kind: event.kind, version: event.version, data: JSON.parse(event.data) });
  await deps.sessions.of(event.to).accept({ key: `e:${eventId}`, kind: "event", body });
  const deliveredAt = await deps.clock.now();
  await deps.db.update(events).set({ deliveredAt }).where(eq(events.eventId, eventId));
}

/** Delivers what its writer could not: everything older than half a minute, oldest first. Returns how many there were. */
export async function redeliverEvents(deps: Deps, now: Date): Promise<number> {
  const overdue = new Date(now.getTime() - REDELIVER_AFTER_MS);
  const rows = await deps.db
    .select({ eventId: events.eventId })
    .from(events)
    .where(and(isNull(events.deliveredAt), lt(events.createdAt, overdue)))
    .orderBy(asc(events.createdAt))
    .limit(PAGE);
  for (const row of rows) await deliverEvent(deps, row);
  return rows.length;
}
