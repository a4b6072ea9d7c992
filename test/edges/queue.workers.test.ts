import { env } from "cloudflare:workers";
import { createExecutionContext, createMessageBatch, getQueueResult, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";
import { replayDeadLetter } from "#platform/dead-letters.ts";
import { getDeps } from "#platform/deps.ts";
import worker from "#src/index.ts";
import { aStub } from "#support/stub.ts";

test("an update that its object could not take goes through the queue, and is answered 200", async () => {
  const lena = await aLearner();
  const { sessions } = getDeps(env);
  const refuse = vi.spyOn(sessions, "of").mockImplementation(() => aStub({ accept: () => Promise.reject(new Error("overloaded")) }));
  const send = vi.spyOn(env.JOBS, "send").mockResolvedValue({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  await telegram.say(lena.user.id, "/ping");
  expect([refuse.mock.calls.length, send.mock.calls.length]).toEqual([2, 1]);
  refuse.mockRestore();
  const [body] = send.mock.calls[0] ?? [];
  send.mockRestore();
  expect(lena.last()).not.toBe("pong");

  const batch = createMessageBatch("stoa-jobs", [
    { id: "1", timestamp: new Date(), attempts: 1, body },
    { id: "2", timestamp: new Date(), attempts: 1, body: { type: "poison" } },
    { id: "3", timestamp: new Date(), attempts: 2, body },
  ]);
  const ctx = createExecutionContext();
  await worker.queue(batch, env);
  const result = await getQueueResult(batch, ctx);
  expect(result.explicitAcks).toEqual(["1", "3"]);
  expect(result.retryMessages.map((message) => message.msgId)).toEqual(["2"]);
  await quiet(lena.user.id);
  expect(lena.screen().filter((message) => message.text === "pong")).toHaveLength(1);
});

test("when neither the object nor the queue takes an update, Telegram is asked to come again in a second", async () => {
  const { sessions } = getDeps(env);
  const refuse = vi.spyOn(sessions, "of").mockImplementation(() => aStub({ accept: () => Promise.reject(new Error("overloaded")) }));
  const send = vi.spyOn(env.JOBS, "send").mockRejectedValue(new Error("queue down"));
  const update = telegram.makeUpdate({
    message: {
      message_id: 1,
      date: 1,
      chat: { id: 5, type: "private", first_name: "Lena" },
      from: { id: 5, is_bot: false, first_name: "Lena" },
      text: "/start",
    },
  });
  const response = await deliver(update);
  refuse.mockRestore();
  send.mockRestore();
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
});

test.for(["stoa", "stoa-staging"])("the queues of %s are told apart by what their names end in", async (name) => {
  const filling = { type: "filling", campaignId: "unknown" };
  const run = async (queue: string) => {
    const batch = createMessageBatch(queue, [{ id: queue, timestamp: new Date(), attempts: 1, body: filling }]);
    const ctx = createExecutionContext();
    await worker.queue(batch, env);
    return (await getQueueResult(batch, ctx)).explicitAcks.length;
  };
  expect(await run(`${name}-deliveries`)).toBe(1);
  expect(await run(`${name}-jobs`)).toBe(0);
  expect(await run(`${name}-deliveries-dead`)).toBe(1);
  await env.DB.prepare("delete from dead_letters").run();
});

test("a message that failed at every try is kept as a dead letter, once", async () => {
  const batch = () =>
    createMessageBatch("stoa-jobs-dead", [{ id: "dead-1", timestamp: new Date(), attempts: 6, body: { type: "poison" } }]);
  await worker.queue(batch(), env);
  await worker.queue(batch(), env);
  const { results } = await env.DB.prepare("select dead_letter_id, body from dead_letters").all();
  expect(results).toEqual([{ dead_letter_id: "dead-1", body: '{"type":"poison"}' }]);
});

test.for([
  ["job", { type: "job", to: "person:71", jobId: "3-1", attempt: 1, name: "print", version: 1, input: { text: "poems" } }],
  ["settlement", { type: "settlement", jobId: "person:71:3-1", calls: 1, spent: 40 }],
] as const)("a dead %s goes back into the queue, once", async ([type, body]) => {
  const id = `dead-${type}`;
  await worker.queue(createMessageBatch("stoa-jobs-dead", [{ id, timestamp: new Date(), attempts: 6, body }]), env);
  const send = vi.spyOn(env.JOBS, "send").mockResolvedValue({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  const request = { deadLetterId: id, actor: "admin", origin: "admin route" as const, now: new Date() };
  const replayed = [
    await replayDeadLetter(getDeps(env), { ...request, by: "one" }),
    await replayDeadLetter(getDeps(env), { ...request, by: "two" }),
  ];
  expect(send.mock.calls).toEqual([[body]]);
  send.mockRestore();
  expect(replayed).toEqual([
    { ok: true, value: { to: "person:71" } },
    { ok: false, reason: "already" },
  ]);
});

test("case 16: of a hundred messages one is poison and waits alone; what comes twice or in another order leaves the newest", async () => {
  const lena = await aLearner();
  const { personId: _, ...known } = await profileOf(lena);
  const news = (version: number, n: number) => {
    const profile = { ...known, personId: lena.user.id, level: `C${version - 4}`, version };
    const body = JSON.stringify({ kind: "person.changed", version: 1, data: { profile }, hops: 0 });
    return { type: "delivery", to: `person:${lena.user.id}`, delivery: { key: `e:news:${version}:${n}`, kind: "event", body } };
  };
  // Version 6 before version 5, each of them many times over.
  const bodies = Array.from({ length: 99 }, (_, n) => news(n < 50 ? 6 : 5, n % 10));
  const messages = [...bodies, { type: "poison" }].map((body, n) => ({ id: String(n), timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch("stoa-jobs", messages);
  const ctx = createExecutionContext();
  await worker.queue(batch, env);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, ctx);
  expect([explicitAcks.length, retryMessages.map(({ msgId }) => msgId)]).toEqual([99, ["99"]]);
  await quiet(lena.user.id);
  expect(await profileOf(lena)).toMatchObject({ version: 6, level: "C2" });
});

test("case 15: while the database is overloaded a menu answers, what the queue brings waits, and afterwards it is done once and whole", async () => {
  const lena = await aLearner();
  const settlement = { type: "settlement", jobId: "person:1:overloaded", calls: 1, spent: 40 };
  await env.DB.prepare("insert into ai_reservations values (?, 1, '2026-11-21', 'tutor', '2026-11-21', 100, ?)")
    .bind(settlement.jobId, Date.now() + 60_000)
    .run();
  const bring = async () => {
    const batch = createMessageBatch("stoa-jobs", [{ id: "1", timestamp: new Date(), attempts: 1, body: settlement }]);
    const ctx = createExecutionContext();
    await worker.queue(batch, env);
    return (await getQueueResult(batch, ctx)).explicitAcks.length;
  };
  const spent = () => env.DB.prepare("select spent from ai_usage where scope = 'bot' and day = '2026-11-21'").first("spent");
  const overloaded = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long."));
  expect(await bring()).toBe(0);
  await lena.say("/menu");
  expect(lena.buttons()).toContain("⚙️ Settings");
  overloaded.mockRestore();
  const batch = env.DB.batch.bind(env.DB);
  const third = env.DB.prepare("insert into ai_usage (nothing) values (1)");
  vi.spyOn(env.DB, "batch").mockImplementationOnce((statements) => batch([...statements, third]));
  expect([await bring(), await spent()]).toEqual([0, null]);
  expect([await bring(), await bring()]).toEqual([1, 1]);
  expect(await spent()).toBe(40);
  expect(await env.DB.prepare("select count(*) as n from dead_letters where body like '%overloaded%'").first("n")).toBe(0);
});

async function profileOf({ user }: Person): Promise<Record<string, unknown>> {
  return runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (_, { storage }) => {
    const { json } = storage.sql.exec<{ json: string }>("SELECT json FROM state WHERE feature = 'session' AND key = 'profile'").one();
    return JSON.parse(json) as Record<string, unknown>;
  });
}
