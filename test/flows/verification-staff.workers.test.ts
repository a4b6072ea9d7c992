import { env } from "cloudflare:workers";
import { askRoster, recordOf, theGroups } from "#support/roster.ts";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { listRefusedTo } from "#support/audits.ts";
import { aGroup, type Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, pressForged, quiet, textOf, type Person } from "#support/person.ts";

let vera: Person;
let otto: Person;
let office: Group;

beforeAll(async () => {
  vera = await anOwner();
  otto = await anOwner();
  ({ office } = theGroups([vera, otto]));
});

afterEach(() => void vi.useRealTimers());

let nextNumber = 30_200_000;

async function onRoster(name: string): Promise<{ email: string; phone: string; studentId: number }> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const phone = `+49${nextNumber++}`;
  await vera.say(`/addstudent ${name}; ${phone}; ${email}`);
  expect(vera.last()).toContain("Added.");
  return { email, phone, studentId: Number((await recordOf(email))?.["student_id"]) };
}

const inOffice = () => office.screen().map(textOf);

test("/addstudent asks for name, number and email, and asks again with a reason for what is wrong", async () => {
  await vera.say("/addstudent");
  await vera.say("A");
  expect(vera.last()).toContain("2 to 50 letters");
  await vera.say("Zoë O’Brien-Müller");
  await vera.say("12");
  expect(vera.last()).toContain("country code");
  await vera.say("(030) 123-4567");
  await vera.say("zoe at example");
  expect(vera.last()).toContain("ada@example.com");
  await vera.say("Zoe@Example.COM");
  expect(vera.last()).toContain("Added.");
  expect(await recordOf("zoe@example.com")).toMatchObject({
    full_name: "Zoë O’Brien-Müller",
    phone: "+49301234567",
    status: "pending",
    created_by: `person:${vera.user.id}`,
  });
});

test("in the verifiers' group the questions are answered by replies, in another group nobody is spoken of", async () => {
  await vera.inGroup(office).say("/addstudent");
  await vera.inGroup(office).say("Noor Inayat Khan", { replyTo: "full name" });
  await vera.inGroup(office).say("just chatting");
  await vera.inGroup(office).say("+4930777888", { replyTo: "phone number" });
  await vera.inGroup(office).say("noor@example.com", { replyTo: "email" });
  expect(inOffice().at(-1)).toContain("Added.");
  const elsewhere = aGroup({ title: "Questions", members: [vera] });
  await vera.inGroup(elsewhere).say("/student noor@example.com");
  expect(textOf(elsewhere.screen().at(-1))).toContain("verifiers’ group and in private only");
});

test("whoever is no verifier finds no command and no button of the roster; what they tried is audited, each thing once in ten minutes", async () => {
  const { email, studentId } = await onRoster("Sofja Kowalewskaja");
  const lena = await aLearner();
  for (const command of ["/addstudent", `/student ${email}`, "/list_students", `/remove_student ${email}`, "/stats", "/import"]) {
    await lena.say(command);
    expect(lena.last(), command).toContain("do not know this command");
  }
  await pressForged(lena, `verification:record:verify:${studentId}`);
  expect(lena.last()).toContain("out of date");
  expect(await recordOf(email)).toMatchObject({ status: "pending" });
  const tried = ["addstudent", "student", "list_students", "remove_student", "stats", "import", "verification:record"];
  expect(await listRefusedTo(lena)).toEqual(tried.map((name) => `act:${name}`));
  for (const again of [studentId, studentId, 1]) await pressForged(lena, `verification:record:verify:${again}`);
  expect(await listRefusedTo(lena)).toHaveLength(tried.length);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
  await pressForged(lena, `verification:record:verify:${studentId}`);
  expect(await listRefusedTo(lena)).toEqual([...tried, "verification:record"].map((name) => `act:${name}`));
});

test("a verifier who has lost the role while a question was open changes nothing by the answer", async () => {
  const { email } = await onRoster("Rita Levi");
  const mona = await aLearner();
  await env.DB.prepare("insert into staff (person_id, role, added_at) values (?, 'verifier', 0)").bind(mona.user.id).run();
  await mona.say(`/student ${email}`);
  await mona.tap("🗑 Remove");
  await mona.say("I may still do this");
  await env.DB.prepare("delete from staff where person_id = ?").bind(mona.user.id).run();
  await mona.tap("🗑 Yes, remove");
  expect(mona.last()).toContain("or your role");
  expect(await recordOf(email)).toMatchObject({ status: "pending", version: 1 });
});

test("a second student with the same email or number is refused with the first one's record, removed or not", async () => {
  const { email, phone } = await onRoster("Hypatia of Alexandria");
  await vera.say(`/addstudent Somebody Else; +493099999; ${email}`);
  expect(vera.last()).toContain("already");
  expect(vera.last()).toContain("Hypatia");
  expect(vera.buttons()).toContain("🔗 Other account");
  await vera.tap("🗑 Remove");
  await vera.say("Left");
  await vera.tap("🗑 Yes, remove");
  await vera.say(`/addstudent Somebody Else; ${phone}; else@example.com`);
  expect(vera.last()).toContain("has been removed");
  expect(vera.buttons()).toEqual(["↩️ Restore"]);
});

test("two verifiers who remove and verify one student at the same moment make one change each, one after the other", async () => {
  const { email, studentId } = await onRoster("Sophie Germain");
  await Promise.all([
    telegram.forge(vera.user.id, `verification:record:verify:${studentId}`),
    telegram.forge(otto.user.id, `verification:record:verify:${studentId}`),
  ]);
  await quiet(vera.user.id);
  await quiet(otto.user.id);
  expect([vera.last(), otto.last()].filter((text) => text.includes("Verified.")).length).toBe(1);
  expect([vera.last(), otto.last()].filter((text) => text.includes("verified already")).length).toBe(1);
  expect(await recordOf(email)).toMatchObject({ version: 2 });
  const audit = await env.DB.prepare("select count(*) as entries from audit_log where subject = ? and action = 'verification.verify'")
    .bind(`student:${studentId}`)
    .first("entries");
  expect(audit).toBe(1);
});

test("2.12, removal by part of a name finds the record but deletes nothing: who is chosen from the list is removed", async () => {
  await onRoster("Johann Bernoulli");
  const { email } = await onRoster("Jakob Bernoulli");
  await vera.say("/remove_student BERNOULLI");
  expect(vera.last()).toContain("Which one?");
  await vera.tap(vera.buttons().find((label) => label.includes("Jakob")) ?? "Jakob");
  await vera.tap("🗑 Remove");
  await vera.say("Finished");
  await vera.tap("🗑 Yes, remove");
  expect(await recordOf(email)).toMatchObject({ status: "removed" });
  expect(await recordOf("johann.bernoulli@example.com")).toMatchObject({ status: "pending" });
});

test("a student is found by email, by number in any form, by id and by part of a name in any script", async () => {
  await vera.say("/addstudent Анна Ахматова; +79161234567; anna@example.com");
  const studentId = String((await recordOf("anna@example.com"))?.["student_id"]);
  for (const query of ["ANNA@example.com", "+7 916 123-45-67", "ахмат", `#${studentId}`, "anna@"]) {
    await vera.say(`/student ${query}`);
    expect(vera.last(), query).toContain("Анна Ахматова");
  }
  await vera.say("/student nobody of this name");
  expect(vera.last()).toContain("Nobody on the roster fits that");
});

test("2.12, /stats reads empty tables: the list has ten on a page and is searched, and every state is counted", async () => {
  for (let n = 10; n < 22; n++) await onRoster(`Pager Number ${String.fromCodePoint(87 + n)}`);
  await vera.say("/list_students pager");
  expect(vera.last()).toContain("12 students");
  expect(vera.buttons()).toHaveLength(11);
  await vera.tap("Further ›");
  expect(vera.last()).toContain("Page 2 of 2");
  expect(vera.buttons()).toHaveLength(3);
  await vera.say("/stats");
  const { answer } = await askRoster("/stats");
  const counts = answer as Record<string, number>;
  expect(vera.last()).toContain(`not here yet: ${counts["pending"]}`);
  expect(vera.last()).toContain(`removed: ${counts["removed"]}`);
});

test("a detail is edited, unless it is somebody else's", async () => {
  const { email } = await onRoster("Ada Byron");
  await onRoster("Mary Somerville");
  await vera.say(`/student ${email}`);
  await vera.tap("✏️ Edit");
  await vera.tap("Email");
  await vera.say("mary.somerville@example.com");
  expect(vera.last()).toContain("already");
  expect(vera.last()).toContain("Mary Somerville");
  await vera.say(`/student ${email}`);
  await vera.tap("✏️ Edit");
  await vera.tap("Name");
  await vera.say("Ada King");
  expect(vera.last()).toContain("Changed.");
  await vera.say("/student ada king");
  expect(vera.last()).toContain("Ada King");
});

test("/cancel ends what was asked and adds nobody", async () => {
  await vera.say("/addstudent");
  await vera.say("Half Done");
  await vera.say("/cancel");
  expect(vera.last()).toContain("nothing of it was kept");
  expect(await env.DB.prepare("select count(*) as half from students where full_name = 'Half Done'").first("half")).toBe(0);
});

test("the admin routes count, list and filter", async () => {
  await onRoster("Route Lister");
  const { answer } = await askRoster("/students?status=pending&search=route%20lister");
  expect(answer).toMatchObject({ total: 1, page: 0, students: [{ fullName: "Route Lister", status: "pending" }] });
  expect(JSON.stringify(answer)).not.toContain("changedKey");
  expect((await askRoster("/students?status=unknown")).status).toBe(400);
});

test("the admin routes remove softly, by email or by Telegram id, with the reason, and the person is told", async () => {
  const { email, studentId } = await onRoster("Route Removed");
  const rosa = await aLearner();
  await rosa.tap("🪪 I am a student");
  await rosa.say(email);
  expect((await askRoster("/remove", { telegramId: rosa.user.id })).status).toBe(400);
  expect(await askRoster("/remove", { telegramId: rosa.user.id, reason: "Refunded" })).toMatchObject({
    status: 200,
    answer: { removed: { status: "removed", removedReason: "Refunded", removedBy: "admin" } },
  });
  await quiet(rosa.user.id);
  expect(rosa.last()).toContain("Refunded");
  expect((await askRoster("/remove", { email, reason: "Again" })).status).toBe(404);
  const entry = await env.DB.prepare("select actor, origin, after from audit_log where subject = ? and action = 'verification.remove'")
    .bind(`student:${studentId}`)
    .first<{ actor: string; origin: string; after: string }>();
  expect(entry).toMatchObject({ actor: "admin", origin: "admin route" });
  expect(entry?.after).toContain("Refunded");
});

test("the admin route removes by email, verified or not: once, with a reason that is kept, for the mirrors as well", async () => {
  const { email, studentId } = await onRoster("Route Mailed");
  const rosa = await aLearner();
  await rosa.tap("🪪 I am a student");
  await rosa.say(email);
  expect(await recordOf(email)).toMatchObject({ status: "verified" });
  for (const reason of [undefined, "  ", "x".repeat(201)]) expect((await askRoster("/remove", { email, reason })).status).toBe(400);
  const both = await Promise.all(
    [email.toUpperCase(), ` ${email}`].map((written) => askRoster("/remove", { email: written, reason: "Refunded <b>whole</b>" })),
  );
  expect(both.filter(({ status }) => status === 200)).toMatchObject([
    { answer: { removed: { email, status: "removed", removedReason: "Refunded <b>whole</b>", removedBy: "admin" } } },
  ]);
  expect(await askRoster("/remove", { email, reason: "Again" })).toEqual({
    status: 404,
    answer: { error: "nobody on the roster has it" },
  });
  await quiet(rosa.user.id);
  expect(rosa.last()).toContain("Refunded <b>whole</b>");
  const { results: audit } = await env.DB.prepare(
    "select actor, origin, after from audit_log where subject = ? and action = 'verification.remove'",
  )
    .bind(`student:${studentId}`)
    .all<{ after: string }>();
  expect(audit).toMatchObject([{ actor: "admin", origin: "admin route" }]);
  expect(JSON.parse(audit[0]?.after ?? "")).toMatchObject({ status: "removed", reason: "Refunded <b>whole</b>" });
  const { results: mirrored } = await env.DB.prepare("select data from mirror_events where kind = 'student.remove' and subject = ?")
    .bind(`student:${studentId}`)
    .all<{ data: string }>();
  expect(mirrored.map(({ data }) => JSON.parse(data) as unknown)).toMatchObject([{ studentId, email, status: "removed" }]);

  const { email: pending, studentId: next } = await onRoster("Route Unseen");
  expect(await askRoster("/remove", { email: pending, reason: "Never came" })).toMatchObject({
    status: 200,
    answer: { removed: { studentId: next, status: "removed" } },
  });
});

test("the admin routes purge one email, or all who have not come, and nobody who is verified", async () => {
  const { email } = await onRoster("Route Purged");
  const { email: verified } = await onRoster("Route Verified");
  await vera.tap("✅ Verify now");
  expect(await askRoster("/purge", { email: email.toUpperCase() })).toMatchObject({ answer: { purged: 1 } });
  expect(await recordOf(email)).toBeNull();
  expect(await askRoster("/purge", { email: verified })).toMatchObject({ answer: { purged: 0 } });
  expect((await askRoster("/purge", {})).status).toBe(400);
  await askRoster("/purge", { all: "pending" });
  expect(await askRoster("/students?status=pending")).toMatchObject({ answer: { total: 0 } });
  expect(await recordOf(verified)).toMatchObject({ status: "verified" });
  const mirrored = await env.DB.prepare(
    "select count(*) as purges from mirror_events where kind = 'student.purge' and data ->> '$.email' = ?",
  )
    .bind(email)
    .first("purges");
  expect(mirrored).toBe(1);
});
