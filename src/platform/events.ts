import { and, asc, eq, gt, gte, inArray, isNull, lt, or, is, SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import { raiseAlert } from "./alerts.ts";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { always, insertWhen } from "./insert-when.ts";
import { nameOf, type Subject } from "./object-name.ts";
import { deadLetters, events } from "./schema.ts";

const REDELIVER_AFTER_MS = 30_000;
const DEAD_AFTER_MS = 24 * 60 * 60_000;
const KEEP_DELIVERED_MS = 7 * 24 * 60 * 60_000;
const PAGE = 100;
/** As many as one tick of the cron has time for. */
const PAGES_AT_ONCE = 50;
/** Objects woken beside each other. */
const AT_ONCE = 20;

export type NewEvent = { eventId: string; to: Subject; kind: string; version: number; data: unknown; cause: string; createdAt: Date };

/** An event as it lies in an inbox. */
export const deliveredEvent = z.object({ kind: z.string(), version: z.int(), data: z.unknown() });

/**
 * The statement that records an event; it belongs into the batch of the change it reports, and under the same condition. A known
 * id is left alone.
 */
export function insertEvent(db: Database, event: NewEvent, when: SQL = always): BatchItem<"sqlite"> {
  return insertWhen(db, events, { ...event, to: nameOf(event.to), data: toJson(event.data), hops: 0 }, when);
}

/** What only the database knows when its turn comes, such as a number that it gives, comes as an expression that makes JSON. */
function toJson(data: unknown): string | SQL {
  return is(data, SQL) ? data : JSON.stringify(data);
}

/** Hands an event to its object, which takes each id once, and marks it as delivered. */
export async function deliverEvent(deps: Deps, { eventId }: { eventId: string }): Promise<void> {
  const [event] = await deps.db
    .select()
    .from(events)
    .where(and(eq(events.eventId, eventId), isNull(events.deliveredAt)));
  if (event === undefined) return;
  await accept(deps, { ...event, data: JSON.parse(event.data) });
  const deliveredAt = await deps.clock.now();
  await deps.db.update(events).set({ deliveredAt }).where(eq(events.eventId, eventId));
}

/** Delivers events that were written a moment ago, without reading them again; what fails is left to the next tick. */
export async function deliverWritten(deps: Deps, written: NewEvent[]): Promise<void> {
  for (let at = 0; at < written.length; at += AT_ONCE) {
    const group = written.slice(at, at + AT_ONCE);
    const settled = await Promise.allSettled(group.map((event) => accept(deps, { ...event, to: nameOf(event.to) })));
    const delivered = group.filter((_, n) => settled[n]?.status === "fulfilled").map((event) => event.eventId);
    const deliveredAt = await deps.clock.now();
    await deps.db.update(events).set({ deliveredAt }).where(inArray(events.eventId, delivered));
  }
}

async function accept(
  { sessions }: Deps,
  event: { eventId: string; to: string; kind: string; version: number; data: unknown },
): Promise<void> {
  const body = JSON.stringify({ kind: event.kind, version: event.version, data: event.data });
  await sessions.of(event.to).accept({ key: `e:${event.eventId}`, kind: "event", body });
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
  for (const event of dead) {
    const letter = deps.db
      .insert(deadLetters)
      .values({ deadLetterId: event.eventId, body: JSON.stringify(event), diedAt: now })
      .onConflictDoNothing();
    await deps.db.batch([letter, deps.db.delete(events).where(eq(events.eventId, event.eventId))]);
  }
  if (dead.length > 0) await raiseAlert(deps, "event.dead");
  await deps.db.delete(events).where(lt(events.deliveredAt, new Date(now.getTime() - KEEP_DELIVERED_MS)));
}
