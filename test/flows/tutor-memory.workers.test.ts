import { env } from "cloudflare:workers";
import { abortAllDurableObjects } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

afterEach(() => {
  model.heal();
  vi.useRealTimers();
});

async function aConversation(): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap("💬 Free conversation");
  return person;
}

async function talk(person: Person, exchanges: number): Promise<void> {
  for (let n = 1; n <= exchanges; n++) {
    model.script([`Antwort ${n}`]);
    await telegram.say(person.user.id, `Nachricht ${n}`);
    await quiet(person.user.id);
  }
}

const given = () => model.calls.at(-1)?.messages.slice(1) ?? [];

test("what the model is not given any more it is told in notes, taken after the answer, and facts of it outlive the conversation", async () => {
  const lena = await aConversation();
  await talk(lena, 7);
  model.script(["Antwort 8", "They talked about Bello.\n- Has a dog called Bello."]);
  await lena.say("Nachricht 8");
  expect(lena.last()).toBe("Antwort 8");
  const [notes] = given();
  expect(JSON.parse(notes?.content ?? "")).toMatchObject({
    notes: "",
    turns: [{ text: "Nachricht 1" }, {}, {}, {}, {}, { text: "Antwort 3" }],
  });
  await lena.say("Nachricht 9");
  expect(given()[0]?.content).toContain("They talked about Bello.");
  expect(given()[0]?.content).toContain("- Has a dog called Bello.");
  expect(given().map(({ content }) => content)).not.toContain("Nachricht 3");

  await lena.tap("⏹ End conversation");
  await lena.tap("💬 Free conversation");
  await lena.say("Hallo!");
  expect(given()[0]?.content).toContain("Has a dog called Bello.");
  expect(JSON.stringify(given())).not.toContain("They talked about");
  expect(JSON.stringify(given())).not.toContain("Nachricht");
});

test("a short conversation leaves facts as well, in the learner's own language; one of two messages is not worth the notes", async () => {
  const lena = await aLearner({ language: "Русский", explanations: "Русский" });
  await lena.say("/learn");
  await lena.tap("💬 Свободный разговор");
  await talk(lena, 2);
  const before = model.calls.length;
  await lena.tap("⏹ Закончить разговор");
  expect(model.calls).toHaveLength(before);
  await lena.tap("💬 Свободный разговор");
  await talk(lena, 3);
  model.script(["They talked about Bello.\n- Есть собака, Белло."]);
  await lena.tap("⏹ Закончить разговор");
  expect(model.calls.at(-1)?.messages[0]?.content).toContain("write them in Russian");
  expect(JSON.parse(given()[0]?.content ?? "")).toMatchObject({ turns: [{ text: "Nachricht 1" }, {}, {}, {}, {}, { text: "Antwort 3" }] });
  await lena.say("/learn");
  await lena.tap("🧠 Что я о вас знаю");
  expect(lena.last()).toContain("Есть собака, Белло.");
});

test("whoever goes on at once is not held up by the notes of what is over, and they are taken after the answer", async () => {
  const lena = await aConversation();
  await talk(lena, 3);
  const asked = model.arrived();
  model.fail({ kind: "slow", ms: 3_000, times: 2 });
  await telegram.tap(lena.user.id, "⏹ End conversation");
  await vi.waitFor(() => expect(model.arrived()).toBe(asked + 1));
  await telegram.tap(lena.user.id, "💬 Free conversation");
  // Stopped by that, the notes are begun anew, and stopped again by the message.
  await vi.waitFor(() => expect(model.arrived()).toBe(asked + 2));
  model.script(["Hallo, Lena!", "They greeted.\n- Has a dog."]);
  await lena.say("Hallo!");
  expect(lena.last()).toBe("Hallo, Lena!");
  await lena.say("Und?");
  expect(given()[0]?.content).toContain("- Has a dog.");
  // The fake notes a call when it answers it, and the next test counts them.
  await vi.waitFor(() => expect(model.calls).toHaveLength(model.arrived()), { timeout: 30_000 });
});

test("what was got wrong before is known in the next lesson, until it is got right or doubted", async () => {
  const lena = await aConversation();
  model.script(["Gut!\n\n~~ein Katze~~ **eine Katze** [article] — feminine\n~~ein Hund~~ **einen Hund** [case] — accusative"]);
  await lena.say("Ich habe ein Katze und ein Hund.");
  await lena.tap("⏹ End conversation");
  await lena.say("/learn");
  await lena.tap("📐 Grammar");
  await lena.tap("▶️ I am ready");
  expect(given()[0]).toEqual({
    role: "user",
    content: expect.stringContaining(
      '- I got wrong: "ein Hund" for "einen Hund" [case]\n- I got wrong: "ein Katze" for "eine Katze" [article]',
    ),
  });
  await telegram.tap(lena.user.id, "🙋 I was right 2", lena.screen().find(({ text }) => text?.startsWith("Gut!"))?.message_id);
  await quiet(lena.user.id);
  model.script(["❌ Fast.\n\n~~ein Katze~~ **eine Katze** [article] — feminine", "✅ Ja."]);
  await lena.say("Das ist ein Katze.");
  await lena.say("Das ist eine Katze.");
  await lena.tap("⏹ End lesson");
  await lena.say("/learn");
  await lena.tap("📐 Grammar");
  await lena.tap("▶️ I am ready");
  expect(JSON.stringify(given())).not.toContain("I got wrong");
});

test("notes that could not be taken are taken after a later answer", async () => {
  const lena = await aConversation();
  await talk(lena, 7);
  const before = model.calls.length;
  model.script(["Antwort 8", ""]);
  await lena.say("Nachricht 8");
  expect(lena.last()).toBe("Antwort 8");
  model.script(["Antwort 9", "They counted to nine."]);
  await lena.say("Nachricht 9");
  expect(lena.last()).toBe("Antwort 9");
  expect(model.calls.length).toBe(before + 4);
  await lena.say("Nachricht 10");
  expect(given()[0]?.content).toContain("They counted to nine.");
});

test("taking notes holds up no answer: whoever writes meanwhile is answered, and the notes are taken later", async () => {
  const lena = await aConversation();
  await talk(lena, 7);
  model.fail({ kind: "slow", ms: 1, times: 1 });
  // The call after the answer's is the one that takes notes.
  model.fail({ kind: "slow", ms: 30_000, times: 1 });
  model.script(["Antwort 8"]);
  await telegram.say(lena.user.id, "Nachricht 8");
  await vi.waitFor(() => expect(lena.last()).toBe("Antwort 8"));
  await scheduler.wait(500);
  model.script(["Antwort 9"]);
  await telegram.say(lena.user.id, "Nachricht 9");
  // Long before the notes could be there.
  await vi.waitFor(() => expect(lena.last()).toBe("Antwort 9"), { timeout: 20_000 });
});

test("the learner sees, adds, changes and deletes what the tutor knows of them", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  await lena.tap("🧠 What I know about you");
  expect(lena.last()).toContain("Nothing yet");
  await lena.tap("➕ Tell me something");
  await lena.say("x".repeat(201));
  expect(
    lena
      .screen()
      .map(({ text }) => text)
      .join(),
  ).toContain("empty or too long");
  await lena.say("I work in a bakery.");
  expect(lena.last()).toContain("I work in a bakery.");
  await lena.tap("✏️ 1");
  expect(lena.last()).toContain("I work in a bakery.");
  await lena.say("I work in a school.");
  await lena.tap("‹ Back");
  await lena.tap("💬 Free conversation");
  await lena.say("Hallo!");
  expect(given()[0]?.content).toContain("- I work in a school.");
  expect(JSON.stringify(given())).not.toContain("bakery");
  await lena.say("/learn");
  await lena.tap("🧠 What I know about you");
  await lena.tap("🗑 1");
  expect(lena.last()).toContain("Nothing yet");
  await lena.say("Wie geht es dir?");
  expect(JSON.stringify(given())).not.toContain("school");
});

test("pain 4: days and a restart later the last conversation is taken up where it was, and a new one knows nothing of it", async () => {
  const lena = await aConversation();
  model.script(["Schöner Hund!\n\nWie heißt er?"]);
  await lena.say("Ich habe einen Hund.");
  await lena.tap("⏹ End conversation");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 24 * 3_600_000 });
  await abortAllDurableObjects();
  await lena.say("/learn");
  await lena.tap("↩️ Go on: 💬 Free conversation");
  expect(lena.last()).toContain("Wie heißt er?");
  await lena.say("Bello.");
  expect(given().map(({ content }) => content)).toEqual(["Ich habe einen Hund.", "Schöner Hund!\n\nWie heißt er?", "Bello."]);
  await lena.tap("⏹ End conversation");
  const rows = await env.DB.prepare("select turns from study_sessions where person_id = ?").bind(lena.user.id).all();
  expect(rows.results).toEqual([{ turns: 1 }, { turns: 1 }]);
  await lena.tap("💬 Free conversation");
  await lena.say("Hallo!");
  expect(given().map(({ content }) => content)).toEqual(["Hallo!"]);
});

test("a lesson is taken up at its task", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  await lena.tap("📖 Reading");
  await lena.tap("▶️ I am ready");
  await lena.say("/cancel");
  await lena.say("/learn");
  await lena.tap("↩️ Go on: 📖 Reading");
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);
  await lena.say("Sie geht in den Park.");
  expect(model.calls.at(-1)?.messages[0]?.content).toContain("Duty: check");
});

test("a conversation is handed over as a file, corrections and all, without the marks they are written with", async () => {
  const lena = await aConversation();
  model.script(["Gut!\n\n~~ein Katze~~ **eine Katze** [article] — feminine\n\nWie heißt sie?"]);
  await lena.say("Ich habe ein Katze.");
  await lena.tap("⏹ End conversation");
  await lena.tap("📄 Transcript");
  const sent = telegram.calls.findLast(({ method, payload }) => method === "sendDocument" && payload.chat_id === lena.user.id);
  const file: unknown = sent?.payload.document;
  const text = file instanceof Blob ? await file.text() : "";
  expect(text).toContain("You:\nIch habe ein Katze.\n\nTutor:\nGut!\n\nein Katze eine Katze — feminine\n\nWie heißt sie?");
  expect(text).not.toMatch(/~~|\*\*/);
});

test("what the tutor knows goes with whoever is forgotten, and is in what they export", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  await lena.tap("🧠 What I know about you");
  await lena.tap("➕ Tell me something");
  await lena.say("I like chess.");
  await lena.say("/mydata");
  const sent = telegram.calls.findLast(({ method, payload }) => method === "sendDocument" && payload.chat_id === lena.user.id);
  const file: unknown = sent?.payload.document;
  expect(file instanceof Blob ? await file.text() : "").toContain("I like chess.");
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  await lena.say("/start");
  await lena.tap("English");
  await lena.tap("A2");
  await lena.tap("English");
  await lena.tap("🎓 Learn");
  await lena.tap("🧠 What I know about you");
  expect(lena.last()).toContain("Nothing yet");
});
