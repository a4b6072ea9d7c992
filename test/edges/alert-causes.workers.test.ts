import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { getDeps } from "#platform/deps.ts";
import { tidyEvents } from "#platform/event-delivery.ts";
import worker from "#src/index.ts";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";
import { aVictim } from "#support/victim.ts";

const DAY_MS = 24 * 3_600_000;

beforeEach(async () => void (await env.DB.prepare("delete from alerts").run()));
afterEach(() => {
  telegram.heal();
  vi.restoreAllMocks();
});

/** The kinds of trouble that staff would be told of. */
async function raised(): Promise<string[]> {
  return (await env.DB.prepare("select kind from alerts").all<{ kind: string }>()).results.map(({ kind }) => kind);
}

async function post({ user }: Person, content: object): Promise<void> {
  const chat = { id: user.id, type: "private" as const, first_name: user.first_name };
  await deliver(telegram.makeUpdate({ message: { message_id: 9_001, date: 1, chat, from: user, ...content } }));
  await quiet(user.id);
}

test("an update that a mistake of ours has killed is told of", async () => {
  await aVictim();
  expect(await raised()).toEqual(["row.dead"]);
});

test("a message that Telegram will never take is told of", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "refusal", description: "Bad Request: message is too strange", method: "sendMessage", times: Infinity });
  await lena.say("/ping");
  expect(await raised()).toEqual(["effect.dropped"]);
});

test("an event that reached nobody in a day is told of", async () => {
  const bury = env.DB.prepare("insert into events values ('lost', 'nowhere:1', 'x', 1, '{}', 'test', 0, ?, null)");
  await bury.bind(Date.now() - DAY_MS - 60_000).run();
  await tidyEvents(new Date(), getDeps(env));
  expect(await raised()).toEqual(["event.dead"]);
});

test("a schedule that fails is told of, and the others of its tick run", async () => {
  const prepare = env.DB.prepare.bind(env.DB);
  vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    if (/from "cards"/.test(query)) throw new TypeError("a mistake of ours");
    return prepare(query);
  });
  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  expect(await raised()).toEqual(["cron.failed"]);
  expect(await env.DB.prepare("select count(*) as runs from cron_runs where schedule like 'tips.%'").first("runs")).toBeGreaterThan(0);
});

test("money for which no feature has an order is told of", async () => {
  const lena = await aLearner();
  const payment = {
    currency: "XTR",
    total_amount: 5,
    invoice_payload: "of nobody",
    telegram_payment_charge_id: "c",
    provider_payment_charge_id: "",
  };
  await post(lena, { successful_payment: payment });
  expect(await raised()).toEqual(["payment.unknown"]);
});

test("a token that Telegram has taken back is told of, and ready names it", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "unauthorized", times: Infinity });
  await telegram.say(lena.user.id, "/ping");
  await vi.waitFor(async () => expect(await raised()).toEqual(["token.revoked"]), { timeout: 20_000 });
  const response = await worker.fetch(
    new Request("https://stoa.test/ready", { headers: { authorization: `Bearer ${env.ADMIN_TOKEN}` } }),
    env,
    { waitUntil: () => undefined, passThroughOnException: () => undefined } as unknown as ExecutionContext,
  );
  expect(response.status).toBe(503);
  const { checks } = await response.json<{ checks: Record<string, { status: string; problem?: string }> }>();
  expect(checks["telegram"]?.problem).toContain("Unauthorized");
});
