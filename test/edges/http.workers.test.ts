import { env, exports } from "cloudflare:workers";
import { app } from "#src/app.ts";
import worker from "#src/index.ts";
import { afterEach, expect, test, vi } from "vitest";
import { telegram } from "#support/outside.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  telegram.heal();
});

const bearer = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
const ask = (path: string, init: RequestInit = {}) => exports.default.fetch(new Request(`https://stoa.test${path}`, init));
const asJson = async <Body>(response: Response) => (await response.json()) as Body;

test("health is public, says that D1 is reachable, and reads it once in half a minute", async () => {
  const prepare = vi.spyOn(env.DB, "prepare");
  for (let n = 0; n < 3; n++) {
    const response = await ask("/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok", version: expect.any(String), database: "reachable" });
  }
  expect(prepare.mock.calls.length).toBe(1);
});

test("5.5, tests run with the production database address set: ours have a token of their own, and reach nobody outside", async () => {
  expect(env.BOT_TOKEN).toMatch(/^1:t+$/);
  await expect(fetch("https://database.example.com")).rejects.toThrow("nobody lives at database.example.com");
});

test("5.5, a failing health answer stays HTTP 200: ours is 503 while D1 fails, and well again after it", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  vi.spyOn(env.DB, "prepare").mockImplementation(() => {
    throw new Error("D1_ERROR");
  });
  expect((await ask("/health")).status).toBe(503);
  vi.restoreAllMocks();
  vi.setSystemTime(Date.now() + 31_000);
  expect((await ask("/health")).status).toBe(200);
});

test.for([
  ["GET", "/ready"],
  ["GET", "/admin/webhook"],
  ["POST", "/admin/webhook"],
  ["DELETE", "/admin/webhook"],
  ["POST", "/admin/commands"],
  ["POST", "/admin/clock"],
  ["POST", "/admin/tips"],
  ["GET", "/admin/why?person=1"],
  ["GET", "/admin/staff"],
  ["POST", "/admin/staff"],
  ["DELETE", "/admin/staff"],
  ["GET", "/admin/dead-letters"],
  ["POST", "/admin/dead-letters/x/replay"],
  ["GET", "/admin/switches"],
  ["POST", "/admin/switches"],
  ["GET", "/admin/backup"],
  ["POST", "/admin/backup"],
  ["POST", "/admin/backup/2026-11-21/restore"],
  ["GET", "/admin/nothing"],
] as const)("%s %s without the right token is 401, and neither D1 nor Telegram is asked", async ([method, path]) => {
  const prepare = vi.spyOn(env.DB, "prepare");
  const before = telegram.calls.length;
  for (const headers of [{}, { authorization: "Bearer wrong" }, { authorization: env.ADMIN_TOKEN }, { authorization: "Bearer " }]) {
    expect((await ask(path, { method, headers: { ...headers } })).status).toBe(401);
  }
  expect(prepare).not.toHaveBeenCalled();
  expect(telegram.calls.length).toBe(before);
});

test("ready names every part, and what is not as it should be", async () => {
  const first = await ask("/ready", { headers: bearer });
  expect(first.status).toBe(503);
  const report = await asJson<{ configuration: unknown[]; checks: Record<string, { status: string; problem?: string }> }>(first);
  expect(report.configuration).toEqual([]);
  expect(Object.keys(report.checks).sort()).toEqual(["cron", "database", "deadLetters", "events", "object", "queue", "telegram"]);
  expect(report.checks.cron?.problem).toContain("did not run lately: events.redeliver");
  expect(report.checks.telegram?.problem).toContain("has no webhook");

  for (const cron of ["* * * * *", "*/5 * * * *"]) await worker.scheduled({ cron }, env);
  await ask("/admin/webhook", { method: "POST", headers: bearer });
  const second = await ask("/ready", { headers: bearer });
  expect(await second.json()).toMatchObject({ status: "ok", checks: { telegram: { bot: "stoa_bot" } } });
  expect(second.status).toBe(200);
  await ask("/admin/webhook", { method: "DELETE", headers: bearer });
});

test("ready finds a migration that is not applied and an event that lies undelivered", async () => {
  await env.DB.prepare("update d1_migrations set name = 'x' || name").run();
  await env.DB.prepare("insert into events values ('late', 'person:1', 'x', 1, '{}', 'test', 0, ?, null)")
    .bind(Date.now() - 600_000)
    .run();
  const { checks } = await asJson<{ checks: Record<string, { problem?: string }> }>(await ask("/ready", { headers: bearer }));
  await env.DB.prepare("update d1_migrations set name = substr(name, 2)").run();
  await env.DB.prepare("delete from events where event_id = 'late'").run();
  expect(checks.database?.problem).toContain("migrations that are not applied");
  expect(checks.events?.problem).toContain("not delivered");
});

test("the webhook is set with its secret and the kinds of update that are used, shown, and removed", async () => {
  expect((await ask("/admin/webhook", { method: "POST", headers: bearer })).status).toBe(200);
  expect(telegram.webhook()).toMatchObject({ url: "https://stoa.test/telegram/webhook", secretToken: env.WEBHOOK_SECRET });
  expect(telegram.webhook()?.allowedUpdates).toContain("callback_query");
  const info = await asJson<{ result: { url: string } }>(await ask("/admin/webhook", { headers: bearer }));
  expect(info.result.url).toBe("https://stoa.test/telegram/webhook");
  expect(JSON.stringify(info)).not.toContain(env.WEBHOOK_SECRET);
  expect((await ask("/admin/webhook", { method: "DELETE", headers: bearer })).status).toBe(200);
  expect(telegram.webhook()).toBeUndefined();
});

test("commands are set for everybody and for each owner, in each language", async () => {
  expect((await ask("/admin/commands", { method: "POST", headers: bearer })).status).toBe(200);
  const german = telegram.commands().find((menu) => menu.language === "de");
  expect(german?.commands.find((command) => command.command === "settings")?.description).toBe("Sprache, Niveau, Zeitzone");
});

test("what Telegram refuses is told in its own words, and silence as silence", async () => {
  telegram.fail({ kind: "refusal", method: "getWebhookInfo", description: "Bad Request: no", times: 1 });
  const refused = await ask("/admin/webhook", { headers: bearer });
  expect(refused.status).toBe(502);
  expect(await refused.json()).toEqual({ error: "Bad Request: no", method: "getWebhookInfo" });
  telegram.fail({ kind: "reset", method: "getWebhookInfo", times: 1 });
  expect(await (await ask("/admin/webhook", { headers: bearer })).json()).toEqual({ error: "Telegram did not answer getWebhookInfo" });
});

test("against the real Telegram the clock cannot be moved", async () => {
  expect((await ask("/admin/clock", { method: "POST", headers: bearer, body: '{"offsetMs":1000}' })).status).toBe(404);
});

test("tips that do not fit are refused with the place and the reason, and none is added", async () => {
  const response = await ask("/admin/tips", {
    method: "POST",
    headers: bearer,
    body: JSON.stringify({
      tips: [
        { language: "en", text: "short" },
        { language: "xx", text: "long enough a tip" },
      ],
    }),
  });
  expect(response.status).toBe(400);
  const { problems } = await asJson<{ problems: string[] }>(response);
  expect(problems[0]).toBe("tips.0.text: must have 10 to 1000 characters");
  expect(problems[1]).toContain("tips.1.language");
  expect((await ask("/admin/tips", { method: "POST", headers: bearer, body: "{" })).status).toBe(400);
  expect(await env.DB.prepare("select count(*) as tips from tips").first("tips")).toBe(0);
});

test("a feature that is switched off has no routes", async () => {
  const post = { method: "POST", headers: bearer, body: '{"tips":[]}' };
  const answer = await app.request("/admin/tips", post, { ...env, FEATURES: "tutor" });
  expect([answer.status, await answer.json()]).toEqual([404, { error: "the feature tips is switched off" }]);
  expect((await app.request("/admin/tips", post, { ...env, FEATURES: "tips" })).status).not.toBe(404);
});

test("the same tips sent twice are there once", async () => {
  const body = JSON.stringify({ tips: [{ language: "en", text: "Say it aloud when you read it." }] });
  for (let n = 0; n < 2; n++)
    expect(await (await ask("/admin/tips", { method: "POST", headers: bearer, body })).json()).toEqual({ tips: 1 });
});

test("what was changed through an admin route is in the audit log; what was refused or only read is not", async () => {
  const audited = async () =>
    (await env.DB.prepare("select action from audit_log where actor = 'admin' order by at").all()).results.map((row) => row.action);
  const before = await audited();
  await ask("/admin/webhook", { headers: bearer });
  await ask("/admin/tips", { method: "POST", headers: bearer, body: "{" });
  await ask("/admin/webhook", { method: "POST", headers: bearer });
  await ask("/admin/webhook", { method: "DELETE", headers: bearer });
  expect((await audited()).slice(before.length)).toEqual(["POST /admin/webhook", "DELETE /admin/webhook"]);
});

test("a body that is no JSON sets no webhook", async () => {
  for (const body of ["{", '{"url":"ftp://x"}', '{"url":5}'])
    expect((await ask("/admin/webhook", { method: "POST", headers: bearer, body })).status).toBe(400);
  expect(telegram.webhook()).toBeUndefined();
});
