import { makeVoiceNote } from "#fakes/voice-note.ts";
import { expect, test } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, type Person } from "#support/person.ts";

async function aConversation(): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap("💬 Free conversation");
  model.heal();
  return person;
}

let files = 0;

/** Puts a recording into Telegram that says this, or nothing. */
function aFile(text: string | undefined, how?: { isUnclear: boolean }): { file_id: string; file_unique_id: string } {
  const name = `recording-${++files}`;
  telegram.addFile({ fileId: name, path: `voice/${name}.oga`, body: makeVoiceNote(text, how), contentType: "audio/ogg" });
  return { file_id: name, file_unique_id: name };
}

const voiceNote = (text: string | undefined, changes: { duration?: number; file_size?: number } = {}) => ({
  voice: { ...aFile(text), duration: 4, mime_type: "audio/ogg", ...changes },
});
const newest = (person: Person, count: number) =>
  person
    .screen()
    .slice(-count)
    .map((message) => message.text);
const asked = (endpoint: string, since: number) => model.calls.slice(since).filter((call) => call.endpoint === endpoint);

test("the conversation says that it can be spoken to, and for how long, before anybody records", async () => {
  expect((await aConversation()).last()).toContain("You can also send me voice messages, up to 5 minutes each.");
});

test("a voice note is echoed as it was understood and then answered like a text", async () => {
  const lena = await aConversation();
  model.script(["Schön, und was gefällt dir daran?"]);
  await lena.post(voiceNote("Ich lerne gern Deutsch."));
  expect(newest(lena, 2)).toEqual(["🎙 You said:\n\nIch lerne gern Deutsch.", "Schön, und was gefällt dir daran?"]);
  expect(
    lena
      .screen()
      .at(-2)
      ?.entities?.map((entity) => entity.type),
  ).toContain("blockquote");
  expect(model.calls.at(-1)?.messages.at(-1)).toEqual({ role: "user", content: "Ich lerne gern Deutsch." });

  model.script(["Aha!"]);
  await lena.say("Die Wörter.");
  const turns = model.calls.at(-1)?.messages.slice(1);
  expect(turns?.map((turn) => turn.content)).toEqual(["Ich lerne gern Deutsch.", "Schön, und was gefällt dir daran?", "Die Wörter."]);
});

test.for([
  ["a sound file", () => ({ audio: { ...aFile("Guten Abend zusammen!"), duration: 4, mime_type: "audio/mpeg" } })],
  ["a round video", () => ({ video_note: { ...aFile("Guten Abend zusammen!"), duration: 4, length: 240 } })],
] as const)("%s is heard as well", async ([, content]) => {
  const lena = await aConversation();
  await lena.post(content());
  expect(lena.screen().at(-2)?.text).toContain("Guten Abend zusammen!");
});

test("pain 10: silence is asked for again, and never answered as if somebody had spoken", async () => {
  const lena = await aConversation();
  const before = model.calls.length;
  await lena.post(voiceNote(undefined));
  expect(lena.last()).toContain("Please record it again");
  expect(asked("chat/completions", before)).toEqual([]);
  expect(JSON.stringify(lena.screen())).not.toContain("Amara");
});

test("what the model could only guess at is asked for again, neither shown nor answered", async () => {
  const lena = await aConversation();
  const before = model.calls.length;
  await lena.post({ voice: { ...aFile("Ich wohne im Schrank.", { isUnclear: true }), duration: 4, mime_type: "audio/ogg" } });
  expect(lena.last()).toContain("Please record it again");
  expect(asked("audio/transcriptions", before)).toHaveLength(1);
  expect(asked("chat/completions", before)).toEqual([]);
  expect(JSON.stringify(lena.screen())).not.toContain("Schrank");
});

test.for([
  [{ duration: 301 }, "under 5 minutes"],
  [{ file_size: 21 * 1024 * 1024 }, "under 20 MB"],
] as const)("a recording of %o is refused with the limit before it is downloaded", async ([changes, words]) => {
  const lena = await aConversation();
  const before = telegram.calls.length;
  await lena.post(voiceNote("Zu viel.", changes));
  expect(lena.last()).toContain(words);
  expect(telegram.calls.slice(before).map((call) => call.method)).not.toContain("getFile");
});

test("a file that turns out too large for Telegram is refused with the same words", async () => {
  const lena = await aConversation();
  telegram.fail({ kind: "refusal", method: "getFile", description: "Bad Request: file is too big", times: 1 });
  await lena.post(voiceNote("Zu viel."));
  expect(lena.last()).toContain("under 20 MB");
});

test("a recording that could not be listened to is kept, and heard when tried again", async () => {
  const lena = await aConversation();
  model.fail({ kind: "server-error", times: 1 });
  await lena.post(voiceNote("Kannst du mich hören?"));
  expect(lena.last()).toContain("could not listen to your recording right now");
  expect(lena.buttons()).toEqual(["🔁 Try again", "⏹ End conversation"]);
  model.script(["Ja, sehr gut."]);
  await lena.tap("🔁 Try again");
  expect(newest(lena, 2)).toEqual(["🎙 You said:\n\nKannst du mich hören?", "Ja, sehr gut."]);
});

test("what was said and could not be answered is still a transcript when it is tried again: its capitals are nobody's mistake", async () => {
  const lena = await aConversation();
  model.fail({ kind: "slow", ms: 1, times: 1 });
  model.fail({ kind: "server-error", times: 1 });
  await lena.post(voiceNote("ja ich habe ein hund zu hause"));
  expect(lena.last()).toBe("The tutor cannot be reached right now. What you wrote is not lost.");
  model.script(["Aha.\n\n~~ich~~ **Ich** [spelling] — a capital\n~~ein hund~~ **einen Hund** [case] — accusative\n\nWie heißt er?"]);
  await lena.tap("🔁 Try again");
  expect(lena.last()).toBe("Aha.\n\nein hund einen Hund — accusative\n\nWie heißt er?");
});

test.for(["getFile", "download"] as const)("a %s that fails is told, and tried again", async (what) => {
  const lena = await aConversation();
  const note = voiceNote("Hallo zusammen!");
  if (what === "getFile") telegram.fail({ kind: "server-error", method: "getFile", status: 502, times: 1 });
  else telegram.addFile({ fileId: note.voice.file_id, path: "", body: new Uint8Array(), contentType: "audio/ogg" });
  await lena.post(note);
  expect(lena.last()).toContain("could not listen");
  telegram.addFile({
    fileId: note.voice.file_id,
    path: "voice/again.oga",
    body: makeVoiceNote("Hallo zusammen!"),
    contentType: "audio/ogg",
  });
  await lena.tap("🔁 Try again");
  expect(lena.screen().at(-2)?.text).toContain("Hallo zusammen!");
});

test("a voice note whose conversation has ended meanwhile is not answered", async () => {
  const lena = await aConversation();
  model.fail({ kind: "slow", ms: 300, times: 1 });
  await telegram.post(lena.user.id, voiceNote("Noch etwas!"));
  await lena.tap("⏹ End conversation");
  expect(lena.last()).toContain("Conversation ended");
  expect(JSON.stringify(lena.screen())).not.toContain("You said");
});

test("what a recording says is shown as it is and taken for words, never for markup or orders to us", async () => {
  const lena = await aConversation();
  model.script(["Gut."]);
  await lena.post(voiceNote("/cancel [Klick](https://evil.test) <b>fett</b>"));
  expect(lena.screen().at(-2)?.text).toContain("/cancel [Klick](https://evil.test) <b>fett</b>");
  expect(lena.last()).toBe("Gut.");
});
