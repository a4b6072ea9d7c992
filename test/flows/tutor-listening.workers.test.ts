import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { readVoiceNote } from "#fakes/voice-note.ts";
import { afterEach, expect, test, vi } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { createBot } from "#src/bot.ts";
import worker from "#src/index.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

afterEach(() => model.heal());

let number = 0;
/** A task that no other test has: recordings are shared. */
function aTask() {
  const passage = `Der Zug Nummer ${++number} fährt von Gleis drei.`;
  return { passage, answer: `> ${passage}\n\nVon welchem Gleis fährt der Zug?` };
}

async function begin(): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap("🎧 Listening");
  return person;
}

/** What comes through the queue takes its time. */
async function hear(person: Person, begins = "▶️ I am ready"): Promise<void> {
  const before = voicesOf(person).length;
  await person.tap(begins);
  await vi.waitFor(() => expect(voicesOf(person).length).toBeGreaterThan(before), { timeout: 20_000, interval: 50 });
  await vi.waitFor(() => expect(person.last()).toContain("?"), { timeout: 5_000 });
  await quiet(person.user.id);
}

const voicesOf = ({ screen }: Person) => screen().filter(({ voice }) => voice !== undefined);
const sentVoices = ({ user }: Person) =>
  telegram.calls.filter(({ method, payload }) => method === "sendVoice" && payload.chat_id === user.id);
const spokenSince = (calls: number) => model.calls.slice(calls).filter(({ endpoint }) => endpoint === "audio/speech").length;
const isUpload = (voice: unknown): voice is Blob => voice instanceof Blob;

test("a text is really read aloud, never shown, asked about, and the answer is checked against it", async () => {
  const lena = await begin();
  const { passage, answer } = aTask();
  model.script([answer]);
  await hear(lena);
  const [sent] = sentVoices(lena);
  const voice: unknown = sent?.payload.voice;
  expect(isUpload(voice) && readVoiceNote(new Uint8Array(await voice.arrayBuffer()))?.text).toBe(passage);
  expect(lena.last()).toBe("Von welchem Gleis fährt der Zug?");
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);
  const seen = telegram.calls.filter(({ payload }) => payload.chat_id === lena.user.id && payload.voice === undefined);
  expect(JSON.stringify(seen.map(({ payload }) => payload))).not.toContain(passage);

  model.script(["✅ Genau."]);
  await lena.say("Von Gleis drei.");
  expect(JSON.stringify(model.calls.at(-1)?.messages)).toContain(passage);
  expect(lena.buttons()).toEqual(["⏭ Next one", "⏹ End lesson"]);
  // Now it may be read, folded away.
  expect(lena.last()).toBe(`✅ Genau.\n\nWhat you heard\n${passage}`);
  expect(
    lena
      .screen()
      .at(-1)
      ?.entities?.map(({ type }) => type),
  ).toEqual(["expandable_blockquote", "bold"]);
});

test("a text that was not understood at once is to be listened to again, and only then read", async () => {
  const lena = await begin();
  const { passage, answer } = aTask();
  model.script([answer]);
  await hear(lena);
  model.script(["❌ Noch nicht. Hör noch einmal auf die Zahl.", "❌ Es war Gleis drei."]);
  await lena.say("Von Gleis zwei.");
  expect(lena.last()).not.toContain(passage);
  await lena.say("Von Gleis vier.");
  expect(lena.last()).toContain(passage);
});

test("a recording that nobody has heard for a month is deleted, one that somebody has is not", async () => {
  const [old, used] = [aTask(), aTask()];
  const lena = await begin();
  for (const { answer } of [old, used]) {
    model.script([answer]);
    await hear(lena, lena.buttons()[0]);
  }
  const keys = await env.DB.prepare("select speech_key from speeches order by used_at desc limit 2").all<{ speech_key: string }>();
  const [usedKey = "", oldKey = ""] = keys.results.map(({ speech_key: key }) => key);
  const daysAgo = (days: number) => Date.now() - days * 24 * 3_600_000;
  const age = (key: string, days: number) =>
    env.DB.prepare("update speeches set used_at = ? where speech_key = ?").bind(daysAgo(days), key).run();
  await age(oldKey, 31);
  await age(usedKey, 29);
  for (let tick = 0; tick < 2; tick++) await worker.scheduled({ cron: "*/5 * * * *" }, env);
  expect([await env.FILES.head(oldKey), (await env.FILES.head(usedKey))?.key]).toEqual([null, usedKey]);
  expect(await env.DB.prepare("select count(*) as n from speeches where speech_key = ?").bind(oldKey).first("n")).toBe(0);

  const before = model.calls.length;
  model.script([old.answer]);
  await hear(lena, lena.buttons()[0]);
  expect(spokenSince(before)).toBe(1);
});

test("the same text is recorded once: it comes from R2 and then by Telegram's own id, which may be refused", async () => {
  const { answer } = aTask();
  const [lena, max, olga] = [await begin(), await begin(), await begin()];
  const before = model.calls.length;
  for (const person of [lena, max]) {
    model.script([answer]);
    await hear(person);
  }
  expect(spokenSince(before)).toBe(1);
  expect(sentVoices(max).map(({ payload }) => typeof payload.voice)).toEqual(["string"]);
  telegram.fail({ kind: "refusal", method: "sendVoice", description: "Bad Request: wrong file identifier", times: 1 });
  model.script([answer]);
  await hear(olga);
  expect(spokenSince(before)).toBe(1);
  expect(sentVoices(olga).map(({ payload }) => isUpload(payload.voice))).toEqual([false, true]);
});

test("a voice that fails leaves the text to be read, and the lesson goes on", async () => {
  const lena = await begin();
  const { passage, answer } = aTask();
  model.script([answer]);
  const failing = vi.spyOn(env.FILES, "put").mockRejectedValue(new Error("R2 is away"));
  await lena.tap("▶️ I am ready");
  await vi.waitFor(() => expect(lena.last()).toContain("Here it is to read instead"), { timeout: 20_000, interval: 50 });
  failing.mockRestore();
  expect(lena.last()).toContain(passage);
  expect(lena.buttons()).toEqual(["🔀 Another one", "⏹ End lesson"]);
});

test("where nothing speaks, the mode says so, and there is the text to read", async () => {
  const lena = await aLearner();
  const deps = getDeps(env);
  const config = { ...deps.config, models: { ...deps.config.models, speak: [] } };
  await runInDurableObject(env.SESSIONS.getByName(`person:${lena.user.id}`), (instance) => {
    Object.assign(instance, { parts: undefined, createBot: () => createBot(chooseFeatures(config).enabled, { ...deps, config }) });
  });
  await lena.tap("🎓 Learn");
  await lena.tap("🎧 Listening");
  expect(lena.last()).toContain("Reading aloud is not set up here");
  const { passage, answer } = aTask();
  model.script([answer]);
  await lena.tap("▶️ I am ready");
  expect(lena.last()).toContain(passage);
  expect(voicesOf(lena)).toEqual([]);
});

test("a recording whose lesson has ended meanwhile is not sent", async () => {
  const lena = await begin();
  model.script([aTask().answer]);
  const before = model.calls.length;
  await telegram.tap(lena.user.id, "▶️ I am ready");
  await vi.waitFor(() => expect(lena.last()).toContain("I am recording it"));
  await lena.say("/cancel");
  await vi.waitFor(() => expect(spokenSince(before)).toBe(1), { timeout: 20_000, interval: 50 });
  await scheduler.wait(300);
  await quiet(lena.user.id);
  expect(voicesOf(lena)).toEqual([]);
});

test("what the voice has cost counts for the learner's own budget as well as in the ledger", async () => {
  const lena = await begin();
  model.script([aTask().answer]);
  await hear(lena);
  const account = await runInDurableObject(env.SESSIONS.getByName(`person:${lena.user.id}`), (_, { storage: { sql } }) =>
    sql.exec<{ json: string }>("SELECT json FROM state WHERE key = 'account'").one(),
  );
  const used = await env.DB.prepare("select day, calls, spent from ai_usage where scope = ?")
    .bind(`person:${lena.user.id}`)
    .first<{ day: string; calls: number; spent: number }>();
  // The task and its recording.
  expect(used?.calls).toBe(2);
  expect(JSON.parse(account.json)).toMatchObject({ spentByDay: { [used?.day ?? ""]: used?.spent } });
});
