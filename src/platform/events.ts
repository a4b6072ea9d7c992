import { and, gte, inArray, is, lt, SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { always, insertWhen } from "./insert-when.ts";
import { nameOf, parseName, type Subject } from "./object-name.ts";
import { events } from "./schema.ts";
import type { Writing } from "./turn.ts";

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
  /** How many events have led to it. */
  hops: number;
};

/** So many events may follow from one another; more are two objects that answer each other for ever. */
export const MAX_HOPS = 5;

/** What an event has of the write beside which it stands. */
export function causedBy({ key, at, hops }: Writing): Pick<NewEvent, "cause" | "createdAt" | "hops"> {
  return { cause: key, createdAt: at, hops };
}

/** An event as it lies in an inbox. */
export const deliveredEvent = z.object({ kind: z.string(), version: z.int(), data: z.unknown(), hops: z.int().default(0) });

/**
 * The statement that records an event; it belongs into the batch of the change it reports, and under the same condition. A known
 * id is left alone. Throws where its data is larger than 100 KB.
 */
export function insertEvent(db: Database, event: NewEvent, when: SQL = always): BatchItem<"sqlite"> {
  return insertWhen(db, events, { ...event, to: nameOf(event.to), data: toJson(event.data) }, when);
}

/** The same event for several objects; its id in each is followed by a colon and the name of the object. */
export type SharedEvent = Omit<NewEvent, "to">;

/** The statement that records an event for each object that a query finds as `place`. */
export function insertEventForEach(db: Database, event: SharedEvent, { places, when }: { places: SQL; when: SQL }): BatchItem<"sqlite"> {
  const eventId = sql`${event.eventId} || ':' || place`;
  return insertWhen(db, events, { ...event, eventId, to: sql`place`, data: toJson(event.data) }, when, places);
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

/**
 * Delivers events that were written a moment ago, without reading them again. What fails is left to the next tick, and so is what too
 * many events have led to: it ends there.
 */
export async function deliverWritten(deps: Deps, written: NewEvent[]): Promise<void> {
  const countable = written.filter(({ hops }) => hops <= MAX_HOPS);
  for (let at = 0; at < countable.length; at += AT_ONCE) {
    const group = countable.slice(at, at + AT_ONCE);
    const settled = await Promise.allSettled(group.map((event) => handOver(deps, { ...event, to: nameOf(event.to) })));
    const delivered = group.filter((_, n) => settled[n]?.status === "fulfilled").map((event) => event.eventId);
    const deliveredAt = await deps.clock.now();
    await deps.db.update(events).set({ deliveredAt }).where(inArray(events.eventId, delivered));
  }
}

/** Hands an event to its object, which takes each id once; it does not mark it as delivered. */
export async function handOver(
  { sessions }: Deps,
  { eventId, to, kind, version, data, hops }: Omit<NewEvent, "to" | "cause" | "createdAt"> & { to: string },
): Promise<void> {
  const body = JSON.stringify({ kind, version, data, hops });
  await sessions.of(to).accept({ key: `e:${eventId}`, kind: "event", body });
}
