import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { askDesk } from "#support/desk.ts";
import { numberOf } from "#support/wishes.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";

let nextTeacher = 7_000;

beforeEach(() => env.DB.prepare("delete from staff").run());

async function aTeacher(): Promise<Person> {
  const person = await aLearner({ user: { id: nextTeacher++, first_name: "Tina" } });
  await env.DB.prepare("insert into staff (person_id, role, name, added_by, added_at) values (?, 'teacher', 'Tina', 900, 0)")
    .bind(person.user.id)
    .run();
  return person;
}

/** Somebody whose sentence was corrected, whether it needed it or not. */
async function aCorrectedLearner(): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap("💬 Free conversation");
  model.script(["Gut!\n\n~~zuhause~~ **zu Hause** [spelling] — two words\n\nAllein?"]);
  await person.say("Ich bin zuhause.");
  return person;
}

async function settle(...people: Person[]): Promise<void> {
  for (let pass = 0; pass < 3; pass += 1) for (const { user } of people) await quiet(user.id);
}

const disputeOf = (person: Person) =>
  env.DB.prepare(
    "select status, withdrawn_at > 0 as is_withdrawn from disputes join mistakes using (mistake_id) where disputes.person_id = ?",
  )
    .bind(person.user.id)
    .all();
const said = (person: Person) => person.screen().map(textOf);

test("a correction that the learner doubts goes to a teacher with its sentence; found wrong, it counts no more and the learner is told", async () => {
  const [tina, lena] = [await aTeacher(), await aCorrectedLearner()];
  await lena.tap("🙋 I was right");
  expect(lena.last()).toContain("A teacher will look at it");
  await settle(tina, lena);
  expect(tina.last()).toContain("Disputed correction");
  expect(tina.last()).toContain("Ich bin zuhause.");
  expect(tina.last()).toContain("zuhause zu Hause — two words");
  await tina.tap("The learner is right");
  await settle(tina, lena);
  expect(said(lena).join("\n")).toContain("you were right. It no longer counts as a mistake");
  expect((await disputeOf(lena)).results).toEqual([{ status: "accepted", is_withdrawn: 1 }]);
});

test("a correction that stands needs a word, which the learner reads; changed, it is as if it had been so from the start", async () => {
  const [tina, lena] = [await aTeacher(), await aCorrectedLearner()];
  await lena.tap("🙋 I was right");
  await settle(tina, lena);
  const card = tina.screen().at(-1)?.message_id;
  await tina.tap("The correction stands");
  await tina.say("Duden recommends two words here.");
  await settle(tina, lena);
  expect(lena.last()).toContain("it stands");
  expect(lena.last()).toContain("Duden recommends two words here.");
  expect((await disputeOf(lena)).results).toEqual([{ status: "declined", is_withdrawn: null }]);
  await telegram.tap(tina.user.id, "↩️ Change the decision", card);
  await settle(tina);
  await tina.tap("The learner is right");
  await settle(tina, lena);
  expect((await disputeOf(lena)).results).toEqual([{ status: "accepted", is_withdrawn: 1 }]);
});

test("pressed again, also after the conversation, there is one dispute, and it says how far it is", async () => {
  const [tina, lena] = [await aTeacher(), await aCorrectedLearner()];
  const answer = lena.screen().at(-1)?.message_id;
  await lena.tap("🙋 I was right");
  await telegram.tap(lena.user.id, "⏹ End conversation", answer);
  await settle(lena);
  expect(lena.last()).toContain("One mistake corrected");
  expect(lena.last()).not.toContain("Worth another look");
  const again = async () => {
    await telegram.tap(lena.user.id, "🙋 I was right", answer);
    await settle(lena, tina);
    return lena.last();
  };
  expect(await again()).toContain("A teacher has it already");
  await tina.tap("The learner is right");
  await settle(tina, lena);
  expect(await again()).toContain("already decided");
  expect((await disputeOf(lena)).results).toHaveLength(1);
});

test("nobody doubts somebody else's corrections", async () => {
  const [tina, lena] = [await aTeacher(), await aCorrectedLearner()];
  const data = JSON.stringify(lena.screen().at(-1)?.reply_markup).match(/tutor:dispute:\d+:0/)?.[0] ?? "";
  await telegram.forge(tina.user.id, data, tina.screen().at(-1)?.message_id);
  await settle(tina);
  expect(tina.last()).toContain("out of date");
  expect((await disputeOf(tina)).results).toEqual([]);
});

test("a dispute is decided by its command and by the route too, and a teacher may answer with a voice message", async () => {
  const [tina, lena] = [await aTeacher(), await aCorrectedLearner()];
  await lena.tap("🙋 I was right");
  await settle(tina, lena);
  const number = numberOf(tina.last());
  const voice = { kind: "voice" as const, body: new Uint8Array([7]), duration: 3 };
  await telegram.sendFile(tina.user.id, voice, { replyTo: tina.screen().at(-1)?.message_id ?? 0 });
  await settle(tina, lena);
  expect(lena.screen().at(-1)?.voice?.duration).toBe(3);
  expect(said(lena).at(-2)).toContain("A teacher has sent you something about a correction");
  await tina.say(`/decline ${number} Two words.`);
  await settle(tina, lena);
  expect(lena.last()).toContain("Two words.");
  const { rev } = (await askDesk(`/${number}`)).answer;
  expect((await askDesk(`/${number}/accept`, {})).status).toBe(409);
  expect(await askDesk(`/${number}/accept`, { rev })).toMatchObject({ status: 200, answer: { status: "accepted", kind: "tutor.dispute" } });
  await settle(tina, lena);
  expect(lena.last()).toContain("you were right");
});
