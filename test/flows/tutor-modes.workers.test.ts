import { env } from "cloudflare:workers";
import { makeVoiceNote } from "#fakes/voice-note.ts";
import { expect, test } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const LESSONS = [
  { mode: "grammar", menu: "📐 Grammar", begin: "▶️ I am ready", word: "ready" },
  { mode: "reading", menu: "📖 Reading", begin: "▶️ I am ready", word: "Bereit!" },
  { mode: "writing", menu: "✍️ Writing", begin: "✍️ Give me a task", word: "prompt" },
  { mode: "speaking", menu: "🗣 Speaking", begin: "▶️ I am ready", word: "готова" },
  { mode: "vocabulary", menu: "🧩 Vocabulary", begin: "🎯 Quiz me", word: "quiz" },
] as const;

async function begin(menu: string): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap(menu);
  return person;
}

function asked(): { mode: string | undefined; duty: string | undefined; system: string } {
  const system = model.calls.at(-1)?.messages[0]?.content ?? "";
  return { mode: /^Mode: (\w+)$/m.exec(system)?.[1], duty: /^Duty: (\w+)$/m.exec(system)?.[1], system };
}

test("the menu offers everything that can be practised", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  expect(lena.buttons()).toEqual([
    "💬 Free conversation",
    "📐 Grammar",
    "📖 Reading",
    "🎧 Listening",
    "✍️ Writing",
    "🗣 Speaking",
    "🧩 Vocabulary",
    "🧠 What I know about you",
    "‹ Main menu",
  ]);
});

test.for(LESSONS)("$mode: button, task, wrong answer, one retry, next task, end", async ({ mode, menu, begin: label }) => {
  const lena = await begin(menu);
  expect(lena.last()).toContain("A2");
  expect(lena.buttons()).toEqual([label, "⏹ End lesson"]);

  model.script(["Die Aufgabe.\n\nWie heißt es?"]);
  await lena.tap(label);
  expect(asked()).toMatchObject({ mode, duty: "pose" });
  expect(lena.last()).toBe("Die Aufgabe.\n\nWie heißt es?");
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);

  model.script(["❌ Fast.\n\n~~ein Antwort~~ **eine Antwort** [article] — feminine\n\nNoch einmal?"]);
  await lena.say("Das ist ein Antwort.");
  expect(asked().duty).toBe("check");
  expect(lena.last()).toContain("ein Antwort eine Antwort — feminine");
  expect(lena.buttons()).toEqual(["📇 Make a card", "🙋 I was right", "🔀 Another one", "⏹ End lesson"]);

  model.script(["✅ Jetzt stimmt es."]);
  await lena.say("Das ist eine Antwort.");
  expect(asked().duty).toBe("recheck");
  expect(lena.buttons()).toEqual(["⏭ Next one", "⏹ End lesson"]);

  await lena.tap("⏭ Next one");
  expect(asked().duty).toBe("pose");
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);
  await lena.tap("⏹ End lesson");
  expect(lena.last()).toContain("a few minutes a day");
  const row = await env.DB.prepare("select mode, turns, mended, mistakes_by_type from study_sessions where person_id = ?")
    .bind(lena.user.id)
    .first();
  expect(row).toEqual({ mode, turns: 2, mended: 1, mistakes_by_type: '{"article":1}' });
});

test.for(LESSONS)("$mode: the word “$word” asks for the task, and /cancel ends it", async ({ menu, word }) => {
  const lena = await begin(menu);
  await lena.say("Was ist das hier?");
  expect(asked().duty).toBe("talk");
  await lena.say(word);
  expect(asked().duty).toBe("pose");
  await lena.say("Eine Antwort ohne Fehler.");
  expect(asked().duty).toBe("check");
  await lena.say("weiter");
  expect(asked().duty).toBe("pose");
  await lena.say("/cancel");
  await lena.say("Noch da?");
  expect(lena.last()).toContain("not sure");
});

let recordings = 0;
async function speak(person: Person, text: string): Promise<void> {
  const name = `lesson-${++recordings}`;
  telegram.addFile({ fileId: name, path: `voice/${name}.oga`, body: makeVoiceNote(text), contentType: "audio/ogg" });
  await person.post({ voice: { file_id: name, file_unique_id: name, duration: 4, mime_type: "audio/ogg" } });
}

test.for(LESSONS)(
  "$mode: “$word” said aloud asks for the task, the answer is said, and “Stopp” said aloud ends it",
  async ({ menu, word }) => {
    const lena = await begin(menu);
    await speak(lena, word);
    expect(asked().duty).toBe("pose");
    await speak(lena, "Ich stehe früh auf.");
    expect(asked().duty).toBe("check");
    await speak(lena, "Stopp.");
    expect(lena.last()).toContain("Lesson ended.");
    expect(lena.screen().at(-2)?.text).toContain("You said");
  },
);

test.for([
  { language: "English", explanations: "English", learn: "🎓 Learn", menus: ["📐 Grammar", "✍️ Writing", "🧩 Vocabulary"] },
  { language: "Deutsch", explanations: "Deutsch", learn: "🎓 Lernen", menus: ["📐 Grammatik", "✍️ Schreiben", "🧩 Wortschatz"] },
  { language: "Русский", explanations: "Русский", learn: "🎓 Учиться", menus: ["📐 Грамматика", "✍️ Письмо", "🧩 Слова"] },
])("in $language the word that a mode names to begin with begins it", async ({ learn, menus, ...choices }) => {
  const lena = await aLearner(choices);
  for (const menu of menus) {
    await lena.say("/learn");
    await lena.tap(menu);
    const word = /[“„«](\p{L}+)[”“»]/u.exec(lena.last())?.[1] ?? "";
    await lena.say(word);
    expect(asked().duty, word).toBe("pose");
  }
  expect(lena.buttons().length, learn).toBeGreaterThan(1);
});

test("where nobody answers in one word, a word of command is one also while a task waits", async () => {
  const lena = await begin("✍️ Writing");
  await lena.say("prompt");
  await lena.say("prompt");
  expect(asked().duty).toBe("pose");
  await lena.say("That's all!");
  expect(lena.last()).toContain("Lesson ended.");
});

test("a word of command that no model has followed is given again, and not kept as if it were an answer", async () => {
  const lena = await begin("📐 Grammar");
  model.fail({ kind: "server-error", times: 1 });
  await lena.say("ready");
  expect(lena.last()).toBe("The tutor cannot be reached right now.");
  expect(lena.buttons()).toEqual(["▶️ I am ready", "⏹ End lesson"]);
  await lena.say("ready");
  expect(asked().duty).toBe("pose");
});

test.for(LESSONS)("$mode: a voice message is heard, and answered where the lesson stands", async ({ menu, begin: label }) => {
  const lena = await begin(menu);
  await lena.tap(label);
  await speak(lena, "Ich stehe früh auf.");
  expect(asked().duty).toBe("check");
  expect(lena.screen().at(-2)?.text).toContain("Ich stehe früh auf.");
  expect(lena.last()).toContain("✅");
});

test("while an answer is awaited, a word of command is the answer; afterwards it is the sign again", async () => {
  const lena = await begin("🧩 Vocabulary");
  await lena.tap("🎯 Quiz me");
  model.script(["✅ Ja, „Ende“ passt."]);
  await lena.say("Ende");
  expect(asked().duty).toBe("check");
  await lena.say("Ende");
  expect(lena.last()).toContain("a few minutes a day");
});

test("another task can be wanted instead of an answer", async () => {
  const lena = await begin("📐 Grammar");
  await lena.tap("▶️ I am ready");
  await lena.tap("🔀 Another one");
  expect(asked().duty).toBe("pose");
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);
});

test("a model that is away leaves the lesson where it is: the task is asked for again, the answer is kept", async () => {
  const lena = await begin("📖 Reading");
  model.fail({ kind: "server-error", times: 1 });
  await lena.tap("▶️ I am ready");
  expect(lena.last()).toContain("cannot be reached");
  expect(lena.buttons()).toEqual(["▶️ I am ready", "⏹ End lesson"]);
  await lena.tap("▶️ I am ready");
  model.fail({ kind: "server-error", times: 1 });
  await lena.say("Sie geht in den Park.");
  expect(lena.buttons()).toEqual(["🔁 Try again", "⏹ End lesson"]);
  await lena.tap("🔁 Try again");
  expect(asked().duty).toBe("check");
  expect(model.calls.at(-1)?.messages.at(-1)?.content).toBe("Sie geht in den Park.");
});

test("two parts of an answer sent at once are taken one after the other, and never twice", async () => {
  const lena = await begin("📖 Reading");
  await lena.tap("▶️ I am ready");
  model.script(["❌ Nicht ganz.\n\nNoch einmal?", "✅ Ja."]);
  const before = model.calls.length;
  await Promise.all([telegram.say(lena.user.id, "Sie geht"), telegram.say(lena.user.id, "in den Park.")]);
  await quiet(lena.user.id);
  const duties = model.calls.slice(before).map(({ messages }) => /^Duty: (\w+)$/m.exec(messages[0]?.content ?? "")?.[1]);
  expect(duties).toEqual(["check", "recheck"]);
});

test("the button of a lesson that is over asks for nothing", async () => {
  const lena = await begin("📐 Grammar");
  const old = lena.screen().at(-1)?.message_id;
  await lena.say("/learn");
  await lena.tap("📖 Reading");
  const before = model.calls.length;
  await telegram.tap(lena.user.id, "▶️ I am ready", old);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("out of date");
  expect(model.calls).toHaveLength(before);
});
