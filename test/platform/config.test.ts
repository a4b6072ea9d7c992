import { expect, test } from "vitest";
import { readConfig } from "#platform/config.ts";

const complete = {
  BOT_TOKEN: `1:${"t".repeat(35)}`,
  WEBHOOK_SECRET: "secret",
  ADMIN_TOKEN: "sixteen-letters!",
  BOT_INFO: '{"id":1,"is_bot":true,"first_name":"Stoa","username":"stoa_bot"}',
};

function problemsOf(env: Record<string, unknown>): string[] {
  const config = readConfig(env);
  return config.ok ? [] : config.reason.map(({ variable }) => variable);
}

test("a complete environment is read, with the defaults where nothing is said", () => {
  const config = readConfig({
    ...complete,
    OWNER_IDS: " 5, 6 ",
    AI_CHAT: "openrouter:google/gemini-2.5-flash,workers-ai:@cf/meta/llama",
    OPENROUTER_API_KEY: "k",
  });
  if (!config.ok) throw new Error(JSON.stringify(config.reason));
  expect(config.value).toMatchObject({
    ownerIds: [5, 6],
    timezone: "UTC",
    workingHours: [...Array<object>(5).fill({ from: 540, to: 1080 }), undefined, undefined],
    staffLanguage: "en",
    targetLanguage: "de",
    richMessages: true,
    telegramIpsOnly: false,
    isSimulated: false,
    models: {
      chat: [
        { provider: "openrouter", model: "google/gemini-2.5-flash" },
        { provider: "workers-ai", model: "@cf/meta/llama" },
      ],
    },
  });
});

test("every missing variable is named at once", () => {
  expect(problemsOf({})).toEqual(["BOT_TOKEN", "WEBHOOK_SECRET", "ADMIN_TOKEN", "BOT_INFO"]);
});

test.for([
  ["WEBHOOK_SECRET", "has spaces"],
  ["ADMIN_TOKEN", "short"],
  ["BOT_INFO", "{"],
  ["BOT_INFO", '{"id":1}'],
  ["OWNER_IDS", "5;6"],
  ["OWNER_IDS", "@olga"],
  ["TIMEZONE", "Berlin"],
  ["TARGET_LANGUAGE", "german"],
  ["WORKING_HOURS", "9 to 5"],
  ["WORKING_HOURS", "mon-fri 09:00-18:00, fri 09:00-12:00"],
  ["STAFF_LANGUAGE", "fr"],
  ["LOG_LEVEL", "loud"],
  ["LOCATION_HINT", "moon"],
  ["RICH_MESSAGES", "yes"],
  ["TELEGRAM_IPS", "1"],
  ["AI_CHAT", "gpt"],
  ["AI_CHAT", "elsewhere:model"],
  ["AI_JUDGE", "gpt"],
  ["AI_TRANSCRIBE", "openrouter:openai/whisper-large-v3#alloy"],
  ["AI_SPEAK", "openrouter:#alloy"],
  ["AI_SPEAK", "openrouter:a/b#two voices"],
  ["AI_EMBED", "openrouter:"],
  ["AI_PERSON_DAILY", "0"],
  ["AI_DAILY", "1.5"],
  ["PUBLIC_URL", "stoa.example"],
  ["BOT_TOKEN", "not-a-token"],
] as const)("a wrong %s (%s) is named", ([variable, value]) => {
  expect(problemsOf({ ...complete, [variable]: value })).toEqual([variable]);
});

test("each role has its own models, speech with its voice, and the daily limits are read in cents", () => {
  const models = { AI_SPEAK: "compatible:kokoro#af_heart,workers-ai:@cf/myshell-ai/melotts", AI_EMBED: "workers-ai:@cf/baai/bge-m3" };
  const config = readConfig({ ...complete, ...models, AI_BASE_URL: "https://models.example/v1", AI_PERSON_DAILY: "5" });
  if (!config.ok) throw new Error(JSON.stringify(config.reason));
  expect(config.value.models).toEqual({
    chat: [],
    judge: [],
    judgeSecond: [],
    transcribe: [],
    speak: [
      { provider: "compatible", model: "kokoro", voice: "af_heart" },
      { provider: "workers-ai", model: "@cf/myshell-ai/melotts" },
    ],
    embed: [{ provider: "workers-ai", model: "@cf/baai/bge-m3" }],
  });
  expect(config.value.budgets).toEqual({ person: 50_000, feature: 5_000_000, bot: 10_000_000 });
});

test("what is wrong with a speech model says how a voice is named", () => {
  const config = readConfig({ ...complete, AI_SPEAK: "alloy" });
  expect(JSON.stringify(config)).toContain("openrouter:openai/gpt-4o-mini-tts#alloy");
});

test("what is wrong with the working hours says how they are written", () => {
  expect(JSON.stringify(readConfig({ ...complete, WORKING_HOURS: "always" }))).toContain("mon-fri 09:00-18:00, sat 10:00-14:00");
});

test("a model provider without its key or its root is named", () => {
  expect(problemsOf({ ...complete, AI_CHAT: "openrouter:a/b,compatible:c" })).toEqual(["OPENROUTER_API_KEY", "AI_BASE_URL"]);
  const config = readConfig({ ...complete, AI_JUDGE: "openrouter:a/b", AI_SPEAK: "openrouter:c/d#alloy" });
  expect(JSON.stringify(config)).toContain("AI_JUDGE, AI_SPEAK names an openrouter model");
});

test("problems never quote the value", () => {
  const config = readConfig({ ...complete, ADMIN_TOKEN: "tiny", WEBHOOK_SECRET: "s p a c e" });
  expect(JSON.stringify(config)).not.toMatch(/tiny|s p a c e/);
});
