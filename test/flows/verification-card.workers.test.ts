import { env } from "cloudflare:workers";
import { aClaim, aDeskOfClaims, confirmByCard, countSaid, newestCard, rowOf } from "#support/claims.ts";
import { recordOf } from "#support/roster.ts";
import { beforeAll, expect, test } from "vitest";
import { verifyButton } from "#features/verification/buttons.ts";
import { doButton } from "#platform/desk/buttons.ts";
import { telegram } from "#support/outside.ts";
import { settled } from "#support/group.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

let desk: Awaited<ReturnType<typeof aDeskOfClaims>>;
let vera: Person;
let otto: Person;

beforeAll(async () => {
  desk = await aDeskOfClaims();
  ({ vera, otto } = desk);
});

test("where a verifier must confirm, a typed email opens one card, and confirming it verifies the record, tells the person once and lets them into the group", async () => {
  const { claimer, email, phone, cardId } = await aClaim("Card Claimed", desk);
  const record = await recordOf(email);
  expect(claimer.last()).toContain("looks at it");
  expect(record).toMatchObject({ status: "claimed", claimed_by: claimer.user.id, person_id: null });
  expect(await rowOf(cardId)).toMatchObject({ status: "pending", subject: String(record?.["student_id"]), person_id: claimer.user.id });
  for (const words of ["Card Claimed", phone, email, "claimed by the email", "first attempt"]) expect(desk.cardOf(cardId)).toContain(words);
  await claimer.say("/menu");
  await claimer.tap("🪪 I am a student");
  await claimer.say(phone);
  await desk.settle(claimer);
  expect(await newestCard()).toBe(cardId);
  expect(await telegram.join(claimer.user.id, desk.students.chat.id)).toBe("asked");
  await desk.settle(claimer);

  await vera.inGroup(desk.office).tap("✅ It is theirs");
  await desk.settle(claimer);
  expect(await recordOf(email)).toMatchObject({ status: "verified", claimed_by: null, person_id: claimer.user.id });
  expect(await rowOf(cardId)).toMatchObject({ status: "confirmed", is_open: 0, open_key: null });
  expect(countSaid(claimer, "You are verified")).toBe(1);
  expect(desk.cardOf(cardId)).toContain("Confirmed by");
  expect(desk.cardOf(cardId)).toContain("has been told");
  expect(await countMirrored("student.verify", email)).toBe(1);
  expect(claimer.buttons()).toContain("🎓 To the course");
  await settled(desk.students, claimer.user.id);
  const { members = [] } = telegram.groups().find(({ chat }) => chat.id === desk.students.chat.id) ?? {};
  expect(members.map(({ user }) => user.id)).toContain(claimer.user.id);
  const audit = await env.DB.prepare("select action from audit_log where subject in (?, ?) order by rowid")
    .bind(`student:${String(record?.["student_id"])}`, `card:${cardId}`)
    .all<{ action: string }>();
  expect(audit.results.map(({ action }) => action).toSorted()).toEqual([
    "verification.add",
    "verification.claim",
    "verification.claim.approve",
    "verification.claim.open",
    "verification.verify",
  ]);
});

test("what may prove a claim comes below its card, and a verifier's file goes back to whoever claims", async () => {
  const { claimer, cardId } = await aClaim("Card Proven", desk);
  expect(claimer.last()).toContain("such as a receipt, send it here");
  await claimer.sendFile({ kind: "photo", body: new Uint8Array([1]), caption: "My receipt" });
  await desk.settle(claimer);
  expect(claimer.last()).toContain("staff see it with your claim");
  expect(desk.cardOf(cardId)).toMatch(/💬 Added by .*: My receipt 📎/);
  expect(desk.office.messageWith("My receipt").reply_to_message?.message_id).toBe(desk.office.messageWith(`#${cardId} `).message_id);
  await vera
    .inGroup(desk.office)
    .sendFile({ kind: "document", body: new Uint8Array([2]), name: "rules.pdf", caption: "Read this" }, { replyTo: `#${cardId} ` });
  await desk.settle(claimer);
  expect(claimer.screen().at(-1)?.caption).toBe("Read this");
  await vera.say(`/approve ${cardId}`);
  await desk.settle(claimer);
  const shown = claimer.screen().length;
  await claimer.sendFile({ kind: "photo", body: new Uint8Array([3]) });
  await desk.settle(claimer);
  expect(
    claimer
      .screen()
      .slice(shown)
      .map(({ text }) => text ?? "")
      .join(),
  ).not.toContain("staff see it");
});

test("a refusal tells its reason, the record is free again, and a word below the card is a decision too", async () => {
  const { claimer, email, cardId } = await aClaim("Card Refused", desk);
  await vera.say(`/reject ${cardId} We know her voice.`);
  await desk.settle(claimer);
  expect(claimer.last()).toContain("could not confirm");
  expect(claimer.last()).toContain("We know her voice.");
  expect(await recordOf(email)).toMatchObject({ status: "pending", claimed_by: null });
  expect(desk.cardOf(cardId)).toContain("We know her voice.");
  expect(await countMirrored("student.refuse", email)).toBe(1);

  await claimer.say("/menu");
  await claimer.tap("🪪 I am a student");
  await claimer.say(email);
  await desk.settle(claimer);
  const again = await newestCard();
  expect(again).toBeGreaterThan(cardId);
  await otto.inGroup(desk.office).say("not theirs", { replyTo: `#${again} Is this student` });
  await desk.settle(claimer);
  expect(await rowOf(again)).toMatchObject({ status: "refused" });
  expect(countSaid(claimer, "could not confirm")).toBe(2);
});

test("a shared number proves itself, also of a record that somebody else claims, whose card is settled", async () => {
  const proven = await aLearner();
  const phone = `+1202555${String(100 + (proven.user.id % 100)).padStart(4, "0")}`;
  await vera.say(`/addstudent Card Proven; ${phone}; proven@example.com`);
  const liar = await aLearner();
  await confirmByCard(liar);
  await liar.tap("🪪 I am a student");
  await liar.say("proven@example.com");
  await desk.settle(liar);
  const cardId = await newestCard();
  await proven.tap("🪪 I am a student");
  await proven.choose("📱 Share my number");
  await desk.settle(liar, proven);
  expect(await recordOf("proven@example.com")).toMatchObject({ status: "verified", person_id: proven.user.id });
  expect(await rowOf(cardId)).toMatchObject({ status: "settled", is_open: 0, open_key: null });
  expect(countSaid(liar, "could not confirm")).toBe(1);
});

test("of two verifiers who decide at once the first wins, and the person is told one thing", async () => {
  const { claimer, email, cardId } = await aClaim("Card Contested", desk);
  await Promise.all([
    telegram.forge(vera.user.id, doButton.data({ cardId, action: "approve" })),
    telegram.forge(otto.user.id, doButton.data({ cardId, action: "reject" })),
  ]);
  await desk.settle(claimer, otto);
  const record = await recordOf(email);
  const card = await rowOf(cardId);
  expect([record?.["status"], card?.["status"]]).toEqual(
    record?.["status"] === "verified" ? ["verified", "confirmed"] : ["pending", "refused"],
  );
  expect(record).toMatchObject({ version: 3 });
  expect(countSaid(claimer, "You are verified") + countSaid(claimer, "could not confirm")).toBe(1);
});

test("nobody confirms their own claim, neither on the card nor on the record", async () => {
  await vera.say("/addstudent Card Own; +4930911111; own@example.com");
  await confirmByCard(otto);
  await otto.say("/menu");
  await telegram.forge(otto.user.id, verifyButton.data({}));
  await quiet(otto.user.id);
  await otto.say("own@example.com");
  await desk.settle(otto);
  const cardId = await newestCard();
  await otto.say(`/approve ${cardId}`);
  expect(otto.last()).toContain("Nobody decides on their own work");
  await otto.say("/student own@example.com");
  await otto.tap("✅ It is theirs");
  expect(otto.last()).toContain("Nobody confirms their own claim");
  expect(await recordOf("own@example.com")).toMatchObject({ status: "claimed" });
  await vera.say(`/reject ${cardId}`);
  await desk.settle(otto);
  expect(await rowOf(cardId)).toMatchObject({ status: "refused" });
});

async function countMirrored(kind: string, email: string): Promise<number | null> {
  return env.DB.prepare("select count(*) as rows from mirror_events where kind = ? and data ->> '$.email' = ?")
    .bind(kind, email)
    .first("rows");
}
