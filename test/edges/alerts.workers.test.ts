import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { raiseAlert } from "#platform/alerts.ts";
import { getDeps, type Deps } from "#platform/deps.ts";
import type { Delivery } from "#platform/sessions.ts";
import { aStub } from "#support/stub.ts";

afterEach(() => vi.useRealTimers());

/** The real dependencies with a staff chat, and what reaches that chat's object. */
function withStaff(): { deps: Deps; texts: () => string[] } {
  const own = getDeps(env);
  const taken: Delivery[] = [];
  const sessions = { of: () => aStub({ accept: async (delivery: Delivery) => void taken.push(delivery) }) };
  return {
    deps: { ...own, sessions, config: { ...own.config, chats: { ...own.config.chats, alerts: -100500 } } },
    texts: () => taken.map(({ body }) => JSON.parse(body).data.payload.text),
  };
}

test("of one kind of trouble staff are told once in ten minutes, then how often it came", async () => {
  const { deps, texts } = withStaff();
  for (let n = 0; n < 5; n++) await raiseAlert(deps, "row.dead");
  await raiseAlert(deps, "cron.failed");
  expect(texts()).toHaveLength(2);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
  await raiseAlert(deps, "row.dead");
  expect(texts()).toHaveLength(3);
  expect(texts()[2]).toContain("(5 times since the last alert)");
});

test("an alert that cannot be raised fails nobody", async () => {
  const { deps } = withStaff();
  const broken = { ...deps, sessions: { of: () => aStub({ accept: () => Promise.reject(new Error("down")) }) } };
  await expect(raiseAlert(broken, "token.revoked")).resolves.toBeUndefined();
});

test("without a chat for alerts trouble is counted all the same", async () => {
  await raiseAlert(getDeps(env), "queue.dead");
  expect(await env.DB.prepare("select kind from alerts where kind = 'queue.dead'").first("kind")).toBe("queue.dead");
});
