import { env, exports } from "cloudflare:workers";
import worker from "#src/index.ts";
import { expect, test, vi } from "vitest";
import { openCampaign } from "#platform/campaign/store.ts";
import { getDeps } from "#platform/deps.ts";
import { allDelivered } from "#support/campaigns.ts";
import { telegram } from "#support/outside.ts";

const FIRST = 90_000;
const PEOPLE = 240;
const BLOCKED = [3, 77, 150, 151, 239].map((n) => FIRST + n);
const REFUSED = [10, 200].map((n) => FIRST + n);
const FAILING = [20, 120].map((n) => FIRST + n);

const received: number[] = [];
const refusal = (code: number, description: string, parameters?: { retry_after: number }) =>
  Response.json({ ok: false, error_code: code, description, ...(parameters === undefined ? {} : { parameters }) }, { status: code });

/** A Telegram with many people in it; each of those who fail does so once. */
function letManyBeThere(): void {
  const failed = new Set<number>();
  const once = (chatId: number) => !failed.has(chatId) && failed.add(chatId).size > 0;
  const real = telegram.fetch.bind(telegram);
  vi.spyOn(telegram, "fetch").mockImplementation(async (request) => {
    const { chat_id: chatId } = await request.clone().json<{ chat_id: number }>();
    if (chatId < FIRST) return real(request);
    if (BLOCKED.includes(chatId)) return refusal(403, "Forbidden: bot was blocked by the user");
    if (REFUSED.includes(chatId) && once(chatId)) return refusal(400, "Bad Request: have no rights to send a message");
    if (FAILING.includes(chatId) && once(chatId)) return refusal(500, "Internal Server Error");
    if (chatId === FIRST + 100 && once(chatId)) return refusal(429, "Too Many Requests: retry after 2", { retry_after: 2 });
    received.push(chatId);
    return Response.json({ ok: true, result: { message_id: received.length } });
  });
}

async function ask(path: string, method = "POST") {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/campaigns${path}`, { method, headers }));
  return {
    status: response.status,
    body: await response.json<{ campaign: { status: string }; totals: Record<string, number>; missed: unknown[] }>(),
  };
}

const minute = () => worker.scheduled({ cron: "* * * * *" }, env);

test("hundreds are sent something by the queue: held, gone on, waited as told, tried again, and each has it once with exact counts", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-02-01T12:00:00Z") });
  letManyBeThere();
  await env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${PEOPLE})
     insert into people select ${FIRST} + i, 'en', 'B1', 'en', 'UTC', 1, 0, 1, '', null from n`,
  ).run();
  await env.DB.prepare("insert into tips (tip_id, language, text, added_at, key) values (1, 'en', 'Read a page aloud.', 0, 'a')").run();
  const { db, deliveries } = getDeps(env);
  await db.batch([openCampaign(db, { campaignId: "news", kind: "tips.now", data: { tipId: 1 }, at: new Date(), isFilled: false })]);
  await deliveries.send({ type: "filling", campaignId: "news" });

  await vi.waitFor(() => expect(received.length).toBeGreaterThan(40), { timeout: 30_000 });
  expect((await ask("/news/pause")).body.campaign.status).toBe("paused");
  await vi.waitFor(async () => expect((await ask("/news", "GET")).body.totals["sending"]).toBe(0), { timeout: 30_000 });
  const { body: held } = await ask("/news", "GET");
  expect(held.totals["sent"]).toBe(received.length);
  await minute();
  expect(received.length).toBe(held.totals["sent"]);
  expect((await ask("/news/resume")).body.campaign.status).toBe("running");

  await vi.waitFor(
    async () => expect(await env.DB.prepare("select 1 as n from settings where name like 'deliveries-held%'").first("n")).toBe(1),
    { timeout: 30_000 },
  );
  vi.setSystemTime(Date.now() + 10_000);
  await allDelivered();
  vi.setSystemTime(Date.now() + 120_000);
  await minute();
  await allDelivered();
  await vi.waitFor(async () => expect((await ask("/news", "GET")).body.campaign.status).toBe("finished"), { timeout: 20_000 });
  const { body } = await ask("/news", "GET");
  expect(body.totals).toMatchObject({
    sent: PEOPLE - BLOCKED.length - REFUSED.length,
    unreachable: BLOCKED.length,
    failed: REFUSED.length,
    unknown: 0,
  });
  expect(body.missed).toContainEqual({ personId: REFUSED[0], status: "failed", reason: "Bad Request: have no rights to send a message" });

  await ask("/news/again");
  await allDelivered();
  expect((await ask("/news", "GET")).body.totals).toMatchObject({ sent: PEOPLE - BLOCKED.length, failed: 0, unreachable: BLOCKED.length });
  expect([received.length, new Set(received).size]).toEqual([PEOPLE - BLOCKED.length, PEOPLE - BLOCKED.length]);
  const woken = await env.DB.prepare("select \"to\" from events where kind = 'person.unreachable' order by event_id").all<{ to: string }>();
  expect(woken.results.map(({ to }) => to).toSorted()).toEqual(BLOCKED.map((id) => `person:${id}`).toSorted());
});

test("what is stopped goes to nobody else, and a campaign or a word that there is not is said to be so", async () => {
  const { db, deliveries } = getDeps(env);
  const send = vi.spyOn(env.DELIVERIES, "send").mockResolvedValue({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  await db.batch([openCampaign(db, { campaignId: "old-news", kind: "tips.now", data: { tipId: 1 }, at: new Date(), isFilled: false })]);
  send.mockRestore();
  expect((await ask("/old-news/cancel")).body.campaign.status).toBe("cancelled");
  const before = received.length;
  await deliveries.send({ type: "filling", campaignId: "old-news" });
  await minute();
  await allDelivered();
  expect([received.length, (await ask("/old-news", "GET")).body.totals["sent"]]).toEqual([before, 0]);
  expect((await ask("/no-news/pause")).status).toBe(404);
  expect((await ask("/old-news/shout")).status).toBe(400);
});
