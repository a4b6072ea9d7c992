import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { raiseAlert } from "#platform/alerts.ts";
import { getDeps, type Deps } from "#platform/deps.ts";
import type { InterfaceLanguage } from "#platform/profile.ts";
import { profile } from "#features/profile/feature.ts";
import { createBot } from "#src/bot.ts";
import { aGroup } from "#support/group.ts";
import { quiet, textOf } from "#support/person.ts";
import { aStub } from "#support/stub.ts";

afterEach(() => vi.useRealTimers());

/** The real dependencies with a group for alerts, which is told them in the language of staff. */
async function withStaff(language: InterfaceLanguage = "en") {
  const own = getDeps(env);
  const group = aGroup();
  const objectName = `chat:${group.chat.id}`;
  const deps: Deps = { ...own, config: { ...own.config, staffLanguage: language, chats: { ...own.config.chats, alerts: group.chat.id } } };
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance) => {
    Object.assign(instance, { parts: undefined, createBot: () => createBot([profile], deps) });
  });
  const texts = async () => {
    await quiet(objectName);
    return group.screen().map(textOf);
  };
  return { deps, texts };
}

test("of one kind of trouble staff are told once in ten minutes, then how often it came", async () => {
  const { deps, texts } = await withStaff();
  for (let n = 0; n < 5; n++) await raiseAlert(deps, "row.dead");
  await raiseAlert(deps, "cron.failed");
  expect(await texts()).toEqual([
    "⚠️ Some updates could not be handled. The log has them under session.row.failed.",
    "⚠️ A scheduled task failed. The log has it under cron.schedule.failed.",
  ]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
  await raiseAlert(deps, "row.dead");
  expect(await texts()).toHaveLength(3);
  expect((await texts())[2]).toContain("(5 times since the last alert)");
});

test.for([
  ["de", "event.dead", "konnten einen Tag lang nicht zugestellt werden"],
  ["ru", "effect.dropped", "окончательно отклонил"],
] as const)("staff read alerts in their language (%s)", async ([language, kind, words]) => {
  const { deps, texts } = await withStaff(language);
  await raiseAlert(deps, kind);
  expect((await texts()).join()).toContain(words);
});

test("an alert that cannot be raised fails nobody", async () => {
  const { deps } = await withStaff();
  const broken = { ...deps, sessions: { of: () => aStub({ accept: () => Promise.reject(new Error("down")) }) } };
  await expect(raiseAlert(broken, "token.revoked")).resolves.toBeUndefined();
});

test("without a chat for alerts trouble is counted all the same", async () => {
  await raiseAlert(getDeps(env), "queue.dead");
  expect(await env.DB.prepare("select kind from alerts where kind = 'queue.dead'").first("kind")).toBe("queue.dead");
});
