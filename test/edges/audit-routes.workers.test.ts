import { createMessageBatch } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openCampaign } from "#platform/campaign/store.ts";
import { getDeps } from "#platform/deps.ts";
import { app } from "#src/app.ts";
import worker from "#src/index.ts";
import { aLearner } from "#support/person.ts";
import { aClient, aRecord, numberIn } from "#support/requests.ts";
import { aSubscriber } from "#support/subscriptions.ts";

/** A request that changes something, and the entries of the audit log that it leaves. */
type Change = { path?: string; body?: unknown; records: string[] };

const changes = new Map<string, () => Change | Promise<Change>>([
  ["POST /admin/webhook", () => ({ body: { url: "https://stoa.test" }, records: ["POST /admin/webhook"] })],
  ["DELETE /admin/webhook", () => ({ records: ["DELETE /admin/webhook"] })],
  ["POST /admin/commands", () => ({ records: ["POST /admin/commands"] })],
  ["POST /admin/switches", () => ({ body: { ai: "off", why: "the bill" }, records: ["models.switch"] })],
  ["POST /admin/backup", () => ({ records: ["backup.begin"] })],
  [
    "PUT /admin/backup/:backupId/files/:name",
    () => ({ path: "/admin/backup/2026-11-21/files/people-0.jsonl.gz", body: {}, records: ["backup.upload"] }),
  ],
  ["POST /admin/dead-letters/:deadLetterId/replay", replayDeadLetter],
  ["POST /admin/tips", () => ({ body: { tips: [{ language: "en", text: "Name what you see." }] }, records: ["tips.add"] })],
  ["POST /admin/staff", () => ({ body: { person: 41, role: "teacher" }, records: ["staff.add"] })],
  ["DELETE /admin/staff", () => ({ body: { person: 41, role: "teacher" }, records: ["staff.remove"] })],
  ["POST /admin/requests/members", () => ({ body: { name: "Ada" }, records: ["members.add"] })],
  [
    "PATCH /admin/requests/members/:id{[0-9]+}",
    async () => ({ path: `/admin/requests/members/${await aRecord("Eva")}`, body: { isActive: false }, records: ["members.set"] }),
  ],
  [
    "POST /admin/requests/:id{[0-9]+}/:action",
    async () => ({ path: `/admin/requests/${await aRequest()}/approve`, records: ["access.approve"] }),
  ],
  ["POST /admin/desk/:id{[0-9]+}/:action", async () => ({ path: `/admin/desk/${await aRequest()}/approve`, records: ["access.approve"] })],
  ["POST /admin/verification/purge", async () => ({ body: { email: await aStudent("ada@example.com") }, records: ["verification.purge"] })],
  [
    "POST /admin/verification/remove",
    async () => ({ body: { email: await aStudent("eva@example.com"), reason: "left" }, records: ["verification.remove"] }),
  ],
  [
    "POST /admin/subscription/grant",
    async () => ({ body: { person: (await aLearner()).user.id, days: 3 }, records: ["subscription.staff"] }),
  ],
  ["POST /admin/subscription/revoke", async () => ({ body: { person: (await aSubscriber()).user.id }, records: ["subscription.revoke"] })],
  ["POST /admin/subscription/refund", async () => ({ body: { charge: (await aSubscriber()).chargeId }, records: ["subscription.refund"] })],
  [
    "POST /admin/people/:id{[0-9]+}/remove",
    async () => ({ path: `/admin/people/${(await aLearner()).user.id}/remove`, body: { reason: "left" }, records: ["people.remove"] }),
  ],
  ["POST /admin/campaigns/:campaignId/:steering", holdCampaign],
]);
/** The one wants an empty database, the other a simulation: their records are looked for in the tests of the backup and of the audit log. */
const elsewhere = ["POST /admin/backup/:backupId/restore", "POST /admin/clock"];

async function replayDeadLetter(): Promise<Change> {
  const body = { type: "settlement", jobId: "person:71:3-1", calls: 1, spent: 40 };
  await worker.queue(createMessageBatch("stoa-jobs-dead", [{ id: "dead", timestamp: new Date(), attempts: 6, body }]), env);
  return { path: "/admin/dead-letters/dead/replay", records: ["dead-letter.replay"] };
}

async function aRequest(): Promise<number> {
  const { lena, ask } = await aClient();
  await ask("/request hello");
  return numberIn(lena.last());
}

async function aStudent(email: string): Promise<string> {
  await env.DB.prepare(
    "insert into students (full_name, search_name, email, phone, status, created_by, created_at, changed_key) values ('B', 'b', ?1, '+4930558009', 'pending', 'test', 0, ?1)",
  )
    .bind(email)
    .run();
  return email;
}

async function holdCampaign(): Promise<Change> {
  const { db } = getDeps(env);
  await db.batch([openCampaign(db, { campaignId: "news", kind: "tips.now", data: { tipId: 1 }, at: new Date(), isFilled: false })]);
  return { path: "/admin/campaigns/news/pause", records: ["campaign.pause"] };
}

async function listRecords(): Promise<string[]> {
  const { results } = await env.DB.prepare("select action from audit_log where actor = 'admin' order by rowid").all<{ action: string }>();
  return results.map(({ action }) => action);
}

test("every admin route that changes something is held here to its record", () => {
  const routes = app.routes.filter(({ method, path }) => path.startsWith("/admin") && !["GET", "ALL"].includes(method));
  expect([...changes.keys(), ...elsewhere].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});

test.for([...changes])("%s is recorded once", async ([route, prepare]) => {
  const [method = "", address = ""] = route.split(" ");
  const { path = address, body, records } = await prepare();
  const before = await listRecords();
  const request = { method, headers: { authorization: `Bearer ${env.ADMIN_TOKEN}` } };
  const response = await exports.default.fetch(
    new Request(`https://stoa.test${path}`, body === undefined ? request : { ...request, body: JSON.stringify(body) }),
  );
  expect(response.ok, await response.text()).toBe(true);
  expect((await listRecords()).slice(before.length)).toEqual(records);
});
