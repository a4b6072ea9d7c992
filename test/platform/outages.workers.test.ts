import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { getDeps } from "#platform/deps.ts";
import { noteOutageOf, selectOutages, watchForOutage } from "#platform/outages.ts";

const { db } = getDeps(env);
const at = (time: string) => new Date(`2026-02-03T${time}:00Z`);
const realClock = { now: async () => new Date(), toRealTime: async (instant: Date) => instant };
const tick = (time: string, clock = realClock) => watchForOutage(at(time), { db, clock });
const outagesOf = (personId: number) => selectOutages(db, { personId, since: new Date(0), limit: 10 });

beforeEach(() => env.DB.batch([env.DB.prepare("delete from outages"), env.DB.prepare("delete from settings")]));

test("the first tick of all, and ticks that come as they should, find nothing", async () => {
  for (const time of ["08:00", "08:01", "08:02", "08:12"]) await tick(time);
  expect(await outagesOf(7)).toEqual([]);
});

test("a schedule that was silent for more than ten minutes has found an outage, once, and it is everybody's", async () => {
  for (const time of ["08:00", "09:30", "09:30", "09:31"]) await tick(time);
  expect(await outagesOf(7)).toEqual([{ startedAt: at("08:00"), endedAt: at("09:30") }]);
  expect(await outagesOf(8)).toHaveLength(1);
});

test("an older tick that comes late takes nothing back", async () => {
  for (const time of ["08:00", "08:05", "08:01", "08:14"]) await tick(time);
  expect(await outagesOf(7)).toEqual([]);
});

test("a simulated clock that is moved on is no outage; real silence is, and lies in simulated time", async () => {
  const ahead = (hours: number) => ({ ...realClock, toRealTime: async (instant: Date) => new Date(instant.getTime() - hours * 3_600_000) });
  await tick("08:00");
  await tick("20:01", ahead(12));
  expect(await outagesOf(7)).toEqual([]);
  await tick("21:01", ahead(12));
  expect(await outagesOf(7)).toEqual([{ startedAt: at("20:01"), endedAt: at("21:01") }]);
});

test("whoever could not be served has an outage of their own, one an hour, unless they were forgotten", async () => {
  await noteOutageOf(db, 7, at("08:00"));
  await noteOutageOf(db, 7, at("08:59"));
  await noteOutageOf(db, 7, at("09:00"));
  expect(await outagesOf(7)).toEqual([
    { startedAt: at("09:00"), endedAt: at("09:00") },
    { startedAt: at("08:00"), endedAt: at("08:00") },
  ]);
  expect(await outagesOf(8)).toEqual([]);
  await env.DB.prepare("insert into tombstones values (9, 0)").run();
  await noteOutageOf(db, 9, at("08:00"));
  expect(await outagesOf(9)).toEqual([]);
});
