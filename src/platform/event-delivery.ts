import { and, asc, eq, gt, gte, isNull, lt, or } from "drizzle-orm";
import { raiseAlert } from "./alerts.ts";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { handOver, MAX_HOPS } from "./events.ts";
import { deadLetters, events } from "./schema.ts";

const REDELIVER_AFTER_MS = 30_000;
const DEAD_AFTER_MS = 24 * 60 * 60_000;
const KEEP_DELIVERED_MS = 7 * 24 * 60 * 60_000;
const PAGE = 100;
/** As many as one tick of the cron has time for. */
const PAGES_AT_ONCE = 50;
/** Objects woken beside each other. */
const AT_ONCE = 20;

/** Hands an event to its object, which takes each id once, and marks it as delivered. One with too many hops is dead instead. */
export async function deliverEvent(deps: Deps, { eventId }: { eventId: string }): Promise<void> {
  const [event] = await deps.db
    .select()
    .from(events)
    .where(and(eq(events.eventId, eventId), isNull(events.deliveredAt)));
  if (event === undefined) return;
  const deliveredAt = await deps.clock.now();
  if (event.hops > MAX_HOPS) {
    await bury(deps.db, event, deliveredAt);
    deps.log.error("events.event.looping", { eventId, kind: event.kind });
    return raiseAlert(deps, "event.looping");
  }
  await handOver(deps, { ...event, data: JSON.parse(event.data) });
  await deps.db.update(events).set({ deliveredAt }).where(eq(events.eventId, eventId));
}

/** Delivers many at once; what fails is left to the next tick. */
export async function deliverEvents(deps: Deps, eventIds: string[]): Promise<void> {
  const settled = await Promise.allSettled(eventIds.map((eventId) => deliverEvent(deps, { eventId })));
  const failed = settled.filter((result) => result.status === "rejected");
  if (failed.length > 0) deps.log.warn("events.delivery.failed", { count: failed.length, error: failed[0]?.reason });
}

/** Delivers what its writer could not: everything older than half a minute. One that cannot be delivered holds back no other. */
export async function redeliverEvents(now: Date, deps: Deps): Promise<void> {
  let page = await listOverdue(now, deps.db, undefined);
  for (let pages = 1; page.length > 0; pages++) {
    for (let at = 0; at < page.length; at += AT_ONCE) {
      await deliverEvents(
        deps,
        page.slice(at, at + AT_ONCE).map((row) => row.eventId),
      );
    }
    if (page.length < PAGE || pages === PAGES_AT_ONCE) return;
    page = await listOverdue(now, deps.db, page.at(-1));
  }
}

type Overdue = { eventId: string; createdAt: Date };

/** A page of the undelivered after the last one of the page before, oldest first. */
function listOverdue(now: Date, db: Database, last: Overdue | undefined): Promise<Overdue[]> {
  const overdue = lt(events.createdAt, new Date(now.getTime() - REDELIVER_AFTER_MS));
  const young = gte(events.createdAt, new Date(now.getTime() - DEAD_AFTER_MS));
  const beyond =
    last === undefined
      ? undefined
      : or(gt(events.createdAt, last.createdAt), and(eq(events.createdAt, last.createdAt), gt(events.eventId, last.eventId)));
  return db
    .select({ eventId: events.eventId, createdAt: events.createdAt })
    .from(events)
    .where(and(isNull(events.deliveredAt), overdue, young, beyond))
    .orderBy(asc(events.createdAt), asc(events.eventId))
    .limit(PAGE);
}

/**
 * Puts events that nobody took for a day among the dead letters, and removes those delivered long ago. A dead one is never
 * delivered by itself: the keys by which an object knows a repetition are kept for 48 hours only.
 */
export async function tidyEvents(now: Date, deps: Deps): Promise<void> {
  const isDead = and(isNull(events.deliveredAt), lt(events.createdAt, new Date(now.getTime() - DEAD_AFTER_MS)));
  const dead = await deps.db.select().from(events).where(isDead).limit(PAGE);
  for (const event of dead) await bury(deps.db, event, now);
  if (dead.length > 0) await raiseAlert(deps, "event.dead");
  await deps.db.delete(events).where(lt(events.deliveredAt, new Date(now.getTime() - KEEP_DELIVERED_MS)));
}

async function bury(db: Database, event: typeof events.$inferSelect, diedAt: Date): Promise<void> {
  const letter = { deadLetterId: event.eventId, body: JSON.stringify(event), diedAt };
  const leaves = db.delete(events).where(eq(events.eventId, event.eventId));
  await db.batch([db.insert(deadLetters).values(letter).onConflictDoNothing(), leaves]);
}
