import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { aLearner, type Person } from "#support/person.ts";
import { at, buy, daysOf, endsOf, listBooks, ONCE } from "#support/subscriptions.ts";

// Read once, before anything of the Worker runs.
Object.assign(env, { TRIAL_DAYS: "3" });

const DAY_MS = 24 * 3_600_000;
afterEach(() => vi.useRealTimers());

async function forget(person: Person): Promise<void> {
  await person.say("/forget");
  await person.tap("Yes, forget me");
  await person.tap("🗑 Delete it for good");
}

async function registerAgain(person: Person): Promise<void> {
  await person.say("/start");
  for (const label of ["English", "A2", "English"]) await person.tap(label);
}

const openTutor = async (person: Person) => {
  await person.say("/learn");
  return person.last();
};

test("whoever registers may try everything for three days, is told so, and afterwards reads when it ended and what it costs", async () => {
  const lena = await aLearner();
  expect(lena.screen().some(({ text }) => text?.includes("Try everything for 3 days"))).toBe(true);
  expect(await daysOf(lena)).toBe(3);
  expect(await openTutor(lena)).not.toContain("This is for those who have access");
  await at(new Date(Date.now() + 3 * DAY_MS + 60_000));
  expect(await openTutor(lena)).not.toContain("This is for those who have access");
  await at(new Date(Date.now() + 2 * DAY_MS + 60_000));
  expect(await openTutor(lena)).toContain("Yours ended on");
  expect(lena.buttons()).toContain(ONCE);
});

test("what is paid during the trial is added to it", async () => {
  const lena = await aLearner();
  await buy(lena, ONCE);
  expect(await daysOf(lena)).toBe(33);
  expect(await listBooks(lena)).toEqual([250]);
});

test("whoever has themselves forgotten and comes back has what is left of the trial, and no second one", async () => {
  const lena = await aLearner();
  const { database: end } = await endsOf(lena);
  await forget(lena);
  await registerAgain(lena);
  expect((await endsOf(lena)).object).toBe(end);
  await at(new Date(Date.now() + 6 * DAY_MS));
  await forget(lena);
  await registerAgain(lena);
  expect((await endsOf(lena)).object).toBe(end);
  expect(await openTutor(lena)).toContain("Yours ended on");
});
