import { env, exports } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { User } from "@grammyjs/types";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { staff } from "#features/staff/feature.ts";
import { getDeps } from "#platform/deps.ts";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import { listRefusedTo } from "#support/audits.ts";
import { letDie } from "#support/crashes.ts";
import { noWords, runWith } from "#support/features.ts";
import { aGroup, settled } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, aStranger, quiet, textOf, type Person } from "#support/person.ts";

// Each test at a time of its own: the owners do more in this file than anybody may in ten seconds.
let begins = Date.now();
beforeEach(() => {
  begins += 60_000;
  vi.useFakeTimers({ toFake: ["Date"], now: begins });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const [olga, oscar] = [await anOwner(), await anOwner()];

const rolesOf = async ({ user }: { user: Pick<User, "id"> }) => {
  const rows = await env.DB.prepare("select role from staff where person_id = ? order by role").bind(user.id).all<{ role: string }>();
  return rows.results.map(({ role }) => role);
};
const auditsOf = async ({ user }: Person) =>
  (
    await env.DB.prepare("select actor, action, before, after, origin from audit_log where subject = ? order by at, rowid")
      .bind(`person:${user.id}`)
      .all()
  ).results;
const menuOf = ({ user }: Person, language = "") =>
  telegram
    .commands()
    .find((menu) => menu.scope.includes(String(user.id)) && menu.language === language)
    ?.commands.map(({ command }) => command);

/** What an owner reads after saying so, once everybody concerned has come to rest. */
async function tell(actor: Person, text: string, concerned: Person[] = []): Promise<string> {
  await actor.say(text);
  for (const { user } of concerned) await quiet(user.id);
  return actor.last();
}

async function aMember(role: string, by = olga): Promise<Person> {
  const person = await aLearner();
  await tell(by, `/staff add ${role} ${person.user.id}`, [person]);
  return person;
}

test("an owner gives a role by name: it is stored, recorded, listed, and the person is told in their language", async () => {
  const lena = await aLearner({ language: "Deutsch", user: { username: "Lena_staff" } });
  const told = await tell(olga, "/staff add teacher @lena_STAFF", [lena]);
  expect(told).toContain(`Done: @Lena_staff (${lena.user.id}) now has the role “Teacher”.`);
  expect(told).toContain(`Teacher: @Lena_staff (${lena.user.id})`);
  expect(await rolesOf(lena)).toEqual(["teacher"]);
  expect(lena.last()).toContain("Du hast jetzt die Rolle „Lehrkraft“");
  expect(await auditsOf(lena)).toEqual([
    { actor: `person:${olga.user.id}`, action: "staff.add", before: null, after: '{"role":"teacher"}', origin: "chat" },
  ]);
});

test("a second time it says so and changes nothing", async () => {
  const lena = await aMember("teacher");
  const read = lena.screen().length;
  expect(await tell(oscar, `/staff add teacher ${lena.user.id}`, [lena])).toContain("has the role “Teacher” already. Nothing was changed.");
  expect(await tell(olga, `/staff remove dns ${lena.user.id}`, [lena])).toContain("does not have the role “DNS”. Nothing was changed.");
  expect(lena.screen()).toHaveLength(read);
  expect(await auditsOf(lena)).toHaveLength(1);
});

test("a role is taken by the command and by the button, and the person is told", async () => {
  const lena = await aMember("teacher");
  await tell(olga, `/staff add dns ${lena.user.id}`, [lena]);
  expect(await tell(olga, `/staff remove teacher ${lena.user.id}`, [lena])).toContain("no longer has the role “Teacher”");
  expect(lena.last()).toContain("you no longer have the role “Teacher”");
  const screen = olga.screen().length;
  await olga.tap(`✕ DNS: ${lena.user.id}`);
  await quiet(lena.user.id);
  expect(olga.screen()).toHaveLength(screen);
  expect(olga.last()).toContain(`Done: ${lena.user.id} no longer has the role “DNS”.`);
  expect(lena.last()).toContain("you no longer have the role “DNS”");
  expect(await rolesOf(lena)).toEqual([]);
  expect((await auditsOf(lena)).map(({ action }) => action)).toEqual(["staff.add", "staff.add", "staff.remove", "staff.remove"]);
});

test("a reply in a group tells whom, and the answer is a reply there", async () => {
  const lena = await aLearner();
  const group = aGroup({ members: [olga, lena] });
  await lena.inGroup(group).say("I could teach on Mondays.");
  await olga.inGroup(group).say("/staff add teacher", { replyTo: "on Mondays" });
  await settled(group, lena.user.id);
  expect(group.messageWith("now has the role “Teacher”").reply_to_message?.from?.id).toBe(olga.user.id);
  expect(await rolesOf(lena)).toEqual(["teacher"]);
  await olga.inGroup(group).say("/staff remove teacher", { replyTo: "on Mondays" });
  expect(await rolesOf(lena)).toEqual([]);
});

test("in a topic, the message that opened it is no reply to whoever opened it", async () => {
  const admin = await aMember("admin");
  const opener = await aLearner();
  const group = aGroup({ members: [admin, opener], topics: ["Desk"], owner: olga });
  const root = { message_id: group.threadId("Desk"), from: opener.user, forum_topic_created: { name: "Desk", icon_color: 1 } };
  const where = { chatId: group.chat.id, threadId: group.threadId("Desk") };
  await telegram.post(admin.user.id, { text: "/staff add teacher", reply_to_message: root as never }, where);
  await settled(group, admin.user.id);
  expect(textOf(group.screen("Desk").at(-1))).toContain("I did not understand who is meant.");
  expect(await rolesOf(opener)).toEqual([]);
});

test("a forwarded message and a mention without a name tell whom; who hides or is a bot gets no role", async () => {
  const [lena, nikos] = [await aLearner({ user: { first_name: "Lena" } }), aStranger({ first_name: "Nikos Kazan" })];
  const chat = olga.screen()[0]?.chat;
  const reply = (replied: object) =>
    olga.post({ text: "/staff add dns", reply_to_message: { message_id: 5, date: 1, chat, from: olga.user, ...replied } as never });
  await reply({ forward_origin: { type: "user", date: 1, sender_user: lena.user } });
  expect(await rolesOf(lena)).toEqual(["dns"]);
  await reply({ forward_origin: { type: "hidden_user", date: 1, sender_user_name: "Somebody" } });
  expect(olga.last()).toContain("hides their account");
  await reply({ sender_chat: chat, from: { id: 1087968824, is_bot: true, first_name: "Group" } });
  expect(olga.last()).toContain("hides their account");
  await reply({ from: { id: 88, is_bot: true, first_name: "Robot" } });
  expect(olga.last()).toContain("Only a person can hold a role.");
  await olga.say("/staff add dns 777000");
  expect(olga.last()).toContain("Only a person can hold a role.");

  const text = "/staff add dns Nikos Kazan";
  await olga.post({
    text,
    entities: [
      { type: "bot_command", offset: 0, length: 6 },
      { type: "text_mention", offset: 15, length: 11, user: nikos.user },
    ],
  });
  expect(olga.last()).toContain(`Nikos Kazan (${nikos.user.id}) now has the role “DNS”.`);
  expect(await rolesOf(nikos)).toEqual(["dns"]);
});

test("whatever is missing is said in plain words, with how it is done", async () => {
  for (const [text, sentence] of [
    ["/staff promote teacher @lena", "I did not understand what I should do."],
    ["/staff add @lena", "I did not understand which role is meant."],
    ["/staff add teacher", "I did not understand who is meant."],
    ["/staff add teacher Lena", "I did not understand who is meant."],
  ] as const) {
    const told = await tell(olga, text);
    expect(told).toContain(sentence);
    expect(told).toContain("/staff add teacher @name");
  }
  expect(await tell(olga, "/staff add teacher @nobody_staff")).toContain("Nobody who has started me has this name.");
});

test("a name that changed hands is asked about by id, and belongs to its new holder once the old one was here again", async () => {
  const before = await aLearner({ user: { username: "wandering_name" } });
  before.user.username = "left_it_behind";
  const now = await aLearner({ user: { username: "wandering_name" } });
  expect(await tell(olga, "/staff add verifier @wandering_name")).toContain(`Use the id, one of: ${before.user.id}, ${now.user.id}.`);
  expect([await rolesOf(before), await rolesOf(now)]).toEqual([[], []]);
  await before.say("/ping");
  await tell(olga, "/staff add verifier @wandering_name", [now]);
  expect([await rolesOf(before), await rolesOf(now)]).toEqual([[], ["verifier"]]);
});

test("by id also somebody who was never here holds a role, is not written to, and finds it when they come", async () => {
  const nikos = aStranger();
  const calls = telegram.calls.length;
  expect(await tell(olga, `/staff add admin ${nikos.user.id}`, [nikos])).toContain(`${nikos.user.id} now has the role “Admin”`);
  expect(telegram.calls.slice(calls).filter((call) => JSON.stringify(call).includes(`"chat_id":${nikos.user.id}`))).toEqual([]);
  for (const act of ["English", "A2", "English"]) {
    if (nikos.screen().length === 0) await nikos.say("/start");
    await nikos.tap(act);
  }
  await nikos.say("/help");
  expect(nikos.last()).toContain("/staff");
});

test("whoever had everything forgotten gets no role by a late hand, and who forgets themselves keeps none", async () => {
  const lena = await aMember("teacher");
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  expect(await rolesOf(lena)).toEqual([]);
  expect((await auditsOf(lena)).map(({ action }) => action)).toEqual(["staff.add", "staff.forget"]);
  expect(await tell(olga, `/staff add teacher ${lena.user.id}`, [lena])).toContain("This person had everything forgotten.");
  expect(await rolesOf(lena)).toEqual([]);
});

test("owners stay, admins are made by owners alone, and nobody changes himself", async () => {
  const [admin, other, lena] = [await aMember("admin"), await aMember("admin"), await aLearner()];
  expect(await tell(admin, `/staff add teacher ${lena.user.id}`, [lena])).toContain("now has the role “Teacher”");
  expect(await tell(admin, `/staff add admin ${lena.user.id}`)).toContain("Only an owner makes somebody an admin");
  expect(await tell(admin, `/staff remove admin ${other.user.id}`)).toContain("Only an owner makes somebody an admin");
  expect(await tell(admin, `/staff add teacher ${admin.user.id}`)).toContain("Nobody changes their own roles.");
  expect(await tell(admin, `/staff remove teacher ${olga.user.id}`)).toContain("Owners hold every role");
  expect(await tell(oscar, `/staff add admin ${olga.user.id}`)).toContain("Owners hold every role");
  expect(await tell(olga, `/staff add admin ${olga.user.id}`)).toContain("Nobody changes their own roles.");
  expect(await tell(olga, `/staff add owner ${lena.user.id}`)).toContain("Owners hold every role");
  expect([await rolesOf(admin), await rolesOf(other), await rolesOf(lena)]).toEqual([["admin"], ["admin"], ["teacher"]]);
  await admin.say("/staff");
  expect(admin.buttons()).toContain(`✕ Teacher: ${lena.user.id}`);
  expect(admin.buttons().filter((label) => label.includes("Admin"))).toEqual([]);
});

const lessonButton = defineButton("lessons:next", {});
const lessons: Feature = {
  name: "lessons",
  locales: noWords,
  commands: [
    {
      name: "lesson",
      needs: { role: "teacher" },
      handle: ({ turn }) => turn.say({ text: [paragraph("a lesson")], buttons: [[{ label: "Next", data: lessonButton.data({}) }]] }),
    },
  ],
  buttons: [onPress(lessonButton, ({ turn }) => turn.say({ text: [paragraph("the next lesson")] }), { role: "teacher" })],
};

test("a role takes effect at the next command and the next press, given or taken", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [lessons, staff]);
  await lena.say("/lesson");
  expect(lena.last()).toContain("I do not know this command");
  await tell(olga, `/staff add teacher ${lena.user.id}`);
  await lena.say("/lesson");
  expect(lena.last()).toBe("a lesson");
  const screen = lena.screen().at(-1)?.message_id;
  await telegram.tap(lena.user.id, "Next", screen);
  await quiet(lena.user.id);
  expect(lena.last()).toBe("the next lesson");
  await tell(olga, `/staff remove teacher ${lena.user.id}`, [lena]);
  await telegram.tap(lena.user.id, "Next", screen);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("out of date");
});

test("the right counts even before the news of it has reached anybody", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [lessons, staff]);
  await env.DB.prepare("insert into staff values (?, 'admin', null, null, 0)").bind(lena.user.id).run();
  await lena.say("/lesson");
  expect(lena.last()).toBe("a lesson");
});

test("help and the command menu show what the roles bring, and no longer when they are gone", async () => {
  const lena = await aMember("admin");
  expect(menuOf(lena)).toContain("staff");
  expect(menuOf(lena, "de")).toContain("why");
  expect(menuOf(lena)).toContain("add_tip");
  expect(menuOf(await aMember("teacher"))).not.toContain("add_tip");
  await lena.say("/help");
  expect(lena.last()).toContain("/why");
  await tell(olga, `/staff remove admin ${lena.user.id}`, [lena]);
  expect(menuOf(lena)).toBeUndefined();
  expect(menuOf(lena, "de")).toBeUndefined();
  await lena.say("/help");
  expect(lena.last()).not.toContain("/why");
});

test("news that comes late, after the opposite, brings nothing back and is not told", async () => {
  const lena = await aMember("admin");
  await tell(olga, `/staff remove admin ${lena.user.id}`, [lena]);
  const read = lena.screen().length;
  const body = JSON.stringify({ kind: "staff.changed", version: 1, data: { role: "admin", change: "add" } });
  await env.SESSIONS.getByName(`person:${lena.user.id}`).accept({ key: "e:late", kind: "event", body });
  await quiet(lena.user.id);
  expect(lena.screen()).toHaveLength(read);
  expect(menuOf(lena)).toBeUndefined();
});

test("a forged button, and the command itself, are refused to whoever is not staff, in a group as well, and each is audited", async () => {
  const [teacher, lena] = [await aMember("teacher"), await aLearner()];
  await telegram.forge(lena.user.id, `staff:remove:${teacher.user.id}:teacher`);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("out of date");
  expect(await tell(lena, "/staff")).toContain("I do not know this command");
  expect(await listRefusedTo(lena)).toEqual(["act:staff:remove", "act:staff"]);
  const group = aGroup({ members: [teacher] });
  await telegram.forge(teacher.user.id, `staff:remove:${teacher.user.id}:teacher`, undefined, group.chat.id);
  await settled(group, teacher.user.id);
  expect(await listRefusedTo(teacher)).toEqual(["act:staff:remove"]);
  expect(await rolesOf(teacher)).toEqual(["teacher"]);

  const [admin, other] = [await aMember("admin"), await aMember("admin")];
  await telegram.forge(admin.user.id, `staff:remove:${other.user.id}:admin`);
  await quiet(admin.user.id);
  expect(admin.last()).toContain("Only an owner makes somebody an admin");
  await telegram.forge(admin.user.id, `staff:remove:${olga.user.id}:teacher`);
  await quiet(admin.user.id);
  expect(admin.last()).toContain("Owners hold every role");
  expect(await rolesOf(other)).toEqual(["admin"]);
  expect(await auditsOf(other)).toHaveLength(1);
});

test("a right that is lost between the check and the write changes nothing", async () => {
  const [admin, lena] = [await aMember("admin"), await aLearner()];
  const batch = env.DB.batch.bind(env.DB);
  const check = (statements: D1PreparedStatement[]) => batch(statements) as never;
  vi.spyOn(env.DB, "batch")
    .mockImplementationOnce(check)
    .mockImplementationOnce(async (statements) => {
      await env.DB.prepare("delete from staff where person_id = ?").bind(admin.user.id).run();
      return batch(statements) as never;
    });
  expect(await tell(admin, `/staff add teacher ${lena.user.id}`, [lena])).toContain("You may not do this any more.");
  expect(await rolesOf(lena)).toEqual([]);
  expect(await auditsOf(lena)).toEqual([]);
});

test("two owners at once: one change, one record, one notice, and the second reads that it was so already", async () => {
  const lena = await aLearner();
  const text = `/staff add approver ${lena.user.id}`;
  await Promise.all([telegram.say(olga.user.id, text), telegram.say(oscar.user.id, text)]);
  for (const { user } of [olga, oscar, lena]) await quiet(user.id);
  const answers = [olga.last(), oscar.last()];
  expect(answers.filter((answer) => answer.includes("Done:"))).toHaveLength(1);
  expect(answers.filter((answer) => answer.includes("already"))).toHaveLength(1);
  expect(await auditsOf(lena)).toHaveLength(1);
  expect(lena.screen().filter((message) => textOf(message).includes("Approver"))).toHaveLength(1);
});

test("a change that is run again after a crash says the same, and does not redo what was undone in between", async () => {
  const lena = await aLearner();
  const deaths = await letDie(`person:${olga.user.id}`, "behind its D1 writes");
  const batch = env.DB.batch.bind(env.DB);
  vi.spyOn(env.DB, "batch").mockImplementationOnce(async (statements) => {
    const results = await batch(statements);
    await env.DB.prepare("delete from staff where person_id = ?").bind(lena.user.id).run();
    return results as never;
  });
  expect(await tell(olga, `/staff add teacher ${lena.user.id}`, [lena])).toContain("Done:");
  await letDie(`person:${olga.user.id}`, undefined);
  expect(deaths).toEqual({ count: 1, unwoken: 0 });
  expect(await rolesOf(lena)).toEqual([]);
  expect(await auditsOf(lena)).toHaveLength(1);
  expect(lena.screen().filter((message) => textOf(message).includes("Teacher"))).toEqual([]);
});

test("whoever writes as the group is told that nobody can see who they are", async () => {
  const group = aGroup({ members: [olga] });
  await telegram.post(olga.user.id, { text: "/staff add teacher 7" }, { chatId: group.chat.id, isAnonymous: true });
  await settled(group, olga.user.id);
  expect(textOf(group.screen().at(-1))).toContain("I cannot see who you are");
});

const bearer = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
const ask = async (method: string, body?: object) => {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request("https://stoa.test/admin/staff", { method, headers: bearer, ...init }));
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
};

test("the admin route lists, gives and takes roles, records it, and tells the person", async () => {
  const lena = await aLearner({ user: { username: "lena_by_route" } });
  expect(await ask("POST", { username: "@Lena_by_route", role: "admin" })).toMatchObject({ status: 200, body: { changed: true } });
  await quiet(lena.user.id);
  expect(lena.last()).toContain("you now have the role “Admin”");
  const entry = { personId: lena.user.id, username: "lena_by_route", role: "admin", addedBy: null };
  const listed = await ask("GET");
  expect(listed.body).toMatchObject({ staff: expect.arrayContaining([expect.objectContaining(entry)]) });
  expect(listed.body["owners"]).toContainEqual({ personId: olga.user.id, username: null });
  expect(await ask("POST", { person: lena.user.id, role: "admin" })).toMatchObject({ status: 200, body: { changed: false } });
  expect(await ask("DELETE", { person: lena.user.id, role: "admin" })).toMatchObject({ status: 200, body: { changed: true } });
  await quiet(lena.user.id);
  expect(lena.last()).toContain("you no longer have the role “Admin”");
  expect(await auditsOf(lena)).toEqual([
    { actor: "admin", action: "staff.add", before: null, after: '{"role":"admin"}', origin: "admin route" },
    { actor: "admin", action: "staff.remove", before: '{"role":"admin"}', after: null, origin: "admin route" },
  ]);
});

test.for([
  ["neither name nor id", { role: "teacher" }, 400],
  ["a role that there is not", { person: 7, role: "owner" }, 400],
  ["a name that nobody has", { username: "nobody_by_route", role: "teacher" }, 404],
  ["an owner", { person: olga.user.id, role: "teacher" }, 409],
  ["no person", { person: 1087968824, role: "teacher" }, 409],
] as const)("the admin route refuses %s", async ([, body, status]) => {
  expect((await ask("POST", body)).status).toBe(status);
  expect((await ask("DELETE", body)).status).toBe(status);
});

test("mydata names the roles, and what the object keeps of them", async () => {
  const lena = await aMember("dns");
  const kept = await runInDurableObject(env.SESSIONS.getByName(`person:${lena.user.id}`), (_, state) =>
    JSON.stringify(state.storage.sql.exec("SELECT * FROM state WHERE key LIKE '%roles%'").toArray()),
  );
  expect(kept).toContain("dns");
  expect(await staff.personData?.export(lena.user.id, getDeps(env), { read: () => undefined })).toMatchObject([
    { role: "dns", addedBy: olga.user.id },
  ]);
});
