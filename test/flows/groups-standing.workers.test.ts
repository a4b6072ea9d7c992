import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { currentChatId } from "#platform/chats.ts";
import { getDeps } from "#platform/deps.ts";
import { createBot } from "#src/bot.ts";
import type { Role } from "#fakes/telegram/contract.ts";
import { aGroup, settled, type Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, textOf, type Person } from "#support/person.ts";

const BOT = 1;
const olga = await anOwner();
const lena = await aLearner();

/** What the group reads when somebody makes the bot something there. */
async function make(group: Group, role: Role, by: Person = olga): Promise<string> {
  await telegram.setMember({ chatId: group.chat.id, userId: BOT, role, byId: by.user.id });
  await settled(group, by.user.id);
  return group.screen().map(textOf).join("\n");
}

/** The configuration says that the staff's work goes there; alerts go elsewhere. */
async function asStaffGroup(group: Group, alerts: Group, ...people: Person[]): Promise<void> {
  const own = getDeps(env);
  const deps = { ...own, config: { ...own.config, chats: { ...own.config.chats, requests: group.chat.id, alerts: alerts.chat.id } } };
  const objects = [...people.map(({ user }) => `person:${user.id}`), ...[group, alerts].map(({ chat }) => `chat:${chat.id}`)];
  for (const name of objects) {
    await runInDurableObject(env.SESSIONS.getByName(name), (instance) => {
      Object.assign(instance, { parts: undefined, createBot: () => createBot(chooseFeatures(deps.config).enabled, deps) });
    });
  }
}

test("whoever lets the bot into a group is told that it talks in private, and an owner its number for the configuration", async () => {
  const [ofLena, ofOlga] = [aGroup({ bot: "left", members: [lena] }), aGroup({ bot: "left", members: [olga] })];
  expect(await make(ofLena, "member", lena)).toContain("let us talk in private");
  expect(await make(ofOlga, "member")).toContain(`In the configuration this group has the number ${ofOlga.chat.id}`);
  const before = ofOlga.screen().length;
  await make(ofOlga, "administrator");
  expect(ofOlga.screen()).toHaveLength(before);
});

test("staff are told of a group of theirs that is lost, muted or put out, and the group when the bot is back without its rights", async () => {
  const [group, alerts] = [aGroup({ topics: ["Requests"], members: [olga] }), aGroup({ members: [olga] })];
  await asStaffGroup(group, alerts, olga);
  await make(group, "restricted");
  await settled(alerts, olga.user.id);
  expect(alerts.screen().map(textOf).join()).toContain("may not write in one of its groups");
  const told = await make(group, "member");
  expect(told).toContain("The staff's work comes into this group.");
  expect(told).toContain("manage topics");
  await make(group, "administrator");
  expect(await make(group, "member")).toContain("I am no administrator here any more");
});

test("a group that becomes a supergroup is followed before anything is sent to it in vain", async () => {
  const group = aGroup({ type: "group", members: [olga] });
  const chat = await telegram.migrate(group.chat.id, olga.user.id);
  await settled(group, olga.user.id);
  expect(await currentChatId(getDeps(env).db, group.chat.id)).toBe(chat.id);
});
