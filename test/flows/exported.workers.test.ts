import { makeVoiceNote } from "#fakes/voice-note.ts";
import { env } from "cloudflare:workers";
import worker from "#src/index.ts";
import { afterEach, expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aStranger, quiet, type Person } from "#support/person.ts";

afterEach(() => vi.useRealTimers());

/** Moves the clock of everything and lets cron run then. */
async function later(milliseconds: number): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
  for (const cron of ["* * * * *"]) await worker.scheduled({ cron }, env);
}

async function speak(person: Person, fileId: string, text: string): Promise<void> {
  telegram.addFile({ fileId, path: `voice/${fileId}.oga`, body: makeVoiceNote(text), contentType: "audio/ogg" });
  await person.post({ voice: { file_id: fileId, file_unique_id: fileId, duration: 4, mime_type: "audio/ogg" } });
}

test("lena's conversation goes as it went in the simulator", async () => {
  const lena = aStranger({ first_name: "Lena", language_code: "en" });
  await lena.say("/start");
  expect(lena.last()).toContain("Which language should the buttons and messages be in?");
  await lena.tap("English");
  expect(lena.last()).toContain("How well do you know the language you are learning?");
  await lena.tap("A2");
  expect(lena.last()).toContain("In which language should I explain mistakes?");
  await lena.tap("English");
  expect(lena.last()).toContain("All set! 🎉");
  // Left out, for a test has no words for it: lena sent document.
  await lena.post({
    sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 1, height: 1, is_animated: false, is_video: false },
  });
  await later(90_000);
  await quiet(lena.user.id);
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  model.heal();
  model.fail({ kind: "dead", times: Infinity });
  await lena.say("Gestern ich habe ins Kino gegangen.");
  expect(lena.last()).toContain("The tutor cannot be reached right now.");
  model.heal();
  await lena.say("Gestern ich habe ins Kino gegangen.");
  expect(lena.last()).toContain("Kino ist ein gutes Thema.");
  await speak(lena, "voice-13", "Guten Morgen!");
  expect(lena.last()).toContain("Hallo und willkommen!");
  await lena.say("/ping");
  expect(lena.last()).toContain("pong");
});
