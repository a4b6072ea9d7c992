import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import worker from "#src/index.ts";
import { localDay } from "#platform/ai/budget.ts";
import { aiUsage } from "#platform/ai/schema.ts";
import { openDatabase } from "#platform/database.ts";
import { getDeps } from "#platform/deps.ts";
import { settings } from "#platform/schema.ts";
import { halfAMinuteLater } from "#support/budget.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const db = openDatabase(env.DB);
const { budgets, timezone } = getDeps(env).config;
const today = () => localDay(new Date(), timezone);

// What others have used is believed for a while: no test is to find what the one before has left.
beforeEach(halfAMinuteLater);

afterEach(async () => {
  model.heal();
  await db.batch([db.delete(aiUsage), db.delete(settings)]);
});

async function aConversation(language?: { language: string; talk: string }): Promise<Person> {
  const person = await aLearner(language === undefined ? {} : { language: language.language });
  await person.say("/learn");
  await person.tap(language?.talk ?? "💬 Free conversation");
  return person;
}

async function usage(): Promise<Record<string, { calls: number; spent: number }>> {
  const rows = await db.select().from(aiUsage);
  return Object.fromEntries(rows.map(({ day, scope, calls, spent }) => [`${day} ${scope}`, { calls, spent }]));
}

async function use(scope: string, spent: number): Promise<void> {
  await db.insert(aiUsage).values({ day: today(), scope, calls: 1, spent });
}

/** As a person in front of it would be told: the hour at which the models renew. */
const RENEWAL = /at this time: (Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (at )?00:00/;

/** Somebody whose next turn would be more than they may have in a day. */
async function aSpender(language?: { language: string; talk: string }): Promise<Person> {
  const person = await aConversation(language);
  model.bill(budgets.person / 1_000_000);
  await person.say("Hallo!");
  return person;
}

test("a turn of the tutor is counted once, for the learner, for the tutor and for all", async () => {
  const lena = await aConversation();
  await lena.say("Ich lerne Deutsch.");
  const counted = { calls: 1, spent: expect.any(Number) };
  expect(await usage()).toEqual({
    [`${today()} bot`]: counted,
    [`${today()} feature:tutor`]: counted,
    [`${today()} person:${lena.user.id}`]: counted,
  });
  expect((await usage())[`${today()} bot`]?.spent).toBeGreaterThan(0);
});

test("at the end of the day's budget the learner is told kindly when it renews, no model is asked, and what they wrote is kept", async () => {
  const lena = await aSpender();
  const before = model.calls.length;
  await lena.say("Noch ein Satz!");
  expect(lena.last()).toContain("That was all the practice with the tutor for today");
  expect(lena.last()).toMatch(RENEWAL);
  expect(lena.buttons()).toEqual(["🔁 Try again", "⏹ End conversation"]);
  expect(model.calls).toHaveLength(before);

  vi.setSystemTime(Date.now() + 24 * 3_600_000);
  model.script(["Willkommen zurück!"]);
  await lena.tap("🔁 Try again");
  expect(lena.last()).toBe("Willkommen zurück!");
  expect(model.calls.at(-1)?.messages.at(-1)?.content).toBe("Noch ein Satz!");
});

test.for([
  ["feature:tutor", budgets.feature],
  ["bot", budgets.bot],
] as const)("when %s has used up its budget everybody is told, and one person's own is not blamed", async ([scope, spent]) => {
  const lena = await aConversation();
  await use(scope, spent);
  model.fail({ kind: "slow", ms: 3_000, times: 1 });
  await lena.say("Hallo?");
  expect(lena.last()).toContain("So many people have practised today");
  expect(lena.last()).toMatch(RENEWAL);
});

test.for([
  ["Deutsch", "💬 Freies Gespräch", /Weiter geht es zu dieser Zeit: \p{L}+,? (um )?00:00/u],
  ["Русский", "💬 Свободный разговор", /Продолжение: \p{L}+,? (в )?00:00/u],
] as const)("in %s too", async ([language, talk, renewal]) => {
  const lena = await aSpender({ language, talk });
  await lena.say("Hallo?");
  expect(lena.last()).toMatch(renewal);
});

test("a switch that is thrown counts half a minute later: what is being answered is given up, and then no model is asked until it is thrown back", async () => {
  const lena = await aConversation();
  await lena.say("Hallo?");
  await db.insert(settings).values({ name: "ai-off", value: "" });
  halfAMinuteLater();
  model.fail({ kind: "slow", ms: 3_000, times: 1 });
  await lena.say("Noch da?");
  expect(lena.last()).toContain("taking a rest");
  const before = model.arrived();
  await lena.say("Und jetzt?");
  expect(lena.last()).toContain("taking a rest");
  halfAMinuteLater();
  await lena.tap("🔁 Try again");
  expect(lena.last()).toContain("taking a rest");
  expect(model.arrived()).toBe(before);
  await db.delete(settings);
  halfAMinuteLater();
  await lena.tap("🔁 Try again");
  expect(model.arrived()).toBe(before + 1);
  expect(lena.last()).not.toContain("taking a rest");
});

test("a database that does not answer holds up no answer of the tutor", async () => {
  const lena = await aConversation();
  model.script(["Schnell da."]);
  const prepare = env.DB.prepare.bind(env.DB);
  const failing = vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    if (/ai_(usage|reservations)/.test(query)) throw new Error("D1_ERROR: overloaded");
    return prepare(query);
  });
  await telegram.say(lena.user.id, "Hallo?");
  await vi.waitFor(() => expect(lena.last()).toBe("Schnell da."));
  failing.mockRestore();
});

test("a turn that failed, and one that was stopped, count what they used", async () => {
  const lena = await aConversation();
  model.fail({ kind: "server-error", times: 1 });
  await lena.say("Hallo?");
  expect(await usage()).toMatchObject({ [`${today()} bot`]: { calls: 1, spent: 0 } });

  model.fail({ kind: "slow", ms: 3_000, times: 1 });
  await telegram.say(lena.user.id, "Denk lange nach.");
  await vi.waitFor(() => expect(telegram.drafts(lena.user.id)).not.toEqual([]));
  await telegram.stop(lena.user.id);
  await quiet(lena.user.id);
  expect((await usage())[`${today()} bot`]).toEqual({ calls: 2, spent: expect.any(Number) });
  expect((await usage())[`${today()} bot`]?.spent).toBeGreaterThan(0);
});

type Batch = typeof env.DB.batch;

/** Somebody is answered while the ledger fails in some way; nothing of what that cost is in it then as far as their object knows. */
async function answeredWithoutLedger(lena: Person, batch: (statements: Parameters<Batch>[0]) => ReturnType<Batch>): Promise<void> {
  model.script(["Trotzdem da."]);
  const failing = vi.spyOn(env.DB, "batch").mockImplementation(batch as Batch);
  await telegram.say(lena.user.id, "Hallo?");
  await vi.waitFor(() => expect(lena.last()).toBe("Trotzdem da."));
  await vi.waitFor(() => expect(failing).toHaveBeenCalled());
  failing.mockRestore();
  expect(await unsettled(lena)).toHaveLength(1);
}

async function unsettled({ user }: Person): Promise<unknown[]> {
  const stub = env.SESSIONS.getByName(`person:${user.id}`);
  const query = "SELECT json FROM state WHERE feature = 'session' AND key = 'account'";
  const json = await runInDurableObject(stub, (_, { storage: { sql } }) => sql.exec<{ json: string }>(query).one().json);
  return (JSON.parse(json) as { unsettled: unknown[] }).unsettled;
}

async function aMinuteLater({ user }: Person): Promise<void> {
  vi.setSystemTime(Date.now() + 60_000);
  await runDurableObjectAlarm(env.SESSIONS.getByName(`person:${user.id}`));
  await quiet(user.id);
}

test("an answer is not lost because the ledger cannot be written after it, and what it cost is written a minute later", async () => {
  const lena = await aConversation();
  await answeredWithoutLedger(lena, () => Promise.reject(new Error("D1_ERROR: overloaded")));
  expect(await usage()).toEqual({});
  await aMinuteLater(lena);
  expect(await usage()).toMatchObject({ [`${today()} person:${lena.user.id}`]: { calls: 1 }, [`${today()} bot`]: { calls: 1 } });
  expect(await unsettled(lena)).toEqual([]);
});

test("where the ledger was written and nobody heard of it, it is written again and counts once", async () => {
  const lena = await aConversation();
  const batch = env.DB.batch.bind(env.DB);
  await answeredWithoutLedger(lena, async (statements) => {
    await batch(statements);
    throw new Error("D1_ERROR: network connection lost");
  });
  const counted = await usage();
  expect(counted).toMatchObject({ [`${today()} person:${lena.user.id}`]: { calls: 1 } });
  await aMinuteLater(lena);
  expect(await usage()).toEqual(counted);
  expect(await unsettled(lena)).toEqual([]);
});

test("whoever moves to and fro between zones has a budget for each day, and none twice", async () => {
  // At eight in the evening in London it is tomorrow in Tokyo and today in New York.
  vi.setSystemTime(new Date().setUTCHours(24 + 20));
  const lena = await aConversation();
  const moveTo = async (timezone: string) => {
    await telegram.forge(lena.user.id, `profile:zone:${timezone}`);
    await quiet(lena.user.id);
  };
  for (const timezone of ["Asia/Tokyo", "America/New_York"]) {
    await moveTo(timezone);
    model.bill(budgets.person / 1_000_000);
    await lena.say("Hallo!");
    expect(lena.last()).not.toContain("That was all the practice");
  }
  for (const timezone of ["Asia/Tokyo", "America/New_York"]) {
    await moveTo(timezone);
    await lena.say("Noch ein Satz!");
    expect(lena.last()).toContain("That was all the practice with the tutor for today");
  }
});

test("whoever has themselves forgotten and begins anew has no second budget for the day", async () => {
  const lena = await aSpender();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  await lena.say("/start");
  for (const choice of ["English", "A2", "English"]) await lena.tap(choice);
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  await lena.say("Noch ein Satz!");
  expect(lena.last()).toContain("That was all the practice with the tutor for today");

  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  expect(Object.keys(await usage())).toContain(`${today()} person:${lena.user.id}`);
});
