import { env } from "cloudflare:workers";
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import worker from "#src/index.ts";
import { localDay } from "#platform/ai/budget.ts";
import { aiReservations, aiUsage } from "#platform/ai/schema.ts";
import { openDatabase } from "#platform/database.ts";
import { getDeps } from "#platform/deps.ts";
import { settings } from "#platform/schema.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const db = openDatabase(env.DB);
const { budgets, timezone } = getDeps(env).config;
const today = () => localDay(new Date(), timezone);

afterEach(async () => {
  await db.batch([db.delete(aiUsage), db.delete(aiReservations), db.delete(settings)]);
});

async function aConversation(language?: { language: string; learn: string; talk: string }): Promise<Person> {
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

test("a turn of the tutor is counted once, for the learner, for the tutor and for all, and nothing stays reserved", async () => {
  const lena = await aConversation();
  await lena.say("Ich lerne Deutsch.");
  const counted = { calls: 1, spent: expect.any(Number) };
  expect(await usage()).toEqual({
    [`${today()} bot`]: counted,
    [`${today()} feature:tutor`]: counted,
    [`${today()} person:${lena.user.id}`]: counted,
  });
  expect((await usage())[`${today()} bot`]?.spent).toBeGreaterThan(0);
  expect(await db.$count(aiReservations)).toBe(0);
});

test("at the end of the day's budget the learner is told kindly when it renews, no model is asked, and what they wrote is kept", async () => {
  const lena = await aConversation();
  await use(`person:${lena.user.id}`, budgets.person);
  const before = model.calls.length;
  await lena.say("Noch ein Satz!");
  expect(lena.last()).toContain("That was all the practice with the tutor for today");
  expect(lena.last()).toMatch(RENEWAL);
  expect(lena.buttons()).toEqual(["🔁 Try again", "⏹ End conversation"]);
  expect(model.calls).toHaveLength(before);

  await db.delete(aiUsage);
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
  await lena.say("Hallo?");
  expect(lena.last()).toContain("So many people have practised today");
  expect(lena.last()).toMatch(RENEWAL);
});

test.for([
  ["Deutsch", "💬 Freies Gespräch", /Weiter geht es zu dieser Zeit: \p{L}+,? (um )?00:00/u],
  ["Русский", "💬 Свободный разговор", /Продолжение: \p{L}+,? (в )?00:00/u],
] as const)("in %s too", async ([language, talk, renewal]) => {
  const lena = await aConversation({ language, learn: "", talk });
  await use(`person:${lena.user.id}`, budgets.person);
  await lena.say("Hallo?");
  expect(lena.last()).toMatch(renewal);
});

test("while the models are switched off, people are told so, and again heard when they are switched on", async () => {
  const lena = await aConversation();
  await db.insert(settings).values({ name: "ai-off", value: "" });
  const before = model.calls.length;
  await lena.say("Hallo?");
  expect(lena.last()).toContain("taking a rest");
  expect(model.calls).toHaveLength(before);
  await db.delete(settings);
  await lena.tap("🔁 Try again");
  expect(model.calls).toHaveLength(before + 1);
});

test("a turn that failed, and one that was stopped, give back what they held and count what they used", async () => {
  const lena = await aConversation();
  model.fail({ kind: "server-error", times: 1 });
  await lena.say("Hallo?");
  expect(await usage()).toMatchObject({ [`${today()} bot`]: { calls: 1, spent: 0 } });

  model.fail({ kind: "slow", ms: 3_000, times: 1 });
  await telegram.say(lena.user.id, "Denk lange nach.");
  await vi.waitFor(() => expect(telegram.drafts(lena.user.id)).not.toEqual([]));
  await telegram.stop(lena.user.id);
  await quiet(lena.user.id);
  await vi.waitFor(async () => expect(await db.$count(aiReservations)).toBe(0));
  expect((await usage())[`${today()} bot`]).toEqual({ calls: 2, spent: expect.any(Number) });
  expect((await usage())[`${today()} bot`]?.spent).toBeGreaterThan(0);
});

/** Somebody is answered while the ledger cannot be written; gives what is then put on the queue. */
async function answeredWithoutLedger(lena: Person, send: typeof env.JOBS.send): Promise<unknown[]> {
  model.script(["Trotzdem da."]);
  const prepare = env.DB.prepare.bind(env.DB);
  const failing = vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    if (query.includes('insert into "ai_usage"')) throw new Error("D1_ERROR: overloaded");
    return prepare(query);
  });
  const queue = vi.spyOn(env.JOBS, "send").mockImplementation(send);
  await lena.say("Hallo?");
  const queued = queue.mock.calls.map(([body]) => body);
  queue.mockRestore();
  failing.mockRestore();
  expect(lena.last()).toBe("Trotzdem da.");
  return queued;
}

const taken = async () => ({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });

test("an answer is not lost because the ledger cannot be written after it, and what it cost is written later, once", async () => {
  const lena = await aConversation();
  const queued = await answeredWithoutLedger(lena, taken);
  expect(await usage()).toEqual({});
  expect(await db.$count(aiReservations)).toBe(1);

  const batch = createMessageBatch(
    "stoa-jobs",
    [...queued, ...queued].map((body, n) => ({ id: `${n}`, timestamp: new Date(), attempts: 1, body })),
  );
  await worker.queue(batch, env);
  expect((await getQueueResult(batch, createExecutionContext())).explicitAcks).toEqual(["0", "1"]);
  expect(await db.$count(aiReservations)).toBe(0);
  const { spent } = (await usage())[`${today()} bot`] ?? { spent: 0 };
  expect(spent).toBeGreaterThan(0);
  expect(await usage()).toEqual({
    [`${today()} bot`]: { calls: 1, spent },
    [`${today()} feature:tutor`]: { calls: 1, spent },
    [`${today()} person:${lena.user.id}`]: { calls: 1, spent },
  });
});

test("where neither the ledger nor the queue takes what an answer cost, it comes all the same, and what was held expires", async () => {
  const lena = await aConversation();
  await answeredWithoutLedger(lena, () => Promise.reject(new Error("the queue is down")));
  const [held] = await db.select().from(aiReservations);
  expect(held?.personId).toBe(lena.user.id);
  expect((held?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
});

test("whoever has themselves forgotten and begins anew has no second budget for the day", async () => {
  const lena = await aConversation();
  await use(`person:${lena.user.id}`, budgets.person);
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
