import { expect, test } from "vitest";
import { beNewLearner, breakSomething, keepScreenshots, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

/** What the simulated model finds a mistake in, and what it finds none in. */
const WRONG = "Gestern ich habe ins Kino gegangen.";
const RIGHT = "Gestern bin ich ins Kino gegangen.";

const LESSONS = [
  { mode: "Grammar", begin: "I am ready", word: "ready", task: "Ich gehe nach Hause" },
  { mode: "Reading", begin: "I am ready", word: "Bereit!", task: "Wann hat Paul frei?" },
  { mode: "Writing", begin: "Give me a task", word: "prompt", task: "Schreib einem Freund" },
  { mode: "Speaking", begin: "I am ready", word: "ready", task: "Erzähl eine halbe Minute" },
  { mode: "Vocabulary", begin: "Quiz me", word: "quiz", task: "Welches Wort fehlt?" },
] as const;

async function beginLesson(name: string, mode: string): Promise<Someone> {
  const person = await beNewLearner(await stage.openPage(), name);
  await person.register();
  await person.tap("Learn");
  await person.tap(mode);
  await person.reads("To begin, tap the button");
  return person;
}

test.for(LESSONS)("$mode by text: the button, the task, a mistake, a second try, another task, the end", async ({ mode, begin, task }) => {
  const lena = await beginLesson(`Text ${mode}`, mode);
  await keepScreenshots(lena.page, `lesson-${mode.toLowerCase()}-1-begin`);
  await lena.tap(begin);
  await lena.reads(task);
  await keepScreenshots(lena.page, `lesson-${mode.toLowerCase()}-2-task`);
  await lena.write(WRONG);
  const checked = await lena.reads("Noch nicht ganz");
  expect(await checked.locator("s").count()).toBeGreaterThan(0);
  expect(await checked.innerText()).toContain("As a native speaker would say it:");
  await keepScreenshots(lena.page, `lesson-${mode.toLowerCase()}-3-checked`);
  await lena.write(RIGHT);
  await lena.reads("✅");
  await lena.tap("Next one");
  await lena.messages.getByRole("button", { name: "Another one" }).last().waitFor();
  await lena.tap("End lesson");
  expect(await (await lena.reads("Lesson ended")).innerText()).toMatch(/mistakes? corrected/);
  await keepScreenshots(lena.page, `lesson-${mode.toLowerCase()}-4-end`);
});

test.for(LESSONS)("$mode by voice: “$word” begins, the answer is said, “stop” ends", async ({ mode, word, task }) => {
  const jonas = await beginLesson(`Voice ${mode}`, mode);
  await jonas.speak(word);
  await jonas.reads(task);
  await jonas.speak(RIGHT);
  await jonas.reads("✅");
  await jonas.speak("Stop.");
  await jonas.reads("Lesson ended");
  expect(await jonas.messages.getByText("🎙 You said:").count()).toBe(3);
});

test("Listening: the text is heard and not seen, answered by voice, and may then be read", async () => {
  const mira = await beginLesson("Listener", "Listening");
  await mira.tap("I am ready");
  const question = await mira.reads(/Gleis|mitbringen/);
  const spoken = mira.messages.getByRole("article", { name: /^Stoa/ }).filter({ has: mira.page.getByRole("button", { name: /^Play/ }) });
  await spoken.first().waitFor();
  expect(await mira.messages.getByText("Ich komme heute").count()).toBe(0);
  expect(await question.innerText()).not.toContain("What you heard");
  await keepScreenshots(mira.page, "lesson-listening-1-task");
  await mira.speak("Man soll Brot mitbringen.");
  expect(await (await mira.reads("✅")).innerText()).toContain("What you heard");
  await keepScreenshots(mira.page, "lesson-listening-2-read");
});

/** The label of how the simulated model does. */
async function letTheModelBe(person: Someone, how: string): Promise<void> {
  await breakSomething(person.page, (box) => box.getByRole("group", { name: "Model" }).getByLabel(how).check());
}

test("Free conversation: a correction becomes a card, is doubted, and what the model could not answer is asked again", async () => {
  const pavel = await beNewLearner(await stage.openPage(), "Pavel");
  await pavel.register();
  await pavel.tap("Learn");
  await pavel.tap("Free conversation");
  await pavel.write(WRONG);
  const answer = await pavel.reads("As a native speaker would say it:");
  expect(await answer.locator("s").count()).toBeGreaterThan(0);
  expect(await answer.locator("u, ins").count()).toBeGreaterThan(0);
  await pavel.tap("Make a card");
  await pavel.messages.getByRole("button", { name: "Kept for a card" }).first().waitFor();
  await pavel.tap("I was right");
  await pavel.reads("A teacher will look at it");
  await keepScreenshots(pavel.page, "conversation-1-doubted");
  await letTheModelBe(pavel, "dead");
  await pavel.speak("Ich höre gern Musik.");
  await pavel.reads("I could not listen to your recording right now");
  await letTheModelBe(pavel, "well");
  await keepScreenshots(pavel.page, "conversation-2-unheard");
  await pavel.tap("Try again");
  await pavel.reads("🎙 You said:");
  await pavel.reads("Ich habe keinen Fehler gefunden");
  await pavel.tap("End conversation");
  expect(await (await pavel.reads("Conversation ended")).innerText()).toMatch(/2 messages[^]*One mistake corrected/);
});

test("what the tutor knows is added, changed and deleted, a lesson is taken up again, and its transcript is a file", async () => {
  const nadia = await beginLesson("Nadia", "Reading");
  await nadia.tap("I am ready");
  await nadia.reads("Wann hat Paul frei?");
  await nadia.write("/cancel");
  await nadia.reads("Lesson ended");
  await nadia.tap("Transcript");
  await nadia.messages.getByText(/transcript-.*\.txt/).waitFor();
  await nadia.write("/learn");
  await nadia.tap("What I know about you");
  await nadia.tap("Tell me something");
  await nadia.write("I work in a bakery.");
  await nadia.reads("I work in a bakery.");
  await keepScreenshots(nadia.page, "lesson-facts");
  await nadia.tap("✏️ 1");
  await nadia.write("I run a bakery.");
  await nadia.reads("I run a bakery.");
  await nadia.tap("🗑 1");
  await nadia.reads("Nothing yet");
  await nadia.tap("Back");
  await nadia.tap("Go on: 📖 Reading");
  expect(await (await nadia.reads("This is where we were")).innerText()).toContain("Wann hat Paul frei?");
  await nadia.write(RIGHT);
  await nadia.reads("✅");
});
