import { env } from "cloudflare:workers";
import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { beforeEach, expect, test, vi } from "vitest";
import worker from "#src/index.ts";
import { openLedgerPurse } from "#platform/ai/ledger-purse.ts";
import { aiReservations, aiUsage } from "#platform/ai/schema.ts";
import { openDatabase } from "#platform/database.ts";
import { getDeps } from "#platform/deps.ts";

const db = openDatabase(env.DB);

beforeEach(async () => {
  await db.batch([db.delete(aiUsage), db.delete(aiReservations)]);
});

/** A job that has its share while the ledger cannot be written any more, and what it then puts on the queue. */
async function aJobWithoutLedger(send: (message: unknown) => Promise<unknown>): Promise<unknown[]> {
  const queue = vi.fn<typeof send>(send);
  const deps = { ...getDeps(env), queue: { send: queue } as never };
  const purse = openLedgerPurse({ deps, jobId: "person:7:1-1", payer: { personId: 7, timezone: "Europe/Berlin" } });
  expect(await purse.reserve("tutor")).toEqual({ refusal: undefined });
  const failing = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: overloaded"));
  await purse.settle({ calls: 1, spent: 321 });
  failing.mockRestore();
  return queue.mock.calls.map(([message]) => message);
}

test("what a job of the queue has cost is written later where the ledger cannot be written now, once", async () => {
  const queued = await aJobWithoutLedger(async () => undefined);
  expect(await db.$count(aiUsage)).toBe(0);
  const messages = [...queued, ...queued].map((body, n) => ({ id: `${n}`, timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch("stoa-jobs", messages);
  await worker.queue(batch, env);
  expect((await getQueueResult(batch, createExecutionContext())).explicitAcks).toEqual(["0", "1"]);
  expect(await db.$count(aiReservations)).toBe(0);
  const { scope, calls, spent } = aiUsage;
  expect((await db.select({ scope, calls, spent }).from(aiUsage).orderBy(scope)).map((row) => Object.values(row))).toEqual([
    ["bot", 1, 321],
    ["feature:tutor", 1, 321],
    ["person:7", 1, 321],
  ]);
});

test("where neither the ledger nor the queue takes it, the work is done all the same, and what was held expires", async () => {
  await aJobWithoutLedger(() => Promise.reject(new Error("the queue is down")));
  const [held] = await db.select().from(aiReservations);
  expect(held?.personId).toBe(7);
  expect((held?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
});
