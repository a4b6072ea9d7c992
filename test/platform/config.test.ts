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
  ["LOG_LEVEL", "loud"],
  ["LOCATION_HINT", "moon"],
  ["RICH_MESSAGES", "yes"],
  ["TELEGRAM_IPS", "1"],
  ["AI_CHAT", "gpt"],
  ["AI_CHAT", "elsewhere:model"],
  ["PUBLIC_URL", "stoa.example"],
  ["BOT_TOKEN", "not-a-token"],
] as const)("a wrong %s (%s) is named", ([variable, value]) => {
  expect(problemsOf({ ...complete, [variable]: value })).toEqual([variable]);
});

test("a model provider without its key or its root is named", () => {
  expect(problemsOf({ ...complete, AI_CHAT: "openrouter:a/b,compatible:c" })).toEqual(["OPENROUTER_API_KEY", "AI_BASE_URL"]);
});

test("problems never quote the value", () => {
  const config = readConfig({ ...complete, ADMIN_TOKEN: "tiny", WEBHOOK_SECRET: "s p a c e" });
  expect(JSON.stringify(config)).not.toMatch(/tiny|s p a c e/);
});
