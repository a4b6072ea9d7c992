import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { HELD_FOR_A_JOB as HELD, type Budgets } from "#platform/ai/budget.ts";
import {
  forgetUsage,
  listUsage,
  readShared,
  reserve,
  settle,
  settleSpendings,
  tidyLedger,
  type Balance,
  type Reservation,
} from "#platform/ai/ledger.ts";
import { aiReservations, aiSettlements, aiUsage } from "#platform/ai/schema.ts";
import { openDatabase } from "#platform/database.ts";
import { settings, tombstones } from "#platform/schema.ts";

const db = openDatabase(env.DB);
const now = new Date("2026-11-21T10:00:00Z");
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const plenty: Budgets = { person: 1_000_000, feature: 1_000_000, bot: 1_000_000 };

beforeEach(async () => {
  await db.batch([db.delete(aiUsage), db.delete(aiReservations), db.delete(aiSettlements), db.delete(settings), db.delete(tombstones)]);
});

function aReservation(changes: Partial<Reservation> = {}): Reservation {
  const person = { personId: 7, day: "2026-11-21" };
  return { jobId: "person:7:1-1", person, feature: "tutor", day: "2026-11-21", held: HELD, now, expiresAt: minutesLater(10), ...changes };
}

async function usage(): Promise<Record<string, [calls: number, spent: number]>> {
  const rows = await db.select().from(aiUsage);
  return Object.fromEntries(rows.map(({ day, scope, calls, spent }) => [`${day} ${scope}`, [calls, spent]]));
}

const fits = (balance: Balance) => balance.isReserved;

test("what a job spent is counted for its person, its feature and the bot, and nothing is held any more", async () => {
  expect(await reserve(db, aReservation(), plenty)).toEqual({ isReserved: true, isOff: false, used: { person: 0, feature: 0, bot: 0 } });
  await settle(db, { jobId: "person:7:1-1", calls: 2, spent: 321 });
  expect(await usage()).toEqual({ "2026-11-21 bot": [2, 321], "2026-11-21 feature:tutor": [2, 321], "2026-11-21 person:7": [2, 321] });
  expect(await db.$count(aiReservations)).toBe(0);
});

test("settled twice, and settled by a late result of an old attempt, a job counts once", async () => {
  await reserve(db, aReservation(), plenty);
  await settle(db, { jobId: "person:7:1-1", calls: 1, spent: 100 });
  await settle(db, { jobId: "person:7:1-1", calls: 1, spent: 900 });
  expect((await usage())["2026-11-21 bot"]).toEqual([1, 100]);
});

test("a job that is begun again after a crash holds its share once", async () => {
  await reserve(db, aReservation(), plenty);
  const again = await reserve(db, aReservation({ now: minutesLater(1), expiresAt: minutesLater(11) }), { ...plenty, person: HELD });
  expect(again).toMatchObject({ isReserved: true, used: { person: 0 } });
  expect(await db.select({ held: aiReservations.held, expiresAt: aiReservations.expiresAt }).from(aiReservations)).toEqual([
    { held: HELD, expiresAt: minutesLater(11) },
  ]);
});

test("what a job holds is not there for the next one, until it is settled for less", async () => {
  const limits = { ...plenty, person: HELD * 1.5 };
  await reserve(db, aReservation(), limits);
  const second = aReservation({ jobId: "person:7:2-1" });
  expect(await reserve(db, second, limits)).toEqual({ isReserved: false, isOff: false, used: { person: HELD, feature: HELD, bot: HELD } });
  await settle(db, { jobId: "person:7:1-1", calls: 1, spent: 10 });
  expect(fits(await reserve(db, second, limits))).toBe(true);
});

test("what jobs of an object have spent counts once each, however often it is told and beside what else", async () => {
  const spending = (jobId: string, spent: number) => ({ ...aReservation(), jobId, calls: 1, spent });
  await settleSpendings(db, [spending("person:7:1-1", 10), spending("person:7:2-1", 20)], now);
  await settleSpendings(db, [spending("person:7:2-1", 20), spending("person:7:3-1", 30)], now);
  await settleSpendings(db, [{ jobId: "chat:-1:1-1", feature: "desk", day: "2026-11-21", calls: 1, spent: 5 }], now);
  expect(await usage()).toEqual({
    "2026-11-21 bot": [4, 65],
    "2026-11-21 feature:desk": [1, 5],
    "2026-11-21 feature:tutor": [3, 60],
    "2026-11-21 person:7": [3, 60],
  });
});

test("that a job has been counted is known for two days", async () => {
  await settleSpendings(db, [{ jobId: "person:7:1-1", feature: "tutor", day: "2026-11-21", calls: 1, spent: 5 }], now);
  await tidyLedger(minutesLater(48 * 60), { db });
  expect(await db.$count(aiSettlements)).toBe(1);
  await tidyLedger(minutesLater(48 * 60 + 1), { db });
  expect(await db.$count(aiSettlements)).toBe(0);
});

test("what all share is read with what jobs of the queue hold of it, and whether the models are on", async () => {
  const asked = { feature: "tutor", day: "2026-11-21", now };
  await reserve(db, aReservation(), plenty);
  await settleSpendings(db, [{ jobId: "person:8:1-1", feature: "exam", day: "2026-11-21", calls: 1, spent: 5 }], now);
  expect(await readShared(db, asked)).toEqual({ isOff: false, used: { feature: HELD, bot: HELD + 5 } });
  await db.insert(settings).values({ name: "ai-off", value: "" });
  expect(await readShared(db, { ...asked, now: minutesLater(10) })).toEqual({ isOff: true, used: { feature: 0, bot: 5 } });
});

test("what was reserved and never settled expires, and settled after that it counts no more", async () => {
  const limits = { ...plenty, bot: HELD };
  await reserve(db, aReservation(), limits);
  const other = { jobId: "person:8:1-1", person: { personId: 8, day: "2026-11-21" } };
  expect(fits(await reserve(db, aReservation({ ...other, now: minutesLater(9) }), limits))).toBe(false);
  expect(fits(await reserve(db, aReservation({ ...other, now: minutesLater(10), expiresAt: minutesLater(20) }), limits))).toBe(true);
  await settle(db, { jobId: "person:7:1-1", calls: 1, spent: 50 });
  expect(await usage()).toEqual({});
});

test("each scope has its own limit, and each day its own count", async () => {
  await reserve(db, aReservation(), plenty);
  await settle(db, { jobId: "person:7:1-1", calls: 1, spent: 5_000 });
  const next = (changes: Partial<Reservation>, limits: Partial<Budgets>) =>
    reserve(db, aReservation({ jobId: crypto.randomUUID(), ...changes }), { ...plenty, ...limits });
  expect(fits(await next({}, { person: HELD }))).toBe(false);
  expect(fits(await next({ person: { personId: 8, day: "2026-11-21" } }, { person: HELD }))).toBe(true);
  expect(fits(await next({ person: { personId: 7, day: "2026-11-22" }, feature: "exam" }, { feature: HELD }))).toBe(true);
  expect(fits(await next({ person: { personId: 9, day: "2026-11-21" } }, { feature: HELD }))).toBe(false);
  expect(fits(await next({ person: { personId: 9, day: "2026-11-21" }, day: "2026-11-22" }, { bot: HELD * 2 }))).toBe(false);
});

test("work that belongs to nobody is counted for its feature and the bot", async () => {
  await reserve(db, aReservation({ jobId: "queue:1", person: undefined }), { ...plenty, person: HELD });
  await settle(db, { jobId: "queue:1", calls: 1, spent: 7 });
  expect(await usage()).toEqual({ "2026-11-21 bot": [1, 7], "2026-11-21 feature:tutor": [1, 7] });
});

test("two jobs that ask for the last share at once do not both get it", async () => {
  const limits = { ...plenty, person: HELD };
  const asked = await Promise.all([1, 2, 3, 4].map((n) => reserve(db, aReservation({ jobId: `person:7:${n}-1` }), limits)));
  expect(asked.filter(fits)).toHaveLength(1);
});

test("while the models are switched off nothing is reserved, and deleting the row switches them on", async () => {
  await db.insert(settings).values({ name: "ai-off", value: "too expensive this week" });
  expect(await reserve(db, aReservation(), plenty)).toMatchObject({ isReserved: false, isOff: true });
  await db.run(sql`delete from settings where name = 'ai-off'`);
  expect(fits(await reserve(db, aReservation(), plenty))).toBe(true);
});

test("a person's own use can be read and forgotten, but for the day that is still running somewhere and what a job of theirs spends", async () => {
  for (const day of ["2026-11-19", "2026-11-20", "2026-11-21"])
    await db.insert(aiUsage).values({ day, scope: "person:7", calls: 1, spent: 5 });
  await reserve(db, aReservation({ jobId: "person:7:2-1" }), plenty);
  expect(await listUsage(db, 7)).toHaveLength(3);
  // At ten in the morning in London it is ten in the evening of the day before in the last zone.
  const [first, ...rest] = forgetUsage(db, 7, now);
  if (first !== undefined) await db.batch([first, ...rest]);
  await settle(db, { jobId: "person:7:2-1", calls: 1, spent: 5 });
  expect(await listUsage(db, 7)).toEqual([
    { day: "2026-11-20", calls: 1, spent: 5 },
    { day: "2026-11-21", calls: 2, spent: 10 },
  ]);
});

test("what is left of a forgotten person goes when its day is over; what others used stays", async () => {
  await db.insert(tombstones).values({ personId: 7, forgottenAt: now });
  for (const scope of ["person:7", "person:70", "bot"]) await db.insert(aiUsage).values({ day: "2026-11-21", scope, calls: 1, spent: 5 });
  await tidyLedger(new Date("2026-11-22T11:59:00Z"), { db });
  expect(await db.$count(aiUsage)).toBe(3);
  await tidyLedger(new Date("2026-11-22T12:00:00Z"), { db });
  expect(await usage()).toEqual({ "2026-11-21 person:70": [1, 5], "2026-11-21 bot": [1, 5] });
});
