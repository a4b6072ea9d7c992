import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { isNotForgotten } from "./forgotten.ts";
import { insertWhen } from "./insert-when.ts";
import { outages, settings } from "./schema.ts";

/** The schedule comes every minute, and the platform may leave out some. */
const SILENCE_MS = 10 * 60_000;
const HOUR_MS = 60 * 60_000;
const EVERYBODY = 0;
/** When the schedule last ran, in real milliseconds: a simulation moves its clock by days without anything having been out. */
const ALIVE = "alive-at-ms";

export type Outage = { startedAt: Date; endedAt: Date };

/**
 * Finds that we were away, Worker or database, by our own silence: whoever runs every minute and has not for ten was not there for
 * anybody else either. A tick that comes twice changes nothing.
 */
export async function watchForOutage(now: Date, { clock, db }: Pick<Deps, "clock" | "db">): Promise<void> {
  const realNow = (await clock.toRealTime(now)).getTime();
  const aliveAt = sql`cast(${settings.value} as integer)`;
  const wasSilent = and(eq(settings.name, ALIVE), sql`${aliveAt} < ${realNow - SILENCE_MS}`);
  const startedAt = sql`${aliveAt} + ${now.getTime() - realNow}`;
  await db.batch([
    db
      .insert(outages)
      .select(sql`select 'silence:' || ${settings.value}, ${EVERYBODY}, ${startedAt}, ${now.getTime()} from ${settings} where ${wasSilent}`)
      .onConflictDoNothing(),
    db
      .insert(settings)
      .values({ name: ALIVE, value: String(realNow) })
      .onConflictDoUpdate({ target: settings.name, set: { value: String(realNow) }, setWhere: sql`${aliveAt} < ${realNow}` }),
  ]);
}

/** Notes that somebody came and we could not serve them; once an hour is enough. */
export async function noteOutageOf(db: Database, personId: number, at: Date): Promise<void> {
  const outageId = `person:${personId}:${Math.floor(at.getTime() / HOUR_MS)}`;
  await db.batch([insertWhen(db, outages, { outageId, personId, startedAt: at, endedAt: at }, isNotForgotten(personId))]);
}

/** What was out for everybody or for this person since an instant, the newest first. */
export function selectOutages(db: Database, { personId, since, limit }: { personId: number; since: Date; limit: number }) {
  return db
    .select({ startedAt: outages.startedAt, endedAt: outages.endedAt })
    .from(outages)
    .where(and(inArray(outages.personId, [EVERYBODY, personId]), gte(outages.endedAt, since)))
    .orderBy(desc(outages.endedAt))
    .limit(limit);
}

/** When this person was not served. */
export function listOutagesOf(db: Database, personId: number) {
  return db
    .select({ startedAt: outages.startedAt, endedAt: outages.endedAt })
    .from(outages)
    .where(eq(outages.personId, personId))
    .orderBy(outages.endedAt);
}

export function forgetOutagesOf(db: Database, personId: number): BatchItem<"sqlite"> {
  return db.delete(outages).where(eq(outages.personId, personId));
}
