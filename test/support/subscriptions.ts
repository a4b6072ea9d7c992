import { env, exports } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { PaymentOutcome } from "#fakes/telegram/contract.ts";
import type { Update } from "@grammyjs/types";
import worker from "#src/index.ts";
import { vi } from "vitest";
import { telegram } from "./outside.ts";
import { aLearner, quiet, type Person } from "./person.ts";

// Read once, before anything of the Worker runs.
Object.assign(env, { SUBSCRIPTION_PLANS: "30d 250, monthly 200", TRIAL_DAYS: "0", GRACE_DAYS: "2" });

/** Everything that Telegram has told the bot. */
export const updates: Update[] = [];
telegram.subscribe((change) => {
  if (change.kind === "update") updates.push(change.update);
});

export const ONCE = "30 days · 250 ⭐";
export const MONTHLY = "🔁 Every 30 days · 200 ⭐";

/** The link of the newest invoice on somebody's screen. */
export function invoiceOf(person: Person): string {
  const urls = person.screen().flatMap(({ reply_markup: markup }) => markup?.inline_keyboard.flat() ?? []);
  const link = urls.findLast((button) => "url" in button && button.url.includes("t.me/$"));
  if (link === undefined || !("url" in link)) throw new Error("no invoice is on screen");
  return link.url;
}

/** Orders a plan and pays for it. */
export async function buy(person: Person, plan: string): Promise<PaymentOutcome> {
  await person.say("/subscription");
  await person.tap(plan);
  return pay(person);
}

/** Pays the newest invoice, the first time or again. */
export async function pay(person: Person): Promise<PaymentOutcome> {
  const outcome = await telegram.pay(person.user.id, { link: invoiceOf(person) });
  await quiet(person.user.id);
  return outcome;
}

export async function charge(paying: Promise<PaymentOutcome>): Promise<string> {
  const outcome = await paying;
  if (outcome.state !== "paid") throw new Error(`not paid: ${JSON.stringify(outcome)}`);
  return outcome.chargeId;
}

/** Somebody who has paid for a month. */
export async function aSubscriber(plan = ONCE): Promise<Person & { chargeId: string }> {
  const person = await aLearner();
  return Object.assign(person, { chargeId: await charge(buy(person, plan)) });
}

/** When their object, and the database, think that access ends. */
export async function endsOf({ user }: Person): Promise<{ object: number | null; database: number | null }> {
  const object = await runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (_, { storage }) =>
    storage.sql.exec<{ json: string }>("select json from state where feature = 'subscription' and key = 'entitlement'").toArray(),
  );
  const database = await env.DB.prepare("select ends_at from entitlements where person_id = ?").bind(user.id).first<number>("ends_at");
  const endsAt: unknown = JSON.parse(object[0]?.json ?? '{"endsAt":null}').endsAt;
  return { object: typeof endsAt === "number" ? endsAt : null, database };
}

/** How many days from now on access lasts, as their object has it. */
export async function daysOf(person: Person): Promise<number> {
  const { object } = await endsOf(person);
  return object === null ? 0 : Math.round((object - Date.now()) / 86_400_000);
}

export async function listBooks({ user }: Person): Promise<number[]> {
  const { results } = await env.DB.prepare("select stars from star_ledger where person_id = ? order by at, entry_id")
    .bind(user.id)
    .all<{ stars: number }>();
  return results.map(({ stars }) => stars);
}

/** Moves everybody's clock, and lets cron tick then. */
export async function at(instant: Date | string, cron = "*/5 * * * *"): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(instant) });
  await worker.scheduled({ cron }, env);
}

/** What an admin route of the subscriptions answers. */
export async function askRoute(path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const init = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/subscription${path}`, init));
  return { status: response.status, answer: await response.json<Record<string, unknown>>() };
}
