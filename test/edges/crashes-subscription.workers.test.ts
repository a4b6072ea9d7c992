import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { subscription } from "#features/subscription/feature.ts";
import { letDie, type CrashPoint } from "#support/crashes.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";
import { charge, daysOf, endsOf, listBooks, MONTHLY, ONCE, pay } from "#support/subscriptions.ts";

/** What an owner is left with who bought, renewed and ended, and had everything given back and taken. */
async function live(personId: number, point?: CrashPoint) {
  const person = await aLearner({ user: { id: personId } });
  const before = messagesTo(person);
  const deaths = await letDie(`person:${personId}`, point);
  await buyAndRenew(person);
  await beGivenAndTaken(person);
  const { object, database } = await endsOf(person);
  return {
    books: await listBooks(person),
    grants: await listGrants(person),
    days: await daysOf(person),
    isSameEnd: object === database,
    renewal: await env.DB.prepare("select state from star_subscriptions where person_id = ?").bind(personId).first("state"),
    audited: await env.DB.prepare("select count(*) as n from audit_log where subject = ?").bind(`person:${personId}`).first("n"),
    messages: messagesTo(person) - before,
    deaths: deaths.count,
    outcomes: await listOutcomes(person),
  };
}

async function buyAndRenew(person: Person): Promise<void> {
  await person.say("/subscription");
  await person.tap(ONCE);
  await charge(pay(person));
  await person.say("/subscription");
  await person.tap(MONTHLY);
  const first = await charge(pay(person));
  await telegram.renew(first);
  await quiet(person.user.id);
  await person.say("/subscription");
  await person.tap("Do not renew it any more");
  await person.tap("🔁 Renew it again");
  await telegram.cancelSubscription(first, false);
  await quiet(person.user.id);
  await person.say("/paysupport");
  await person.tap("‹ Main menu");
  await person.say("/subscription");
  await person.tap("🧾 Payments");
  await person.tap("‹ Main menu");
  await person.tap("⭐ My access");
}

async function beGivenAndTaken(person: Person): Promise<void> {
  const { id } = person.user;
  await person.say(`/gift ${id} 5d well done`);
  await person.say(`/revoke ${id} too much`);
  await person.say("/ending");
  await person.say(`/grant ${id} 10d`);
  // The screen of the staff is above what the person is told.
  await person.say(`/grant ${id}`);
  await person.tap("⛔ End the access");
  await person.tap("‹ Back");
  await person.tap("⛔ End the access");
  await person.tap("⛔ Yes, end it");
  await person.say(`/grant ${id}`);
  await person.tap("➕ 7");
  for (const stars of [250, 200]) {
    await person.say(`/grant ${id}`);
    await person.tap(person.buttons().find((label) => label.startsWith(`↩️ ${stars} ⭐`)) ?? "");
    await person.tap(`↩️ Yes, give ${stars} ⭐ back`);
  }
  const body = JSON.stringify({ kind: "subscription.books", version: 1, data: { missing: 1, different: 1, unknown: 1 } });
  await env.SESSIONS.getByName(`person:${id}`).accept({ key: `e:books:${id}`, kind: "event", body });
  await quiet(id);
}

function messagesTo({ user }: Person): number {
  return telegram.calls.filter(({ payload }) => payload["chat_id"] === user.id).length;
}

async function listGrants({ user }: Person): Promise<string[]> {
  const rows = env.DB.prepare("select kind || ' ' || days as given from grants where person_id = ? order by at, rowid").bind(user.id);
  return (await rows.all<{ given: string }>()).results.map(({ given }) => given);
}

/** Telegram's own news of a refund may come before or after ours. */
async function listOutcomes({ user }: Person): Promise<string[]> {
  const rows = await runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (_, { storage }) =>
    storage.sql.exec<{ outcome: string }>("select outcome from inbox order by seq").toArray(),
  );
  return rows.map(({ outcome }) => outcome).toSorted((a, b) => a.localeCompare(b));
}

const A_LIFE_MS = 120_000;

let plain: Awaited<ReturnType<typeof live>>;
beforeAll(async () => {
  plain = await live(900);
}, A_LIFE_MS);

test("the life that is compared comes through every command, button and event of the feature, and its books come out", () => {
  const { commands = [], buttons = [], events = [], fallbacks = [] } = subscription;
  const all = [
    ...commands.map(({ name }) => `command.${name}`),
    ...buttons.map(({ name }) => `press.${name}`),
    ...events.map(({ kind }) => `event.${kind}`),
    ...fallbacks.map(({ kind }) => `fallback.${kind}`),
  ];
  expect(
    all.filter((name) => !plain.outcomes.includes(name)),
    plain.outcomes.join(" "),
  ).toEqual([]);
  expect(plain.books).toEqual([250, 200, 200, -250, -200]);
  expect(plain).toMatchObject({ days: 7, isSameEnd: true, renewal: "canceled", deaths: 0 });
});

test.each([
  { point: "behind its D1 writes", personId: 901, times: 1 },
  { point: "after its commit", personId: 902, times: 1 },
  { point: "after Telegram's answer", personId: 903, times: 2 },
] as const)(
  "Stars, days and words are the same for somebody whose object dies $point",
  async ({ point, personId, times }) => {
    const { deaths, ...crashing } = await live(personId, point);
    expect(deaths).toBeGreaterThan(20);
    expect({ ...crashing, deaths: 0 }).toEqual({ ...plain, messages: plain.messages * times });
  },
  A_LIFE_MS,
);
