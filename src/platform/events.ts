import { and, gte, inArray, is, lt, SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { always, insertWhen } from "./insert-when.ts";
import { nameOf, parseName, type Subject } from "./object-name.ts";
import { events } from "./schema.ts";

/** Objects woken beside each other. */
const AT_ONCE = 20;

const LARGEST_DATA_KB = 100;

export type NewEvent = {
  eventId: string;
  to: Subject;
  kind: string;
  version: number;
  data: unknown;
  cause: string;
  createdAt: Date;
  /** `turn.hops` where a turn writes it, which may handle an event itself; 0 where it is left out. */
  hops?: number;
};

/** An event as it lies in an inbox. */
export const deliveredEvent = z.object({ kind: z.string(), version: z.int(), data: z.unknown(), hops: z.int().default(0) });

/**
 * The statement that records an event; it belongs into the batch of the change it reports, and under the same condition. A known
 * id is left alone. Throws where its data is larger than 100 KB.
 */
export function insertEvent(db: Database, event: NewEvent, when: SQL = always): BatchItem<"sqlite"> {
  return insertWhen(db, events, { ...event, to: nameOf(event.to), data: toJson(event.data), hops: event.hops ?? 0 }, when);
}

/** The same event for several objects; its id in each is followed by a colon and the name of the object. */
export type SharedEvent = Omit<NewEvent, "to">;

/** The statement that records an event for each object that a query finds as `place`. */
export function insertEventForEach(db: Database, event: SharedEvent, { places, when }: { places: SQL; when: SQL }): BatchItem<"sqlite"> {
  const eventId = sql`${event.eventId} || ':' || place`;
  return insertWhen(db, events, { ...event, eventId, to: sql`place`, data: toJson(event.data), hops: event.hops ?? 0 }, when, places);
}

/** An event whose row is in the database, for whoever delivers it. */
export type WrittenEvent = Pick<NewEvent, "eventId" | "to">;

/** The statement that finds the events whose ids begin with the key of the write that they come from. */
export function selectWritten(db: Database, key: string) {
  const isOfKey = and(gte(events.eventId, `${key}:`), lt(events.eventId, `${key};`));
  return db.select({ eventId: events.eventId, to: events.to }).from(events).where(isOfKey);
}

export function toWritten(rows: Array<{ eventId: string; to: string }>): WrittenEvent[] {
  return rows.map(({ eventId, to }) => ({ eventId, to: parseName(to) }));
}

/** What only the database knows when its turn comes, such as a number that it gives, comes as an expression that makes JSON. */
function toJson(data: unknown): string | SQL {
  if (is(data, SQL)) return data;
  const json = JSON.stringify(data);
  const size = new TextEncoder().encode(json).byteLength;
  if (size > LARGEST_DATA_KB * 1024)
    throw new Error(`the data of an event has ${size} bytes, and at most ${LARGEST_DATA_KB} KB may be sent`);
  return json;
}

/** Delivers events that were written a moment ago, without reading them again; what fails is left to the next tick. */
export async function deliverWritten(deps: Deps, written: NewEvent[]): Promise<void> {
  for (let at = 0; at < written.length; at += AT_ONCE) {
    const group = written.slice(at, at + AT_ONCE);
    const settled = await Promise.allSettled(group.map((event) => handOver(deps, { ...event, to: nameOf(event.to) })));
    const delivered = group.filter((_, n) => settled[n]?.status === "fulfilled").map((event) => event.eventId);
    const deliveredAt = await deps.clock.now();
    await deps.db.update(events).set({ deliveredAt }).where(inArray(events.eventId, delivered));
  }
}

/** Hands an event to its object, which takes each id once; it does not mark it as delivered. */
export async function handOver(
  { sessions }: Deps,
  { eventId, to, kind, version, data, hops = 0 }: Omit<NewEvent, "to" | "cause" | "createdAt"> & { to: string },
): Promise<void> {
  const body = JSON.stringify({ kind, version, data, hops });
  await sessions.of(to).accept({ key: `e:${eventId}`, kind: "event", body });
}
