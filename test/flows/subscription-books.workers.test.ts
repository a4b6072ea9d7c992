import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, quiet, textOf, type Person } from "#support/person.ts";
import { aSubscriber, at, daysOf, invoiceOf, listBooks, ONCE } from "#support/subscriptions.ts";

afterEach(() => vi.useRealTimers());

const TO_COMPARE = 205;
const PAGE = 100;
/** So many payments take a while on a busy machine. */
const A_NIGHT_MS = 120_000;
const askedPages = () => telegram.calls.filter(({ method }) => method === "getStarTransactions");

function reportsTo(owner: Person): string[] {
  return owner
    .screen()
    .map((message) => textOf(message))
    .filter((text) => text.includes("the books did not agree"));
}

/** Payments that Telegram alone has in its list, as if none of its news had come through. */
async function payUnheard(person: Person, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) await telegram.pay(person.user.id, { link: invoiceOf(person) });
  await quiet(person.user.id);
  const books = ["delete from star_ledger where person_id = ?", "delete from grants where person_id = ?"];
  await env.DB.batch(books.map((statement) => env.DB.prepare(statement).bind(person.user.id)));
}

test(
  "at night the books are compared with all of Telegram's list: what is missing is made, and owners read once of what is wrong",
  async () => {
    const [owner, lena] = [await anOwner(), await aSubscriber()];
    const max = await aLearner();
    await max.say("/subscription");
    await max.tap(ONCE);
    await payUnheard(max, TO_COMPARE);
    await env.DB.prepare("update star_ledger set stars = 1 where person_id = ?").bind(lena.user.id).run();
    const unknown =
      "insert into star_ledger (entry_id, charge_id, person_id, order_id, stars, at) values ('paid:no', 'no', 1, 'sub:1', 9, 0)";
    await env.DB.prepare(unknown).run();

    const night = new Date();
    night.setUTCDate(night.getUTCDate() + 2);
    night.setUTCHours(9, 0, 0, 0);
    await at(night);
    for (const person of [owner, max]) await quiet(person.user.id);
    const offsets = askedPages().map(({ payload }) => payload["offset"]);
    expect(offsets).toEqual([0, PAGE, 2 * PAGE]);
    expect(await listBooks(max)).toEqual(Array(TO_COMPARE).fill(250));
    expect(await daysOf(max)).toBeGreaterThan(30 * TO_COMPARE - 5);
    expect(await listBooks(lena)).toEqual([1]);
    expect(reportsTo(owner)).toHaveLength(1);
    for (const line of [`${TO_COMPARE} entries were missing`, "One entry has another amount", "does not know one of our entries"])
      expect(owner.last()).toContain(line);

    await at(new Date(night.getTime() + 5 * 60_000));
    await quiet(owner.user.id);
    expect(askedPages()).toHaveLength(offsets.length);
    expect(reportsTo(owner)).toHaveLength(1);
    expect(await listBooks(max)).toHaveLength(TO_COMPARE);
  },
  A_NIGHT_MS,
);

test("the next night only what is new is compared, and where nothing is wrong nobody is told anything", async () => {
  const [owner, lena] = [await anOwner(), await aSubscriber()];
  await env.DB.prepare("delete from star_ledger where charge_id = 'no'").run();
  const compared = env.DB.prepare("select coalesce(max(value ->> '$.offset'), 0) as n from settings where name = 'stars.books'");
  const known = await compared.first("n");
  const before = askedPages().length;
  const night = new Date(Date.now() + 3 * 86_400_000);
  night.setUTCHours(9, 0, 0, 0);
  await at(night);
  await quiet(owner.user.id);
  expect(
    askedPages()
      .slice(before)
      .map(({ payload }) => payload["offset"]),
  ).toEqual([known]);
  expect(reportsTo(owner)).toEqual([]);
  const confirmed = env.DB.prepare("select confirmed_at from star_ledger where person_id = ?").bind(lena.user.id);
  expect(await confirmed.first("confirmed_at")).toBe(night.getTime());
});
