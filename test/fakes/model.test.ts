import { expect, test } from "vitest";
import { createModel } from "./model.ts";
import type { ModelFailure } from "./model-failures.ts";
import { makeVoiceNote, readVoiceNote } from "./voice-note.ts";

const tutor = [
  { role: "system", content: "Target language: German\nExplain in: English" },
  { role: "user", content: "Ich habe gegangen." },
];

function aModel() {
  const model = createModel({ now: () => Date.parse("2026-11-21T08:00:00Z") });
  const ask = (body: object = {}) =>
    model.fetch(
      new Request("https://model.test/v1/chat/completions", {
        method: "POST",
        body: JSON.stringify({ model: "any", messages: tutor, ...body }),
      }),
    );
  return { model, ask };
}

type Event = {
  choices: Array<{ delta: { content: string }; finish_reason: string | null }>;
  usage?: { cost: number };
  error?: { code: number };
};

/** The events of a stream, comments and the end mark left out. */
function eventsIn(stream: string): Event[] {
  const lines = stream.split("\n\n").filter((line) => line.startsWith("data: ") && line !== "data: [DONE]");
  return lines.map((line) => JSON.parse(line.slice("data: ".length)) as Event);
}

const textOf = (events: Event[]): string => events.map(({ choices }) => choices[0]?.delta.content ?? "").join("");

test("an answer comes whole, under the fake's own name, with its cost", async () => {
  const { ask } = aModel();
  const answer = await (await ask()).json();
  expect(answer).toMatchObject({
    object: "chat.completion",
    model: "stoa-fake-1",
    choices: [{ finish_reason: "stop" }],
    usage: { cost: expect.any(Number) },
  });
  expect(JSON.stringify(answer)).toContain("**Ich bin gegangen**");
});

test("a stream comes in small pieces that make the same text, then the end and the usage", async () => {
  const { ask } = aModel();
  const whole = (await (await ask()).json()) as { choices: Array<{ message: { content: string } }> };
  const stream = await (await ask({ stream: true, stream_options: { include_usage: true } })).text();
  const events = eventsIn(stream);
  expect(events.length).toBeGreaterThan(5);
  expect(textOf(events)).toBe(whole.choices[0]?.message.content);
  expect(events.at(-2)?.choices[0]?.finish_reason).toBe("stop");
  expect(events.at(-1)).toMatchObject({ choices: [], usage: { cost: expect.any(Number) } });
  expect(stream.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("usage comes only to who asks for it", async () => {
  const { ask } = aModel();
  expect(await (await ask({ stream: true })).text()).not.toContain("usage");
});

test("scripted answers come first, in their order, and survive a failure", async () => {
  const { model, ask } = aModel();
  model.script(["First.", "Second."]);
  model.fail({ kind: "server-error", times: 1 });
  expect((await ask()).status).toBe(500);
  for (const text of ["First.", "Second.", "**Ich bin gegangen**"]) expect(await (await ask()).text()).toContain(text);
});

test("the fake does not invent an answer in a form for which it has no rules", async () => {
  const { model, ask } = aModel();
  const form = { response_format: { type: "json_object" } };
  expect((await ask(form)).status).toBe(400);
  model.script(['{"score":3}']);
  expect((await ask(form)).status).toBe(200);
});

test("what is no request for a completion is refused", async () => {
  const { model, ask } = aModel();
  expect((await ask({ messages: [] })).status).toBe(400);
  expect((await model.fetch(new Request("https://model.test/v1/images", { method: "POST" }))).status).toBe(404);
});

test("calls are kept with what was asked and how it went", async () => {
  const { model, ask } = aModel();
  model.fail({ kind: "dead", times: 1 });
  await expect(ask()).rejects.toThrow(TypeError);
  await ask({ stream: true });
  expect(model.calls.map(({ number, status, isStream }) => [number, status, isStream])).toEqual([
    [1, 0, false],
    [2, 200, true],
  ]);
  expect(model.calls[1]?.messages).toEqual(tutor);
});

const answered: Array<[ModelFailure, status: number, body: RegExp]> = [
  [{ kind: "too-many-requests", retryAfter: 9, times: 1 }, 429, /rate_limit_exceeded/],
  [{ kind: "server-error", status: 503, times: 1 }, 503, /"error"/],
  [{ kind: "garbage", times: 1 }, 200, /^<html>/],
  [{ kind: "empty-stream", times: 1 }, 200, /^: FAKE PROCESSING\n\ndata: \[DONE\]\n\n$/],
  [{ kind: "slow", ms: 5, times: 1 }, 200, /\[DONE\]/],
];

test.each(answered)("%j answers %s", async (failure, status, body) => {
  const { model, ask } = aModel();
  model.fail(failure);
  const response = await ask({ stream: true });
  expect(response.status).toBe(status);
  expect(response.headers.get("retry-after")).toBe(failure.kind === "too-many-requests" ? "9" : null);
  expect(await response.text()).toMatch(body);
});

test("a cut stream breaks halfway", async () => {
  const { model, ask } = aModel();
  model.fail({ kind: "cut", times: 1 });
  await expect((await ask({ stream: true })).text()).rejects.toThrow(TypeError);
});

test("an error in mid-stream is the last event, and the stream ends without its mark", async () => {
  const { model, ask } = aModel();
  model.fail({ kind: "error-chunk", times: 1 });
  const stream = await (await ask({ stream: true })).text();
  const events = eventsIn(stream);
  expect(textOf(events)).not.toBe("");
  expect(events.at(-1)).toMatchObject({ error: { code: 429 }, choices: [{ finish_reason: "error" }] });
  expect(stream).not.toContain("[DONE]");
});

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function anEar() {
  const { model } = aModel();
  const post = (endpoint: string, body: object) =>
    model.fetch(new Request(`https://model.test/v1/${endpoint}`, { method: "POST", body: JSON.stringify({ model: "any", ...body }) }));
  const hear = (audio: Uint8Array, form = "verbose_json") =>
    post("audio/transcriptions", { input_audio: { data: base64(audio), format: "ogg" }, language: "de", response_format: form });
  return { model, post, hear };
}

test("the fake hears what a recording of ours says, with the figures only where they are asked for", async () => {
  const { hear } = anEar();
  expect(await (await hear(makeVoiceNote("Guten Tag — 👋"))).json()).toMatchObject({
    text: "Guten Tag — 👋",
    segments: [{ no_speech_prob: 0.02 }],
    usage: { cost: expect.any(Number) },
  });
  expect(await (await hear(makeVoiceNote("Guten Tag"), "json")).json()).toEqual({ text: "Guten Tag", usage: expect.any(Object) });
});

test("in silence the fake makes something up, as models do, and in a strange recording it hears nothing", async () => {
  const { hear } = anEar();
  expect(await (await hear(makeVoiceNote(undefined))).json()).toMatchObject({
    text: expect.stringContaining("Amara"),
    segments: [{ no_speech_prob: 0.93 }],
  });
  expect((await hear(new Uint8Array([1, 2, 3]))).status).toBe(400);
});

test("what the fake speaks can be heard, and without a voice it does not speak", async () => {
  const { post } = anEar();
  const speech = await post("audio/speech", { input: "Hallo", voice: "alloy" });
  expect(speech.headers.get("content-type")).toBe("audio/mpeg");
  expect(readVoiceNote(new Uint8Array(await speech.arrayBuffer()))).toEqual({ text: "Hallo", isSilent: false });
  expect((await post("audio/speech", { input: "Hallo" })).status).toBe(400);
});

test("a failure for one model spares the others", async () => {
  const { model, ask } = aModel();
  model.fail({ kind: "server-error", model: "other", times: 1 });
  expect((await ask()).status).toBe(200);
  expect((await ask({ model: "other" })).status).toBe(500);
});
