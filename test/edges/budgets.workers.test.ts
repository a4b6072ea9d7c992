import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { countRows } from "#support/counting.ts";
import { model } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const stubOf = (person: Person) => env.SESSIONS.getByName(`person:${person.user.id}`);

/** Rows that the person's object writes while something is done, alarms included. */
async function rowsWritten(person: Person, act: () => Promise<void>): Promise<number> {
  let rows = 0;
  await quiet(person.user.id);
  await runInDurableObject(stubOf(person), (_, { storage }) => countRows(storage, (written) => void (rows += written)));
  await act();
  return rows;
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
