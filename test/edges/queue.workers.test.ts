import { env } from "cloudflare:workers";
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, quiet } from "#support/person.ts";
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
