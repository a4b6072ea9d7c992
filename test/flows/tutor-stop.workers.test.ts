import { afterEach, expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

afterEach(() => model.heal());

const ANSWER = [
  "Das klingt nach einem schönen Tag mit viel Sonne und guten Freunden.",
  "~~ein Katze~~ **eine Katze** [article] — feminine",
  "~~nie geschrieben~~ **erfunden** [other] — made up",
  "Wie war das Wetter an diesem Tag am Meer?",
].join("\n\n");

async function begin(menu: string): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap(menu);
  return person;
}

/** Presses Telegram's Stop once the first words are there. */
async function stopAtFirstWords({ user }: Person): Promise<void> {
  await vi.waitFor(() => expect(telegram.drafts(user.id)[0]?.text).toContain("Das klingt"), { timeout: 5_000 });
  await telegram.stop(user.id);
  await quiet(user.id);
}

test("Stop ends the answer at once: what was there stays, without halves of corrections, and the next message is answered", async () => {
  const lena = await begin("💬 Free conversation");
  model.fail({ kind: "stalled", ms: 5_000, times: 1 });
  model.script([ANSWER]);
  await telegram.say(lena.user.id, "Ich habe ein Katze.");
  await stopAtFirstWords(lena);
  expect(lena.last()).toContain("Das klingt nach einem");
  expect(lena.last()).toContain("(Stopped.");
  expect(lena.last()).not.toMatch(/~|erfunden|nie geschrieben/);
  model.script(["Weiter!"]);
  await lena.say("Und jetzt?");
  expect(lena.last()).toBe("Weiter!");
});

test("Stop while a task is posed leaves the lesson where it was: it can be asked for again", async () => {
  const lena = await begin("📐 Grammar");
  model.fail({ kind: "stalled", ms: 5_000, times: 1 });
  model.script([ANSWER]);
  await telegram.tap(lena.user.id, "▶️ I am ready");
  await stopAtFirstWords(lena);
  expect(lena.buttons()).toEqual(["▶️ I am ready", "⏹ End lesson"]);
  await lena.tap("▶️ I am ready");
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);
});

test("/cancel in the middle of an answer ends both: the lesson is told to be over, and nothing more is said", async () => {
  const lena = await begin("📖 Reading");
  model.fail({ kind: "stalled", ms: 2_000, times: 1 });
  model.script([ANSWER]);
  await telegram.tap(lena.user.id, "▶️ I am ready");
  await vi.waitFor(() => expect(telegram.drafts(lena.user.id)[0]?.text).toContain("Das klingt"), { timeout: 5_000 });
  await lena.say("/cancel");
  expect(lena.last()).toContain("Lesson ended.");
  // The rest of the answer would be there now.
  await scheduler.wait(2_100);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Lesson ended.");
  expect(telegram.drafts(lena.user.id)).toEqual([]);
});
