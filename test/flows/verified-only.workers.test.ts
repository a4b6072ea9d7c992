import { env, exports } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { recordOf, theGroups } from "#support/roster.ts";
import { afterEach, expect, test, vi } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { desk } from "#features/desk/feature.ts";
import { staff } from "#features/staff/feature.ts";
import { tips } from "#features/tips/feature.ts";
import { tutor } from "#features/tutor/feature.ts";
import { verification } from "#features/verification/feature.ts";
import { getDeps } from "#platform/deps.ts";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import { createBot } from "#src/bot.ts";
import { noWords, runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, aStranger, quiet, textOf } from "#support/person.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const homework: Feature = {
  name: "homework",
  locales: noWords,
  commands: [
    { name: "homework", needs: { verified: true }, where: "anywhere", handle: (ctx) => ctx.say({ text: [paragraph("Your homework")] }) },
  ],
  buttons: [onPress(defineButton("homework:show", {}), (ctx) => ctx.say({ text: [paragraph("Your homework")] }), { verified: true })],
};

test("what is for verified students refuses everybody else with the way to become one, in private and in groups", async () => {
  const vera = await anOwner();
  const { students } = theGroups([vera]);
  await vera.say("/addstudent Homework Doer; +4930880001; homework@example.com");
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [verification, homework]);
  await lena.say("/homework");
  expect(lena.last()).toContain("for verified students");
  expect(lena.buttons()).toContain("🪪 I am a student");
  await telegram.forge(lena.user.id, "homework:show");
  await quiet(lena.user.id);
  expect(lena.last()).toContain("for verified students");
  await telegram.setMember({ chatId: students.chat.id, userId: lena.user.id, role: "member" });
  await lena.inGroup(students).say("/homework");
  expect(textOf(students.screen().at(-1))).toContain("for verified students");

  await lena.say("/menu");
  await lena.tap("🪪 I am a student");
  await lena.say("homework@example.com");
  await lena.say("/homework");
  expect(lena.last()).toBe("Your homework");
  await lena.inGroup(students).say("/homework");
  expect(textOf(students.screen().at(-1))).toBe("Your homework");
});

test("whoever was removed is refused from the next press on", async () => {
  const vera = await anOwner();
  await vera.say("/addstudent Soon Gone; +4930880002; gone@example.com");
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [verification, homework]);
  await lena.tap("🪪 I am a student");
  await lena.say("gone@example.com");
  await vera.say("/remove_student gone@example.com");
  await vera.tap("🗑 Remove");
  await vera.say("Over");
  await vera.tap("🗑 Yes, remove");
  await quiet(lena.user.id);
  await lena.say("/homework");
  expect(lena.last()).toContain("for verified students");
});

/** As a bulk change does, or one whose push was lost. */
const changeSilently = (personId: number) =>
  env.DB.batch([
    env.DB.prepare("update students set status = 'removed', version = version + 1 where person_id = ?").bind(personId),
    env.DB.prepare("update people set level = 'C1', version = version + 1 where person_id = ?").bind(personId),
    env.DB.prepare("insert into staff (person_id, role, added_at) values (?, 'dns', 0)").bind(personId),
    env.DB.prepare("insert into tip_choices (person_id, is_wanted, chosen_at) values (?, 0, 0)").bind(personId),
  ]);

test("what was changed without a word to the person's object counts a quarter of an hour later, and costs no query before", async () => {
  const vera = await anOwner();
  await vera.say("/addstudent Told Nothing; +4930880004; nothing@example.com");
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [verification, staff, tips, tutor, desk, homework]);
  await lena.tap("🪪 I am a student");
  await lena.say("nothing@example.com");
  await lena.say("/homework");
  await changeSilently(lena.user.id);

  const asked = vi.spyOn(env.DB, "prepare");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 14 * 60_000 });
  await lena.say("/homework");
  expect(lena.last()).toBe("Your homework");
  expect(asked).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 60_000);
  const together = vi.spyOn(env.DB, "batch");
  await lena.say("/homework");
  expect(lena.last()).toContain("for verified students");
  expect(together).toHaveBeenCalledOnce();
  await lena.say("/settings");
  expect(lena.last()).toContain("C1");
  expect(lena.buttons()).toContain("💡 Tip of the day: off");
  await lena.say("/help");
  expect(lena.last()).toContain("/queue");
  expect(together).toHaveBeenCalledOnce();
});

test("the support preset asks newcomers for the language alone and shows them at once how to be verified", async () => {
  const lena = aStranger();
  const deps = getDeps(env);
  await runInDurableObject(env.SESSIONS.getByName(`person:${lena.user.id}`), (instance) => {
    const { enabled } = chooseFeatures({ ...deps.config, features: "support" });
    Object.assign(instance, { parts: undefined, createBot: () => createBot(enabled, deps) });
  });
  await lena.say("/start");
  await lena.tap("English");
  expect(lena.last()).not.toContain("level");
  expect(lena.buttons()).toEqual(["🪪 I am a student", "⚙️ Settings", "❓ Help"]);
});

test("2.2, the webhook does not ask for join requests: ours does", async () => {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  await exports.default.fetch(new Request("https://stoa.test/admin/webhook", { method: "POST", headers }));
  expect(telegram.webhook()?.allowedUpdates).toContain("chat_join_request");
});

test("two who name the same record at the same moment: one is the student, the other is told, and the roster knows one", async () => {
  const vera = await anOwner();
  await vera.say("/addstudent Wanted Twice; +4930880003; twice@example.com");
  const people = [await aLearner(), await aLearner()];
  for (const person of people) await person.tap("🪪 I am a student");
  await Promise.all(people.map((person) => telegram.say(person.user.id, "twice@example.com")));
  for (const person of people) await quiet(person.user.id);
  const said = people.map((person) => person.screen().map(textOf).join("\n"));
  expect(said.filter((text) => text.includes("You are verified"))).toHaveLength(1);
  expect(said.filter((text) => text.includes("linked to another Telegram account"))).toHaveLength(1);
  expect(await recordOf("twice@example.com")).toMatchObject({ status: "verified", version: 2 });
});
