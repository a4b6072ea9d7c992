import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createModel } from "#fakes/model.ts";
import type { ChatRequest } from "#platform/ai/model.ts";
import { createMeter } from "#platform/ai/meter.ts";
import { createModels } from "#platform/ai/models.ts";
import { withNextKey } from "#platform/ai/next-key.ts";
import { readConfig } from "#platform/config.ts";
import { failureOf } from "./setup.ts";

const request: ChatRequest = {
  prompt: "tutor 3",
  system: "Target language: German",
  turns: [{ role: "user", text: "Hallo" }],
  maxOutputTokens: 50,
  signal: new AbortController().signal,
};

/** A provider that knows these keys, and what it was shown. */
function aProvider({ known, next }: { known: string[]; next: string }) {
  const fake = createModel({ now: () => Date.now() });
  const shown: Array<string | null> = [];
  const send: typeof fetch = async (input, init) => {
    const sent = new Request(input, init);
    const authorization = sent.headers.get("authorization");
    shown.push(authorization);
    return known.some((key) => authorization === `Bearer ${key}`) ? fake.fetch(sent) : new Response("who?", { status: 401 });
  };
  const config = readConfig({ ...env, AI_API_KEY: "the-first", AI_API_KEY_NEXT: next });
  if (!config.ok) throw new Error(JSON.stringify(config.reason));
  const models = createModels({ config: config.value, fetch: withNextKey(send, config.value.nextKeys) })(createMeter());
  return { shown, models };
}

test.for([
  ["before it is revoked, the first key serves", ["the-first", "the-next"], ["the-first"]],
  ["once it is revoked, its successor serves", ["the-next"], ["the-first", "the-next"]],
] as const)("while a provider's key is replaced: %s", async ([, known, keys]) => {
  const { models, shown } = aProvider({ known: [...known], next: "the-next" });
  expect((await models.chat(request)).text).not.toBe("");
  expect(shown).toEqual(keys.map((key) => `Bearer ${key}`));
});

test("without a successor, or with one that is refused too, the call has failed", async () => {
  const alone = aProvider({ known: [], next: "" });
  expect((await failureOf(alone.models.chat(request))).reason).toContain("401");
  expect(alone.shown).toEqual(["Bearer the-first"]);
  const both = aProvider({ known: [], next: "the-next" });
  expect((await failureOf(both.models.chat(request))).reason).toContain("401");
  expect(both.shown).toEqual(["Bearer the-first", "Bearer the-next"]);
});
