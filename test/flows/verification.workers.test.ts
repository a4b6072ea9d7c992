import { env } from "cloudflare:workers";
import { LANDING_PAGE, recordOf, theGroups } from "#support/roster.ts";
import { beforeAll, expect, test, vi } from "vitest";
import { settled, type Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, aStranger, quiet, textOf, type Person } from "#support/person.ts";

let vera: Person;
let office: Group;
let students: Group;

beforeAll(async () => {
  vera = await anOwner();
  ({ office, students } = theGroups([vera]));
});

let nextNumber = 30_100_000;

/** Somebody whom the verifiers have put on the roster. */
async function onRoster(name: string): Promise<{ email: string; phone: string }> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const phone = `+49${nextNumber++}`;
  await vera.say(`/addstudent ${name}; ${phone}; ${email}`);
  expect(vera.last()).toContain("Added.");
  return { email, phone };
}

/** Says that they are a student, and by what. */
async function verify(person: Person, identifier: string): Promise<void> {
  await person.say("/menu");
  await person.tap("🪪 I am a student");
  await person.say(identifier);
}

const said = (person: Person) => person.screen().map(textOf).join("\n");
const memberStatus = (person: Person) =>
  telegram
    .groups()
    .find(({ chat }) => chat.id === students.chat.id)
    ?.members.find(({ user }) => user.id === person.user.id)?.status;

const rest = (person: Person) => settled(students, person.user.id);

test("a person who gives the email that the academy has is verified at once, and finds the way to the course", async () => {
  const { email } = await onRoster("Ada Lovelace");
  const ada = await aLearner();
  await verify(ada, email.toUpperCase());
  expect(said(ada)).toContain("You are verified");
  const course = ada
    .screen()
    .at(-1)
    ?.reply_markup?.inline_keyboard.flat()
    .find(({ text }) => text === "🎓 To the course");
  expect(course).toMatchObject({ url: LANDING_PAGE });
  expect(await recordOf(email)).toMatchObject({ status: "verified", person_id: ada.user.id, version: 2 });
  await settled(office, ada.user.id);
  expect(textOf(office.messageWith("Verified by themselves"))).toContain("Ada Lovelace");
});

test("a number is found however it was written", async () => {
  const { phone } = await onRoster("Grace Hopper");
  const grace = await aLearner();
  await verify(grace, phone.replace("+49", "0").replace(/(\d{3})(\d+)/, "($1) $2"));
  expect(said(grace)).toContain("You are verified");
});

test("a number shared by Telegram's own button proves itself; somebody else's contact proves nothing", async () => {
  const ivan = await aLearner();
  const own = `+1202555${String(100 + (ivan.user.id % 100)).padStart(4, "0")}`;
  await vera.say(`/addstudent Ivan Petrov; ${own}; ivan@example.com`);
  expect(vera.last()).toContain("Added.");
  await ivan.tap("🪪 I am a student");
  await ivan.post({ contact: { phone_number: own, first_name: "Ivan", user_id: vera.user.id } });
  expect(ivan.last()).toContain("somebody else’s");
  expect(await recordOf("ivan@example.com")).toMatchObject({ status: "pending" });
  await ivan.choose("📱 Share my number");
  expect(said(ivan)).toContain("You are verified");
  expect(telegram.keyboard(ivan.user.id)).toBeUndefined();
  expect(await recordOf("ivan@example.com")).toMatchObject({ status: "verified", person_id: ivan.user.id });
});

test("what is neither email nor number is asked again, and who is not found reads what to do", async () => {
  const lena = await aLearner();
  await verify(lena, "Lena");
  expect(lena.last()).toContain("neither an email nor a phone number");
  await lena.say("nobody@example.com");
  expect(lena.last()).toContain("@academy");
  expect(lena.buttons()).toEqual(["🪪 I am a student"]);
});

test("after five attempts there are no more that day, the right one neither, but the next day there are", async () => {
  const { email } = await onRoster("Alan Turing");
  const alan = await aLearner();
  for (let attempt = 1; attempt <= 5; attempt++) await verify(alan, `alan${attempt}@example.com`);
  await verify(alan, email);
  expect(alan.last()).toMatch(/enough attempts for today.* after \d{4}-\d\d-\d\d \d\d:\d\d/);
  expect(await recordOf(email)).toMatchObject({ status: "pending" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3_600_000 });
  await verify(alan, email);
  vi.useRealTimers();
  expect(said(alan)).toContain("You are verified");
});

test("2.12, Verify Now locks the student out: verified by staff first, they are linked as soon as they come", async () => {
  const { email } = await onRoster("Emmy Noether");
  await vera.tap("✅ Verify now");
  expect(vera.last()).toContain("Verified.");
  expect(await recordOf(email)).toMatchObject({ status: "verified", person_id: null });
  const emmy = await aLearner();
  await verify(emmy, email);
  expect(said(emmy)).toContain("You are verified");
  expect(await recordOf(email)).toMatchObject({ status: "verified", person_id: emmy.user.id });
});

test("a student who is linked already cannot be taken over by another who knows the email", async () => {
  const { email } = await onRoster("Marie Curie");
  const marie = await aLearner();
  await verify(marie, email);
  const other = await aLearner();
  await verify(other, email);
  expect(other.last()).toContain("linked to another Telegram account");
  expect(await recordOf(email)).toMatchObject({ person_id: marie.user.id });
});

test("who asks to join the students' group waits with a hint, and is let in when they are verified", async () => {
  const { email } = await onRoster("Rosa Parks");
  const rosa = aStranger({ language_code: "de" });
  expect(await telegram.join(rosa.user.id, students.chat.id)).toBe("asked");
  await rest(rosa);
  expect(rosa.last()).toContain("für bestätigte Kursmitglieder");
  expect(memberStatus(rosa)).toBeUndefined();
  await rosa.tap("▶️ Anfangen");
  await rosa.tap("English");
  await rosa.tap("A1");
  await rosa.tap("English");
  await verify(rosa, email);
  await rest(rosa);
  expect(memberStatus(rosa)).toBe("member");
});

test("a verified student is let in as soon as they ask", async () => {
  const { email } = await onRoster("Lise Meitner");
  const lise = await aLearner();
  await verify(lise, email);
  await telegram.join(lise.user.id, students.chat.id);
  await rest(lise);
  expect(memberStatus(lise)).toBe("member");
});

test("a removed student is told why, banned from the group and no student any more; restored, all of it is undone", async () => {
  const { email } = await onRoster("Max Planck");
  const max = await aLearner();
  await verify(max, email);
  await telegram.join(max.user.id, students.chat.id);
  await rest(max);

  await vera.say(`/remove_student ${email}`);
  await vera.tap("🗑 Remove");
  await vera.say("Asked for the money back");
  expect(vera.last()).toContain("Remove Max Planck?");
  await vera.tap("🗑 Yes, remove");
  expect(vera.last()).toContain("Removed.");
  await quiet(max.user.id);
  await rest(max);
  expect(said(max)).toContain("Asked for the money back");
  expect(memberStatus(max)).toBe("kicked");
  await max.say("/menu");
  expect(max.buttons()).toContain("🪪 I am a student");
  expect(await recordOf(email)).toMatchObject({ status: "removed", removed_reason: "Asked for the money back" });

  await vera.tap("↩️ Restore");
  await quiet(max.user.id);
  await rest(max);
  expect(memberStatus(max)).toBe("left");
  await max.say("/menu");
  expect(max.buttons()).toContain("🎓 To the course");
  await telegram.join(max.user.id, students.chat.id);
  await rest(max);
  expect(memberStatus(max)).toBe("member");
});

test("whoever thinks better of it at the second question removes nobody", async () => {
  const { email } = await onRoster("Ernst Mach");
  await vera.tap("🗑 Remove");
  await vera.say("By mistake");
  await vera.tap("No, keep");
  expect(vera.last()).toContain("Nothing has been changed");
  expect(await recordOf(email)).toMatchObject({ status: "pending" });
});

test("a record moves to another account; the old one loses its access and is told", async () => {
  const { email } = await onRoster("Hedy Lamarr");
  const before = await aLearner();
  await verify(before, email);
  await telegram.join(before.user.id, students.chat.id);
  await rest(before);
  const after = await aLearner({ user: { username: "hedy_new" } });
  await vera.say(`/student ${email}`);
  await vera.tap("🔗 Other account");
  await vera.say("@nobody_at_all");
  expect(vera.last()).toContain("do not know this account");
  await vera.say(`/student ${email}`);
  await vera.tap("🔗 Other account");
  await vera.say("@hedy_new");
  expect(vera.last()).toContain("Moved to the other account");
  await rest(before);
  await rest(after);
  expect(said(before)).toContain("has moved to another Telegram account");
  expect(memberStatus(before)).toBe("left");
  expect(said(after)).toContain("You are verified");
  expect(await recordOf(email)).toMatchObject({ person_id: after.user.id, status: "verified" });
});

test("what is pushed late changes nothing: a removal that is older than what the object knows", async () => {
  const { email } = await onRoster("Niels Bohr");
  const niels = await aLearner();
  await verify(niels, email);
  const record = await recordOf(email);
  const data = { studentId: record?.["student_id"], isVerified: false, version: 1, at: 1, cause: "removed", reason: "late" };
  await env.SESSIONS.getByName(`person:${niels.user.id}`).accept({
    key: "e:late-standing",
    kind: "event",
    body: JSON.stringify({ kind: "verification.standing", version: 1, data }),
  });
  await quiet(niels.user.id);
  expect(said(niels)).not.toContain("late");
  await niels.say("/menu");
  expect(niels.buttons()).toContain("🎓 To the course");
});

test("a menu asks the database nothing, for a student and for anybody else", async () => {
  const { email } = await onRoster("Paul Dirac");
  const paul = await aLearner();
  const lena = await aLearner();
  await verify(paul, email);
  const prepare = vi.spyOn(env.DB, "prepare");
  await paul.say("/menu");
  await lena.say("/menu");
  expect(prepare).not.toHaveBeenCalled();
  prepare.mockRestore();
});

test("the roster keeps everything that a mirror must learn, in the order in which it happened", async () => {
  const { email, phone } = await onRoster("Ida Noddack");
  const ida = await aLearner();
  await verify(ida, email);
  const { results } = await env.DB.prepare(
    "select kind, data ->> '$.status' as status, data ->> '$.phone' as phone, done_at from mirror_events where data ->> '$.email' = ? order by created_at, rowid",
  )
    .bind(email)
    .all();
  expect(results).toEqual([
    { kind: "student.add", status: "pending", phone, done_at: null },
    { kind: "student.verify", status: "verified", phone, done_at: null },
  ]);
});

test("whoever has themselves forgotten is unlinked, named nowhere on the roster, and out of the group without a ban", async () => {
  const { email } = await onRoster("Otto Hahn");
  const otto = await aLearner();
  await verify(otto, email);
  const studentId = (await recordOf(email))?.["student_id"];
  await otto.say("/mydata");
  await otto.say("/forget");
  await otto.tap("Yes, forget me");
  await otto.tap("🗑 Delete it for good");
  const row = await env.DB.prepare("select full_name, email, phone, person_id, status from students where student_id = ?")
    .bind(studentId)
    .first();
  expect(row).toEqual({ full_name: "", email: "", phone: "", person_id: null, status: "removed" });
  const mirror = await env.DB.prepare("select kind, data from mirror_events where subject = ?")
    .bind(`student:${String(studentId)}`)
    .all();
  expect(mirror.results).toEqual([{ kind: "student.forget", data: JSON.stringify({ studentId }) }]);
  const call = await env.DB.prepare("select data from events where event_id like 'verification.forget:%'").first<string>("data");
  expect(JSON.parse(call ?? "null")).toMatchObject({ method: "unbanChatMember", payload: { user_id: otto.user.id } });
});
