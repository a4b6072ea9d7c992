import { makeVoiceNote, readVoiceNote } from "#fakes/voice-note.ts";
import { expect, test } from "vitest";
import * as z from "zod";
import { fromBase64, toBase64 } from "#platform/ai/base64.ts";
import type { TranscribeRequest } from "#platform/ai/model.ts";
import type { ModelName } from "#platform/config.ts";
import { failureOf, setUp } from "./setup.ts";

const { signal } = new AbortController();
const whisper: ModelName = { provider: "openrouter", model: "openai/whisper-large-v3" };
const unsure: ModelName = { provider: "compatible", model: "listener" };
const turbo: ModelName = { provider: "workers-ai", model: "@cf/openai/whisper-large-v3-turbo" };

function aRecording(text: string | undefined, seconds = 4): TranscribeRequest {
  return { audio: makeVoiceNote(text), mimeType: "audio/ogg", language: "de", seconds, signal };
}

test("a recording is sent as base64 in JSON, with its format and the language pinned", async () => {
  const { asked, models, meter } = setUp({ transcribe: [whisper] });
  expect(await models.transcribe(aRecording("Ich lerne gern Deutsch."))).toEqual({
    type: "speech",
    text: "Ich lerne gern Deutsch.",
    model: "openrouter:openai/whisper-large-v3",
  });
  expect(asked[0]).toMatchObject({ url: "https://openrouter.ai/api/v1/audio/transcriptions", authorization: "Bearer key-of-openrouter" });
  const { input_audio: sent, ...rest } = z
    .looseObject({ input_audio: z.object({ data: z.string(), format: z.string() }) })
    .parse(asked[0]?.body);
  expect(rest).toEqual({ model: "openai/whisper-large-v3", language: "de", temperature: 0, response_format: "verbose_json" });
  expect(sent.format).toBe("ogg");
  expect(fromBase64(sent.data)).toEqual(makeVoiceNote("Ich lerne gern Deutsch."));
  expect(meter.total().spent).toBeGreaterThan(0);
});

test.for([
  ["audio/mpeg", "mp3"],
  ["audio/x-wav", "wav"],
  ["video/mp4", "m4a"],
  ["audio/webm;codecs=opus", "webm"],
  ["application/octet-stream", "ogg"],
])("%s is called %s", async ([mimeType = "", format = ""]) => {
  const { asked, models } = setUp({ transcribe: [unsure] });
  await models.transcribe({ ...aRecording("Ich lerne Deutsch."), mimeType });
  expect(asked[0]?.body).toMatchObject({ input_audio: { format }, response_format: "json" });
});

test("Workers AI is given base64 and the language through the binding", async () => {
  const seen: unknown[] = [];
  const segments = [{ start: 0, end: 2, text: " Guten Tag!", avg_logprob: -0.2, no_speech_prob: 0.01 }];
  const { models, meter } = setUp(
    { transcribe: [turbo] },
    { bind: (model, inputs) => (seen.push(model, inputs), { text: "Guten Tag!", segments }) },
  );
  const recording = aRecording("?", 60);
  expect(await models.transcribe(recording)).toMatchObject({ type: "speech", text: "Guten Tag!" });
  expect(seen).toEqual([turbo.model, { audio: toBase64(recording.audio), task: "transcribe", language: "de", vad_filter: true }]);
  expect(meter.total().spent).toBe(600);
});

test("silence is silence, whether the model says how sure it is or only makes something up", async () => {
  expect(await setUp({ transcribe: [whisper] }).models.transcribe(aRecording(undefined, 3))).toEqual({
    type: "silence",
    model: "openrouter:openai/whisper-large-v3",
  });
  expect(await setUp({ transcribe: [unsure] }).models.transcribe(aRecording(undefined, 30))).toEqual({
    type: "silence",
    model: "compatible:listener",
  });
});

test.for(["server-error", "garbage", "cut"] as const)(
  "%s in place of a transcript is a failure, and the next model is asked",
  async (kind) => {
    const { fake, models } = setUp({ transcribe: [unsure, whisper] });
    fake.fail({ kind, model: "listener", times: 1 });
    expect(await models.transcribe(aRecording("Und dann kam der Bus."))).toMatchObject({
      text: "Und dann kam der Bus.",
      model: "openrouter:openai/whisper-large-v3",
    });
  },
);

test("a transcript longer than anybody can speak was not heard", async () => {
  const { models } = setUp({ transcribe: [unsure] });
  expect((await failureOf(models.transcribe(aRecording("bla ".repeat(50_000), 5)))).reason).toBe(
    "the transcript is longer than the recording",
  );
});

test("a large recording becomes the same base64 as in one piece", () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, at) => (at * 31) % 256);
  const text = toBase64(bytes);
  expect(text).toHaveLength(Math.ceil(bytes.length / 3) * 4);
  expect(fromBase64(text)).toEqual(bytes);
});

const voice: ModelName = { provider: "openrouter", model: "openai/gpt-4o-mini-tts", voice: "nova" };
const melotts: ModelName = { provider: "workers-ai", model: "@cf/myshell-ai/melotts" };
const aura: ModelName = { provider: "workers-ai", model: "@cf/deepgram/aura-2-en", voice: "luna" };

test("a text is spoken by the configured voice, and comes back as bytes with their type", async () => {
  const { asked, models, meter } = setUp({ speak: [voice] });
  const speech = await models.speak({ text: "Guten Morgen!", language: "de", signal });
  if (!speech.ok) throw new Error(speech.reason);
  expect(speech.value).toMatchObject({ mimeType: "audio/mpeg", model: "openrouter:openai/gpt-4o-mini-tts" });
  expect(readVoiceNote(speech.value.audio)?.text).toBe("Guten Morgen!");
  expect(asked[0]).toMatchObject({
    url: "https://openrouter.ai/api/v1/audio/speech",
    body: { input: "Guten Morgen!", voice: "nova", response_format: "mp3" },
  });
  expect(meter.total().spent).toBe("Guten Morgen!".length * 30);
});

test("without a voice it is alloy", async () => {
  const { asked, models } = setUp({ speak: [{ provider: "compatible", model: "speaker" }] });
  await models.speak({ text: "Hallo", language: "de", signal });
  expect(asked[0]?.body.voice).toBe("alloy");
});

test("Workers AI speaks the languages of its models only", async () => {
  const seen: unknown[] = [];
  const bytes = new Uint8Array([1, 2, 3]);
  const { models } = setUp(
    { speak: [aura, melotts] },
    { bind: (model, inputs) => (seen.push([model, inputs]), model === aura.model ? new Response(bytes).body : { audio: toBase64(bytes) }) },
  );
  expect(await models.speak({ text: "Guten Tag", language: "de", signal })).toEqual({ ok: false, reason: "language-not-spoken" });
  for (const language of ["en", "fr"]) {
    const speech = await models.speak({ text: "Hello", language, signal });
    expect(speech).toMatchObject({ ok: true, value: { audio: bytes, mimeType: "audio/mpeg" } });
  }
  expect(seen).toEqual([
    [aura.model, { text: "Hello", encoding: "mp3", speaker: "luna" }],
    [melotts.model, { prompt: "Hello", lang: "fr" }],
  ]);
});

test("a web page is not speech, and without a model the failure says so", async () => {
  const { fake, models } = setUp({ speak: [voice] });
  fake.fail({ kind: "garbage", times: 1 });
  expect((await failureOf(models.speak({ text: "Hallo", language: "de", signal }))).reason).toBe("the answer is not audio");
  expect((await failureOf(setUp({}).models.speak({ text: "Hallo", language: "de", signal }))).reason).toBe("no model is configured");
});
