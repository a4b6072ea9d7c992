import { createMessageBatch, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { getDeps } from "#platform/deps.ts";
import { aGroup, settled } from "#support/group.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, type Person } from "#support/person.ts";
import { aStub } from "#support/stub.ts";
import worker from "#src/index.ts";
import { dump, type Dump } from "./store.ts";

export const GROUP_ID = -1_001_234_500_001;
export const OLGA_ID = 904;
/** When it happens; what is stored is dated by it. An alarm for a moment that is past would ring at once, again and again. */
export const THEN = new Date("2080-11-21T10:00:00Z");

/** What is stored, and what was put into the queues. */
export type Golden = Dump & { queued: Array<{ queue: string; body: unknown }> };

/** Somebody in the middle of everything, and what is stored of it at that moment. */
export async function live(): Promise<Golden> {
  vi.useFakeTimers({ toFake: ["Date"], now: THEN });
  const queued = watchQueues();
  const olga = await aLearner({ user: { id: OLGA_ID, first_name: "Olga" } });
  const group = aGroup({ id: GROUP_ID, title: "Requests", members: [olga] });
  await olga.say("/request I would like to come in.");
  await settled(group, OLGA_ID);
  await campaign(olga);
  await backUp();
  await refuseAnUpdate(olga);
  await beInTheMiddle(olga);
  return { ...(await dump([`person:${OLGA_ID}`, `chat:${GROUP_ID}`])), queued };
}

function watchQueues(): Golden["queued"] {
  const queued: Golden["queued"] = [];
  const keep = (queue: string) => (body: unknown) => {
    queued.push({ queue, body: JSON.parse(JSON.stringify(body)) });
    return Promise.resolve({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  };
  vi.spyOn(env.JOBS, "send").mockImplementation(keep("stoa-jobs"));
  vi.spyOn(env.DELIVERIES, "send").mockImplementation(keep("stoa-deliveries"));
  vi.spyOn(env.DELIVERIES, "sendBatch").mockImplementation(async (messages) => {
    for (const { body } of messages) await keep("stoa-deliveries")(body);
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  return queued;
}

/** A tip for everybody: who is to get it is written down, and it lies in the queue. */
async function campaign(olga: Person): Promise<void> {
  await olga.say("/add_tip Read one page a day, and only one.");
  await olga.say("/send_tip 1");
  await olga.tap("📣 Send to 1");
  const campaignId = await env.DB.prepare("select campaign_id from campaigns").first<string>("campaign_id");
  const body = { type: "filling", campaignId };
  await worker.queue(createMessageBatch("stoa-deliveries", [{ id: "1", timestamp: new Date(), attempts: 1, body }]), env);
}

async function backUp(): Promise<void> {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  await exports.default.fetch(new Request("https://stoa.test/admin/backup", { method: "POST", headers }));
}

/** An update that its object did not take lies in the queue. */
async function refuseAnUpdate({ user }: Person): Promise<void> {
  const { sessions } = getDeps(env);
  const refuse = vi.spyOn(sessions, "of").mockImplementation(() => aStub({ accept: () => Promise.reject(new Error("overloaded")) }));
  await telegram.say(user.id, "/ping");
  refuse.mockRestore();
}

/** A model's tip is awaited from the queue, the tutor is about to answer, a question is open, a timer runs, and an answer does not get out. */
async function beInTheMiddle(olga: Person): Promise<void> {
  const { id } = olga.user;
  await olga.say("/learn");
  await olga.tap("💬 Free conversation");
  model.script(["Gut!\n\n~~lerne gern~~ **lese gern** [vocabulary] — of books\n\nWas liest du?"]);
  await olga.say("Ich lerne gern Bücher.");
  const wanted = { key: "model:2080-11-23:en:B1", language: "en", level: "B1", topic: "case", day: "2080-11-23" };
  const body = JSON.stringify({ kind: "tips.wanted", version: 1, data: wanted });
  await env.SESSIONS.getByName(`person:${id}`).accept({ key: "e:wanted", kind: "event", body });
  await until(id, "key LIKE 'queued:%'");
  model.fail({ kind: "slow", ms: 600_000, times: Infinity });
  await telegram.say(id, "Ich lerne gern.");
  await until(id, "key LIKE 'job:%'");
  await telegram.say(id, "/add_tip");
  await until(id, "key = 'flow'");
  await vi.waitFor(() => expect(telegram.screen(id).at(-1)?.text).toContain("tip"));
  telegram.fail({ kind: "too-many-requests", retryAfter: 60, times: Infinity });
  await telegram.say(id, "/help");
  await until(id, "key LIKE 'timer:%'");
  await vi.waitFor(async () => expect(await countIn(id, "SELECT 1 FROM inbox WHERE status = 'sending'")).toBeGreaterThan(0));
}

const until = (personId: number, state: string) =>
  vi.waitFor(async () => expect(await countIn(personId, `SELECT 1 FROM state WHERE ${state}`)).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 20,
  });

function countIn(personId: number, query: string): Promise<number> {
  const stub = env.SESSIONS.getByName(`person:${personId}`);
  return runInDurableObject(stub, (_, { storage }) => storage.sql.exec(query).toArray().length);
}
