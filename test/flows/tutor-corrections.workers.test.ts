import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { openDatabase } from "#platform/database.ts";
import { noteOutageOf } from "#platform/outages.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, buttonsOf, quiet, type Person } from "#support/person.ts";

afterEach(() => void vi.useRealTimers());

async function aConversation(): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap("💬 Free conversation");
  return person;
}

const CORRECTED = [
  "Wie schön!",
  "~~ein Katze~~ **eine Katze** [article] — Katze is feminine\n~~Ich gehe gestern~~ **Ich ging gestern** [tense] — it is over",
  "> Ich habe eine Katze.",
  "Wie heißt sie?",
].join("\n\n");

const rows = async (person: Person, table: string) =>
  (await env.DB.prepare(`select * from ${table} where person_id = ? order by 1`).bind(person.user.id).all()).results;

test("pain 8: what the learner wrote is corrected in struck and added words with a reason; what they never wrote is not, nor drafted", async () => {
  const lena = await aConversation();
  model.script([CORRECTED]);
  await lena.say("Ich habe ein Katze.");
  const answer = lena.screen().at(-1);
  expect(answer?.text).toBe(
    "Wie schön!\n\nein Katze eine Katze — Katze is feminine\n\nAs a native speaker would say it:\nIch habe eine Katze.\n\nWie heißt sie?",
  );
  expect(answer?.entities?.map(({ type }) => type)).toEqual(["strikethrough", "underline", "blockquote", "italic"]);
  const drafts = telegram.calls.filter(({ method, payload }) => method.endsWith("Draft") && payload.chat_id === lena.user.id);
  expect(drafts.length).toBeGreaterThan(1);
  expect(JSON.stringify(drafts.map(({ payload }) => payload))).not.toMatch(/gestern|~~|\*\*|\[article/);
  await lena.say("Und dann?");
  expect(JSON.stringify(model.calls.at(-1)?.messages)).not.toContain("gestern");
});

test("at the end it is told what was practised, and it is written down with its mistakes, once", async () => {
  const lena = await aConversation();
  model.script([CORRECTED, "Aha.\n\nUnd wer noch?"]);
  await lena.say("Ich habe ein Katze.");
  await lena.say("Meine Schwester hat auch eine Katze.");
  await lena.tap("⏹ End conversation");
  expect(
    lena
      .screen()
      .map(({ text }) => text)
      .join(),
  ).toContain("One mistake corrected. You got 1 of 1 right yourself afterwards.");
  expect(await rows(lena, "mistakes")).toMatchObject([
    {
      type: "article",
      wrong: "ein Katze",
      right: "eine Katze",
      sentence: "Ich habe ein Katze.",
      level: "A2",
      is_mended: 1,
      card_wanted_at: null,
    },
  ]);
  expect(await rows(lena, "study_sessions")).toMatchObject([
    { mode: "conversation", level: "A2", minutes: 1, turns: 2, mended: 1, mistakes_by_type: '{"article":1}' },
  ]);
});

test("a conversation without a word leaves nothing behind, and /cancel writes down what there was", async () => {
  const lena = await aConversation();
  await lena.tap("⏹ End conversation");
  expect(await rows(lena, "study_sessions")).toEqual([]);
  await lena.tap("💬 Free conversation");
  await lena.say("Hallo!");
  await lena.say("/cancel");
  expect(await rows(lena, "study_sessions")).toMatchObject([{ turns: 1 }]);
});

test("a card is wanted at a press, which the button then says; pressed again and after the end it is still one card", async () => {
  const lena = await aConversation();
  model.script([CORRECTED]);
  await lena.say("Ich habe ein Katze.");
  const answer = lena.screen().at(-1)?.message_id;
  await lena.tap("📇 Make a card");
  expect(buttonsOf(lena.screen().find(({ message_id: id }) => id === answer))).toContain("✓ Kept for a card");
  const [wanted] = await rows(lena, "mistakes");
  expect(wanted).toMatchObject({ wrong: "ein Katze", card_wanted_at: expect.any(Number) });
  await lena.tap("⏹ End conversation");
  await telegram.tap(lena.user.id, "✓ Kept for a card", answer);
  await quiet(lena.user.id);
  expect(await rows(lena, "mistakes")).toEqual([wanted]);
});

test("a card of an earlier conversation is still made, of somebody else's mistake it is not", async () => {
  const [lena, max] = [await aConversation(), await aConversation()];
  model.script([CORRECTED]);
  await lena.say("Ich habe ein Katze.");
  const answer = lena.screen().at(-1);
  await lena.tap("⏹ End conversation");
  await lena.tap("💬 Free conversation");
  await telegram.tap(lena.user.id, "📇 Make a card", answer?.message_id);
  await quiet(lena.user.id);
  expect(await rows(lena, "mistakes")).toMatchObject([{ card_wanted_at: expect.any(Number) }]);
  const data = JSON.stringify(answer?.reply_markup).match(/tutor:card:\d+:0/)?.[0] ?? "";
  await telegram.forge(max.user.id, data, max.screen().at(-1)?.message_id);
  await quiet(max.user.id);
  expect(max.last()).toContain("out of date");
  expect(await rows(max, "mistakes")).toEqual([]);
});

test("what is left behind is written down after half an hour without a word, and the conversation goes on where it was", async () => {
  const lena = await aConversation();
  model.script([CORRECTED]);
  await lena.say("Ich habe ein Katze.");
  await pass(lena, 20);
  await lena.say("Sie ist alt.");
  await pass(lena, 12);
  expect(await rows(lena, "study_sessions")).toEqual([]);
  await pass(lena, 20);
  expect(await rows(lena, "study_sessions")).toMatchObject([{ turns: 2, minutes: 3 }]);
  await lena.say("Und grau.");
  expect(JSON.stringify(model.calls.at(-1)?.messages)).toContain("Ich habe ein Katze.");
  await lena.tap("⏹ End conversation");
  expect(await rows(lena, "study_sessions")).toMatchObject([{ turns: 2 }, { turns: 1 }]);
});

async function pass({ user }: Person, minutes: number): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
  await runDurableObjectAlarm(env.SESSIONS.getByName(`person:${user.id}`));
  await quiet(user.id);
}

test("while the database is away nothing is lost: it is written down later", async () => {
  const lena = await aConversation();
  await lena.say("Hallo!");
  const batch = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: away"));
  await lena.tap("⏹ End conversation");
  expect(lena.last()).toContain("Conversation ended");
  batch.mockRestore();
  expect(await rows(lena, "study_sessions")).toEqual([]);
  await pass(lena, 11);
  expect(await rows(lena, "study_sessions")).toMatchObject([{ turns: 1 }]);
});

/** The file that /mydata sends. */
async function dataOf(person: Person): Promise<Record<string, unknown>> {
  await person.say("/mydata");
  const file = telegram.file(person.screen().at(-1)?.document?.file_id ?? "");
  return new Response(file?.content ?? null).json();
}

test("what was practised, corrected, doubted and spent is in what somebody exports, and goes when they are forgotten", async () => {
  const lena = await aConversation();
  model.script([CORRECTED]);
  await lena.say("Ich habe ein Katze.");
  await lena.tap("🙋 I was right");
  await lena.tap("⏹ End conversation");
  await noteOutageOf(openDatabase(env.DB), lena.user.id, new Date());
  expect(await dataOf(lena)).toMatchObject({
    tutor: {
      conversation: { mode: "conversation" },
      mistakes: [{ wrong: "ein Katze", right: "eine Katze", sentence: "Ich habe ein Katze.", type: "article" }],
      disputes: [{ status: "pending" }],
      practice: [{ turns: 1, minutes: 1, mistakesByType: '{"article":1}' }],
      studyDays: [expect.anything()],
      modelUse: [{ calls: 1, spent: expect.any(Number) }],
      unserved: [{ startedAt: expect.any(String) }],
    },
    session: { account: { unsettled: [] } },
  });
  const tables = ["mistakes", "disputes", "study_sessions", "study_days", "outages"];
  const held = async () => (await Promise.all(tables.map((table) => rows(lena, table)))).map(({ length }) => length);
  expect(await held()).toEqual([1, 1, 1, 1, 1]);
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  expect(await held()).toEqual([0, 0, 0, 0, 0]);
});
