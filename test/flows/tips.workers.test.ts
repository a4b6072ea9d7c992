import { env, exports } from "cloudflare:workers";
import worker from "#src/index.ts";
import { afterEach, expect, test, vi } from "vitest";
import { telegram } from "#support/outside.ts";
import { allDelivered } from "#support/campaigns.ts";
import { aLearner, anOwner, aStranger, quiet, type Person } from "#support/person.ts";

const DAILY = "*/5 * * * *";
const EVERY_MINUTE = "* * * * *";

afterEach(() => vi.useRealTimers());

/** Moves the clock of everything and lets cron run then. */
async function at(instant: string, cron = DAILY): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(instant) });
  await worker.scheduled({ cron }, env);
  await allDelivered();
}

async function addTips(...texts: string[]): Promise<void> {
  const response = await exports.default.fetch(
    new Request("https://stoa.test/admin/tips", {
      method: "POST",
      headers: { authorization: `Bearer ${env.ADMIN_TOKEN}` },
      body: JSON.stringify({ tips: texts.map((text) => ({ language: "en", text })) }),
    }),
  );
  expect(response.status).toBe(200);
}

const tipsOf = (person: Person) => person.screen().filter((message) => message.text?.startsWith("💡 Tip of the day\n") === true);

test("a tip comes at eight in the morning where the person is, once a day, and no tip twice", async () => {
  await addTips("Label things at home in German.", "Read children's books aloud.");
  const lena = await aLearner();
  await at("2027-02-01T06:55:00Z");
  expect(tipsOf(lena)).toHaveLength(0);
  await at("2027-02-01T07:00:00Z");
  await at("2027-02-01T07:00:00Z");
  await at("2027-02-01T07:05:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
  await at("2027-02-02T07:00:00Z");
  expect(new Set(tipsOf(lena).map((message) => message.text)).size).toBe(2);
});

test("case 17: after an outage of two days there is one tip, and none at night", async () => {
  await addTips("Speak to yourself in German.");
  const lena = await aLearner();
  await at("2027-03-01T07:00:00Z");
  await at("2027-03-03T22:30:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
  await at("2027-03-04T12:00:00Z");
  expect(tipsOf(lena)).toHaveLength(2);
});

test("whoever switches tips off gets none until they are switched on again", async () => {
  await addTips("Listen to the radio.");
  const lena = await aLearner();
  await at("2027-04-01T06:00:00Z");
  await lena.tap("🔕 No more daily tips");
  expect(lena.last()).toContain("no more daily tips");
  await at("2027-04-02T06:00:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
  await lena.say("/settings");
  await lena.tap("💡 Tip of the day: off");
  await lena.tap("🔔 Daily tips again");
  await at("2027-04-03T06:00:00Z");
  expect(tipsOf(lena)).toHaveLength(2);
});

test("a person who blocked the bot is sent nothing", async () => {
  await addTips("Write a diary, three lines a day.");
  const lena = await aLearner();
  await telegram.block(lena.user.id);
  await at("2027-05-01T06:00:00Z");
  expect(tipsOf(lena)).toHaveLength(0);
});

test("the day's tips come once when their cron dies behind its D1 writes and runs again", async () => {
  await addTips("Say what you cook while you cook it.");
  const lena = await aLearner();
  await at("2027-07-01T05:00:00Z");
  await at("2027-07-02T00:00:00Z");
  const before = tipsOf(lena).length;
  const batch = env.DB.batch.bind(env.DB);
  const dying = vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
    await batch(statements);
    throw new Error("the Worker dies here");
  });
  vi.setSystemTime(new Date("2027-07-02T08:05:00Z"));
  await worker.scheduled({ cron: DAILY }, env);
  dying.mockRestore();
  expect(tipsOf(lena)).toHaveLength(before);
  await at("2027-07-02T08:06:00Z", EVERY_MINUTE);
  await at("2027-07-02T08:10:00Z");
  await at("2027-07-02T08:11:00Z", EVERY_MINUTE);
  expect(tipsOf(lena)).toHaveLength(before + 1);
  const days = env.DB.prepare("select count(*) as days from tip_days where person_id = ? and day = '2027-07-02'").bind(lena.user.id);
  expect(await days.first("days")).toBe(1);
});

test("an owner adds a tip in one line or when asked, and too short a tip is refused in words", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip Learn nouns together with their article.");
  expect(olga.last()).toContain("Added");
  await olga.say("/add_tip short");
  expect(olga.last()).toContain("too short");
  await olga.say("/add_tip");
  expect(olga.last()).toContain("What should the tip say?");
  await olga.say("nein");
  expect(olga.last()).toContain("too short");
  await olga.say("Ask one question a day in German.");
  expect(olga.last()).toContain("Added");
  const { results } = await env.DB.prepare("select text, added_by from tips where added_by is not null").all();
  expect(results).toEqual([
    { text: "Learn nouns together with their article.", added_by: olga.user.id },
    { text: "Ask one question a day in German.", added_by: olga.user.id },
  ]);
});

test("who added which tip when is in the audit log, once", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip Learn the plural with the singular.");
  const { results } = await env.DB.prepare("select actor, action, origin, after from audit_log where actor = ?")
    .bind(`person:${olga.user.id}`)
    .all();
  expect(results).toEqual([
    {
      actor: `person:${olga.user.id}`,
      action: "tips.add",
      origin: "chat",
      after: '{"language":"en","text":"Learn the plural with the singular."}',
    },
  ]);
});

test("somebody who never registered gets no tip", async () => {
  await addTips("Think of three things you did today, in German.");
  const stranger = aStranger();
  await stranger.say("/start");
  await at("2027-07-01T06:00:00Z");
  await quiet(stranger.user.id);
  expect(tipsOf(stranger)).toHaveLength(0);
});

test("whoever registers, or switches tips on again, in the afternoon gets the first tip the next morning", async () => {
  await addTips("Count the stairs in German.");
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-08-01T12:00:00Z") });
  const lena = await aLearner();
  await at("2027-08-01T12:05:00Z");
  expect(tipsOf(lena)).toHaveLength(0);
  await at("2027-08-02T06:00:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
  await lena.tap("🔕 No more daily tips");
  vi.setSystemTime(new Date("2027-08-03T13:00:00Z"));
  await lena.tap("🔔 Daily tips again");
  await at("2027-08-03T13:05:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
  await at("2027-08-04T06:00:00Z");
  expect(tipsOf(lena)).toHaveLength(2);
});
