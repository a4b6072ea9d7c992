import { afterEach, expect, test, vi } from "vitest";
import { env } from "cloudflare:workers";
import { allDelivered } from "#support/campaigns.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import { askRoute, at, aSubscriber, buy, MONTHLY, ONCE } from "#support/subscriptions.ts";

afterEach(() => vi.useRealTimers());

const DAY_MS = 86_400_000;

/** Somebody in Berlin whose access ends at this instant. */
async function aPersonUntil(instant: string, days = 30): Promise<Person> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(instant) - days * DAY_MS });
  const person = await aLearner();
  await askRoute("/grant", { person: person.user.id, days });
  await quiet(person.user.id);
  return person;
}

const noticesOf = (person: Person) =>
  person
    .screen()
    .map((message) => /ends in \d days|ends within a day|access ended on/.exec(textOf(message))?.[0])
    .filter((text) => text !== undefined);

async function tick(person: Person, instant: string): Promise<void> {
  await at(instant);
  await allDelivered();
  await quiet(person.user.id);
}

test("seven, three and one days before the end, and at the end, there is one notice each, in the daytime", async () => {
  const lena = await aPersonUntil("2027-03-10T11:00:00Z");
  await tick(lena, "2027-03-03T10:55:00Z");
  expect(noticesOf(lena)).toEqual([]);
  for (const minute of ["05", "05", "10"]) await tick(lena, `2027-03-03T11:${minute}:00Z`);
  expect(noticesOf(lena)).toEqual(["ends in 7 days"]);
  expect(lena.buttons()).toContain(ONCE);
  await tick(lena, "2027-03-07T11:05:00Z");
  await tick(lena, "2027-03-09T11:05:00Z");
  await tick(lena, "2027-03-10T11:05:00Z");
  expect(lena.last()).toContain("Nothing is closed for 2 days more");
  await tick(lena, "2027-03-10T11:10:00Z");
  await tick(lena, "2027-03-20T11:05:00Z");
  expect(noticesOf(lena)).toEqual(["ends in 7 days", "ends in 3 days", "ends within a day", "access ended on"]);
});

test("what is due at night waits for the morning", async () => {
  const lena = await aPersonUntil("2027-04-10T01:00:00Z");
  await tick(lena, "2027-04-03T01:00:00Z");
  await tick(lena, "2027-04-03T06:55:00Z");
  expect(noticesOf(lena)).toEqual([]);
  await tick(lena, "2027-04-03T07:00:00Z");
  expect(noticesOf(lena)).toEqual(["ends in 7 days"]);
});

test("after an outage there is the newest notice alone", async () => {
  const lena = await aPersonUntil("2027-05-10T10:00:00Z");
  await tick(lena, "2027-05-09T12:00:00Z");
  await tick(lena, "2027-05-09T12:05:00Z");
  expect(noticesOf(lena)).toEqual(["ends within a day"]);
});

test("a notice that Telegram holds back into the night comes in the morning, and not at all if there is a newer one or another end", async () => {
  const lena = await aPersonUntil("2027-06-10T10:00:00Z");
  telegram.fail({ kind: "server-error", status: 500, method: "sendMessage", chatId: lena.user.id, times: 1 });
  await tick(lena, "2027-06-03T10:05:00Z");
  const release = env.DB.prepare("update deliveries set not_before = ?");
  await release.bind(Date.parse("2027-06-03T20:00:00Z")).run();
  await at("2027-06-03T21:00:00Z", "* * * * *");
  await allDelivered();
  expect(noticesOf(lena)).toEqual([]);
  await at("2027-06-04T07:00:30Z", "* * * * *");
  await allDelivered();
  expect(noticesOf(lena)).toEqual(["ends in 7 days"]);

  telegram.fail({ kind: "server-error", status: 500, method: "sendMessage", chatId: lena.user.id, times: 1 });
  await tick(lena, "2027-06-07T10:05:00Z");
  await env.DB.prepare("update entitlements set ends_at = ends_at + 86400000 where person_id = ?").bind(lena.user.id).run();
  await at("2027-06-07T11:30:00Z", "* * * * *");
  await allDelivered();
  expect(noticesOf(lena)).toHaveLength(1);
  const ended = env.DB.prepare("select status, reason from deliveries where person_id = ? order by delivery_id desc limit 1");
  expect(await ended.bind(lena.user.id).first()).toEqual({ status: "skipped", reason: "outdated" });
});

test("whoever extends in time, or has it renewed by itself, is told nothing of an end", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-07-01T10:00:00Z") });
  const [lena, max] = [await aSubscriber(MONTHLY), await aSubscriber(ONCE)];
  vi.setSystemTime(new Date("2027-07-20T10:00:00Z"));
  await buy(max, ONCE);
  for (const instant of ["2027-07-24T11:00:00Z", "2027-07-31T11:00:00Z"]) {
    await tick(lena, instant);
    await quiet(max.user.id);
  }
  expect([noticesOf(lena), noticesOf(max)]).toEqual([[], []]);
  vi.setSystemTime(new Date("2027-07-29T10:00:00Z"));
  await telegram.cancelSubscription(lena.chargeId);
  await quiet(lena.user.id);
  await tick(lena, "2027-07-30T11:00:00Z");
  expect(noticesOf(lena)).toEqual(["ends within a day"]);
});

test("where a renewal is due and nothing is heard of it, the end is told after all, and the plan is sold again", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-09-01T10:00:00Z") });
  const lena = await aSubscriber(MONTHLY);
  await tick(lena, "2027-10-03T11:00:00Z");
  expect(noticesOf(lena)).toEqual([]);
  await tick(lena, "2027-10-04T11:00:00Z");
  expect(noticesOf(lena)).toEqual(["access ended on"]);
  // The days of grace are over by then.
  expect(lena.last()).not.toContain("Nothing is closed");
  expect(await buy(lena, MONTHLY)).toMatchObject({ state: "paid" });
});

test("whoever has blocked the bot is told when they are back, of the newest alone", async () => {
  const lena = await aPersonUntil("2027-08-10T10:00:00Z");
  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  await tick(lena, "2027-08-03T10:00:00Z");
  await tick(lena, "2027-08-07T10:00:00Z");
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  await tick(lena, "2027-08-08T11:00:00Z");
  expect(noticesOf(lena)).toEqual(["ends in 2 days"]);
});
