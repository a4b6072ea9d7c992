import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { raiseAlert } from "#platform/alerts.ts";
import { redeliverEvents } from "#platform/event-delivery.ts";
import { getDeps, type Deps } from "#platform/deps.ts";
import type { InterfaceLanguage } from "#platform/profile.ts";
import { profile } from "#features/profile/feature.ts";
import { createBot } from "#src/bot.ts";
import { aGroup, type Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aStranger, quiet, textOf } from "#support/person.ts";
import { aStub } from "#support/stub.ts";

afterEach(() => vi.useRealTimers());

/** The real dependencies with a group for alerts, which is told them in the language of staff. */
async function withStaff(language: InterfaceLanguage = "en") {
  const own = getDeps(env);
  const group = aGroup();
  const deps: Deps = { ...own, config: { ...own.config, staffLanguage: language, chats: { ...own.config.chats, alerts: group.chat.id } } };
  await runOn(group, deps);
  const texts = async () => {
    await quiet(`chat:${group.chat.id}`);
    return group.screen().map(textOf);
  };
  return { deps, texts };
}

async function runOn({ chat }: Group, deps: Deps): Promise<void> {
  await runInDurableObject(env.SESSIONS.getByName(`chat:${chat.id}`), (instance) => {
    Object.assign(instance, { parts: undefined, createBot: () => createBot([profile], deps) });
  });
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

test("a staff group that the bot was removed from is told of, once for all that it misses", async () => {
  const { deps, texts } = await withStaff();
  const olga = aStranger();
  const approvers = aGroup({ members: [olga] });
  await runOn(approvers, deps);
  await telegram.setMember({ chatId: approvers.chat.id, userId: deps.config.botInfo.id, role: "kicked", byId: olga.user.id });
  for (const key of ["e:first", "e:second"]) {
    const data = { method: "sendMessage", payload: { chat_id: approvers.chat.id, text: "a card" } };
    const body = JSON.stringify({ kind: "session.relay", version: 1, data });
    await deps.sessions.of({ type: "chat", id: approvers.chat.id }).accept({ key, kind: "event", body });
  }
  await quiet(`chat:${approvers.chat.id}`);
  expect(await texts()).toEqual(["⚠️ The bot may not write in one of its groups any more. The log has it under session.chat.unreachable."]);
});

test("an alert that cannot be handed over now fails nobody, and staff are told by the next tick", async () => {
  const { deps, texts } = await withStaff();
  const broken = { ...deps, sessions: { of: () => aStub({ accept: () => Promise.reject(new Error("down")) }) } };
  await expect(raiseAlert(broken, "token.revoked")).resolves.toBeUndefined();
  await redeliverEvents(new Date(Date.now() + 31_000), deps);
  expect(await texts()).toEqual([expect.stringContaining("token")]);
});

test("without a chat for alerts trouble is counted all the same", async () => {
  await raiseAlert(getDeps(env), "queue.dead");
  expect(await env.DB.prepare("select kind from alerts where kind = 'queue.dead'").first("kind")).toBe("queue.dead");
});
