import { env } from "cloudflare:workers";
import { createModel } from "#fakes/model.ts";
import { expect, test } from "vitest";
import { createModels } from "#platform/ai/models.ts";
import type { ChatRequest } from "#platform/ai/model.ts";
import type { ModelName } from "#platform/config.ts";
import { getDeps } from "#platform/deps.ts";
import { OutsideError } from "#platform/outside-error.ts";

const request: ChatRequest = {
  system: "Target language: German\nExplain in: English",
  turns: [
    { role: "user", text: "Hallo" },
    { role: "assistant", text: "Hallo! Wie geht's?" },
    { role: "user", text: "Mir geht es gut." },
  ],
  signal: new AbortController().signal,
  maxOutputTokens: 100,
};
const compatible: ModelName = { provider: "compatible", model: "first" };
const openrouter: ModelName = { provider: "openrouter", model: "maker/second" };
const workersAi: ModelName = { provider: "workers-ai", model: "@cf/maker/third" };

function setUp(chat: ModelName[], answerOfBinding?: (model: string, inputs: unknown) => unknown) {
  const fake = createModel({ now: () => Date.now() });
  const { config } = getDeps(env);
  const asked: Array<{ url: string; authorization: string | null; body: Record<string, unknown> }> = [];
  const models = createModels({
    config: { ...config, models: { chat }, apiKeys: { openrouter: "key-of-openrouter", compatible: "" } },
    fetch: async (input, init) => {
      const sent = new Request(input, init);
      asked.push({ url: sent.url, authorization: sent.headers.get("authorization"), body: await sent.clone().json() });
      return fake.fetch(sent);
    },
    ...(answerOfBinding === undefined
      ? {}
      : { workersAi: { run: async (model: string, inputs: unknown) => answerOfBinding(model, inputs) } as unknown as Ai }),
  });
  return { fake, asked, models };
}

async function failureOf(answering: Promise<unknown>): Promise<OutsideError> {
  const error = await answering.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutsideError)) throw new Error(`expected an OutsideError, got ${String(error)}`);
  return error;
}

test.for([
  [compatible, "https://model.test/v1/chat/completions", null],
  [openrouter, "https://openrouter.ai/api/v1/chat/completions", "Bearer key-of-openrouter"],
] as const)("%o is asked at its root, with its key, our instructions first and the turns in order", async ([name, url, authorization]) => {
  const { fake, asked, models } = setUp([name]);
  fake.script(["Schön! Und was machst du heute?"]);
  const answer = await models.chat(request);
  expect(answer).toEqual({ text: "Schön! Und was machst du heute?", model: `${name.provider}:${name.model}`, isCut: false });
  expect(asked[0]).toMatchObject({ url, authorization });
  expect(asked[0]?.body).toMatchObject({
    model: name.model,
    max_tokens: 100,
    messages: [{ role: "system", content: request.system }, ...request.turns.map((turn) => ({ role: turn.role, content: turn.text }))],
  });
});

test("a Workers AI model is asked through the binding", async () => {
  const seen: unknown[] = [];
  const { models } = setUp([workersAi], (model, inputs) => {
    seen.push(model, inputs);
    return { response: "Gut!", usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
  });
  expect((await models.chat(request)).text).toBe("Gut!");
  expect(seen[0]).toBe("@cf/maker/third");
  expect(seen[1]).toMatchObject({
    messages: [{ role: "system" }, { role: "user" }, { role: "assistant" }, { role: "user" }],
    max_tokens: 100,
  });
});

test("when a model fails the next one answers, and each is asked once", async () => {
  const { fake, asked, models } = setUp([compatible, openrouter]);
  fake.fail({ kind: "server-error", times: 1 });
  fake.script(["Vom zweiten"]);
  expect(await models.chat(request)).toMatchObject({ text: "Vom zweiten", model: "openrouter:maker/second" });
  expect(asked.map((call) => call.body.model)).toEqual(["first", "maker/second"]);
});

test.for([
  ["server-error", true],
  ["garbage", true],
  ["empty-stream", true],
] as const)("%s is a failure that may pass, never an answer", async ([kind, retryable]) => {
  const { fake, models } = setUp([compatible]);
  fake.fail({ kind, times: 1 });
  const failure = await failureOf(models.chat(request));
  expect(failure).toMatchObject({ service: "model", retryable });
});

test("a 429 tells how long to wait", async () => {
  const { fake, models } = setUp([compatible]);
  fake.fail({ kind: "too-many-requests", retryAfter: 7, times: 1 });
  expect(await failureOf(models.chat(request))).toMatchObject({ reason: "status 429", retryable: true, retryAfterMs: 7_000 });
});

test("without a model, and without the binding that a model needs, the failure says so", async () => {
  expect((await failureOf(setUp([]).models.chat(request))).reason).toBe("no model is configured");
  expect((await failureOf(setUp([workersAi]).models.chat(request))).reason).toBe("there is no AI binding");
});

test("a request that was given up asks no further model", async () => {
  const { fake, asked, models } = setUp([compatible, openrouter]);
  fake.fail({ kind: "slow", ms: 5_000, times: 2 });
  const controller = new AbortController();
  const answering = failureOf(models.chat({ ...request, signal: controller.signal }));
  setTimeout(() => controller.abort(), 50);
  await answering;
  expect(asked).toHaveLength(1);
});

test("our own fetch reaches the configured roots only, and follows no redirect", async () => {
  const { fetch } = getDeps(env);
  await expect(fetch("https://evil.test/steal")).rejects.toThrow("outside the configured roots");
  await expect(fetch("http://169.254.169.254/latest")).rejects.toThrow("outside the configured roots");
  await expect(fetch("https://api.telegram.org.evil.test/")).rejects.toThrow("outside the configured roots");
});
