import { eq, ne } from "drizzle-orm";
import { hasChanged, recordAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import { settings } from "./schema.ts";

const OFFSET = "clock-offset-ms";
const REREAD_AFTER_MS = 250;

/** `now()` is real time, except in a simulation, where people move it; alarms always run in real time. */
export type Clock = {
  now: () => Promise<Date>;
  /** The instant in real time at which this clock will show `at`. */
  toRealTime: (at: Date) => Promise<Date>;
};

export const realClock: Clock = { now: async () => new Date(), toRealTime: async (at) => at };

/** A clock that follows the offset kept in D1. Only for simulations: it reads the database. */
function createMovableClock(db: Database): Clock {
  let known = { offsetMs: 0, readAt: -Infinity };
  const offset = async () => {
    if (Date.now() - known.readAt > REREAD_AFTER_MS) known = { offsetMs: await readClockOffset(db), readAt: Date.now() };
    return known.offsetMs;
  };
  return {
    now: async () => new Date(Date.now() + (await offset())),
    toRealTime: async (at) => new Date(at.getTime() - (await offset())),
  };
}

async function readClockOffset(db: Database): Promise<number> {
  const [row] = await db.select().from(settings).where(eq(settings.name, OFFSET));
  return row === undefined ? 0 : Number(row.value);
}

/** `key` is that of the request. */
export async function saveClockOffset(db: Database, offsetMs: number, { key, now }: { key: string; now: Date }): Promise<void> {
  const value = String(Math.trunc(offsetMs));
  const change = db
    .insert(settings)
    .values({ name: OFFSET, value })
    .onConflictDoUpdate({ target: settings.name, set: { value }, setWhere: ne(settings.value, value) });
  const audit = { auditId: key, actor: "admin", action: "clock.move", subject: "clock", origin: "admin route", at: now } as const;
  await db.batch([change, recordAudit(db, { ...audit, after: { offsetMs } }, hasChanged)]);
}

/** The clock may be moved only while Telegram is a stand-in. */
export function createClock(config: { isSimulated: boolean }, db: Database): Clock {
  return config.isSimulated ? createMovableClock(db) : realClock;
}
