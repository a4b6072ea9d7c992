import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as z from "zod";
import type { SessionBot } from "#session/bot.ts";
import { model } from "#support/outside.ts";
import { aLearner, anOwner, quiet, textOf, type Person } from "#support/person.ts";
import { quietObject } from "#support/quiet.ts";
import { theGroups } from "#support/roster.ts";
import { allSettled, aWish, cardIn } from "#support/wishes.ts";

const stubOf = (person: Person) => env.SESSIONS.getByName(`person:${person.user.id}`);

async function rowsWritten(person: Person, act: () => Promise<void>): Promise<number> {
  return (await writtenIn(`person:${person.user.id}`, act)).rows;
}

/** Rows that an object writes while something is done, alarms included, and how many things have come in. */
async function writtenIn(objectName: string, act: () => Promise<void>): Promise<{ rows: number; arrivals: number }> {
  let rows = 0;
  let arrivals = 0;
  await quietObject(objectName);
  await runInDurableObject(env.SESSIONS.getByName(objectName), (_, state) => {
    const { sql } = state.storage;
    const exec = sql.exec.bind(sql);
    const counting: typeof sql.exec = (query, ...bindings) => {
      const cursor = exec(query, ...bindings);
      rows += cursor.rowsWritten;
      if (query.startsWith("INSERT INTO inbox")) arrivals += cursor.rowsWritten;
      return cursor as never;
    };
    Object.defineProperty(sql, "exec", { value: counting, configurable: true, writable: true });
    const setAlarm = state.storage.setAlarm.bind(state.storage);
    Object.defineProperty(state.storage, "setAlarm", {
      configurable: true,
      value: (at: number) => {
        rows += 1;
        return setAlarm(at);
      },
    });
  });
  await act();
  return { rows, arrivals };
}

async function roundTrips(act: () => Promise<void>): Promise<number> {
  const prepare = vi.spyOn(env.DB, "prepare");
  const batch = vi.spyOn(env.DB, "batch");
  await act();
  const batched = batch.mock.calls.reduce((count, [statements]) => count + statements.length, 0);
  const trips = prepare.mock.calls.length - batched + batch.mock.calls.length;
  vi.restoreAllMocks();
  return trips;
}

/** Round trips of what handles the person's own updates: what follows by events is somebody else's step. */
async function handlerTrips(person: Person, act: () => Promise<unknown>): Promise<number> {
  const prepare = vi.spyOn(env.DB, "prepare");
  const batch = vi.spyOn(env.DB, "batch");
  const count = () => {
    const batched = batch.mock.calls.reduce((sum, [statements]) => sum + statements.length, 0);
    return prepare.mock.calls.length - batched + batch.mock.calls.length;
  };
  let trips = 0;
  await quiet(person.user.id);
  await runInDurableObject(stubOf(person), (instance) => {
    const parts: unknown = Reflect.get(instance, "parts");
    const { bot } = z.object({ bot: z.custom<SessionBot>() }).parse(parts);
    const { run } = bot;
    bot.run = async (row, turn) => {
      const before = count();
      const outcome = await run(row, turn);
      if (row.kind !== "event") trips += count() - before;
      return outcome;
    };
  });
  await act();
  vi.restoreAllMocks();
  return trips;
}

test("steps through menu, settings and navigation ask D1 nothing", async () => {
  const lena = await aLearner();
  const trips = await roundTrips(async () => {
    await lena.say("/menu");
    await lena.tap("⚙️ Settings");
    await lena.tap("Level");
    await lena.tap("‹ Back");
    await lena.tap("‹ Main menu");
    await lena.tap("❓ Help");
    await lena.tap("‹ Main menu");
    await lena.tap("🎓 Learn");
    await lena.tap("💬 Free conversation");
    await lena.tap("⏹ End conversation");
    await lena.say("/help");
    await lena.say("/start");
    await lena.say("hm");
  });
  expect(trips).toBe(0);
});

test("a step that writes takes at most two round trips to D1", async () => {
  const lena = await aLearner();
  await lena.say("/settings");
  await lena.tap("Level");
  const trips = await roundTrips(() => lena.tap("B1"));
  expect(trips).toBeGreaterThan(0);
  expect(trips).toBeLessThanOrEqual(2);
});

test("a decision on a card takes at most two round trips to D1", async () => {
  const { lena, olga, group } = await aWish();
  await olga.say("/menu");
  const trips = await handlerTrips(olga, () => olga.inGroup(group).tap("Approve"));
  await allSettled(group, lena);
  expect(lena.last()).toBe("Your wish is granted.");
  expect(trips).toBeGreaterThan(0);
  expect(trips).toBeLessThanOrEqual(2);
});

test("a student is added, and verifies themselves, in at most two round trips each", async () => {
  const vera = await anOwner();
  theGroups([vera]);
  const ada = await aLearner();
  const added = await handlerTrips(vera, () => vera.say("/addstudent Ada Byron; +4930100200; ada.byron@example.com"));
  expect(vera.screen().map(textOf).join()).toContain("Added.");
  expect(added).toBeGreaterThan(0);
  await ada.say("/menu");
  await ada.tap("🪪 I am a student");
  const verified = await handlerTrips(ada, () => ada.say("ada.byron@example.com"));
  expect(ada.screen().map(textOf).join()).toContain("You are verified");
  expect(verified).toBeGreaterThan(0);
  expect([added, verified].filter((trips) => trips > 2)).toEqual([]);
});

test("bringing a card up to date writes at most six rows in the object of its group", async () => {
  const { lena, olga, group } = await aWish();
  const { rows, arrivals } = await writtenIn(`chat:${group.chat.id}`, async () => {
    await olga.inGroup(group).tap("Approve");
    await allSettled(group, lena);
  });
  expect(cardIn(group)).toContain("has been told");
  expect(arrivals).toBeGreaterThan(0);
  expect(rows / arrivals).toBeLessThanOrEqual(6);
});

test("an update writes at most six rows in its object, and a tutor turn at most sixteen", async () => {
  const lena = await aLearner();
  const menu = await rowsWritten(lena, () => lena.say("/menu"));
  expect(menu).toBeGreaterThan(0);
  expect(menu).toBeLessThanOrEqual(6);
  const press = await rowsWritten(lena, () => lena.tap("⚙️ Settings"));
  expect(press).toBeLessThanOrEqual(6);

  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  const turn = await rowsWritten(lena, () => lena.say("Ich lerne Deutsch."));
  expect(turn).toBeLessThanOrEqual(16);
  model.script(["Gut!\n\n~~habe ein Hund~~ **habe einen Hund** [case] — accusative\n\n> Ich habe einen Hund.\n\nWie heißt er?"]);
  const corrected = await rowsWritten(lena, () => lena.say("Ich habe ein Hund."));
  expect(corrected).toBeLessThanOrEqual(16);
  const end = await rowsWritten(lena, () => lena.tap("⏹ End conversation"));
  expect(end).toBeLessThanOrEqual(16);

  await lena.tap("🎓 Learn");
  await lena.tap("📐 Grammar");
  const task = await rowsWritten(lena, () => lena.tap("▶️ I am ready"));
  expect(task).toBeLessThanOrEqual(16);
});

test("a tutor turn asks D1 for its budget and nothing else: reserved before the model, settled after it", async () => {
  const lena = await aLearner();
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  model.script(["Gut!\n\n~~habe ein Hund~~ **habe einen Hund** [case] — accusative\n\nWie heißt er?"]);
  const asked = vi.spyOn(env.DB, "prepare");
  await lena.say("Ich habe ein Hund.");
  const statements = asked.mock.calls.map(([sql]) => sql);
  vi.restoreAllMocks();
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.filter((sql) => !/ai_(usage|reservations)|settings/.test(sql))).toEqual([]);
});
