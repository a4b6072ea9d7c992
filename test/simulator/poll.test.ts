import { expect, test } from "vitest";
import type { Update } from "@grammyjs/types";
import { createTelegram } from "#fakes/telegram/telegram.ts";
import { fetchBotInfo, makeRoom, pollUpdates, WebhookIsSet } from "./poll.ts";

const LENA = 100_001;

test("what people write while nobody asks reaches the Worker in order, and is confirmed", async () => {
  const bot = aBot();
  await bot.telegram.say(LENA, "/start");
  await bot.telegram.say(LENA, "Hallo");
  await bot.pollUntil(() => bot.delivered.length === 2 && bot.offsets().length > 1);
  expect(bot.delivered.map((update) => update.message?.text)).toEqual(["/start", "Hallo"]);
  expect(bot.offsets().at(-1)).toBe((bot.delivered.at(-1)?.update_id ?? 0) + 1);
});

test("an update is not confirmed before the Worker has accepted it", async () => {
  const bot = aBot();
  const gate = Promise.withResolvers<void>();
  bot.holdUntil(gate.promise);
  await bot.telegram.say(LENA, "/start");
  const polling = bot.pollUntil(() => bot.offsets().length > 1);
  await settle();
  expect(bot.offsets()).toEqual([0]);
  gate.resolve();
  await polling;
  expect(bot.offsets().at(-1)).toBeGreaterThan(0);
});

test("Telegram's failures are waited out", async () => {
  const bot = aBot();
  bot.telegram.fail({ method: "getUpdates", times: 1, kind: "too-many-requests", retryAfter: 7 });
  bot.telegram.fail({ method: "getUpdates", times: 1, kind: "reset" });
  await bot.telegram.say(LENA, "/start");
  await bot.pollUntil(() => bot.delivered.length === 1);
  expect(bot.waits).toContain(7000);
  expect(bot.troubles).toHaveLength(2);
  expect(bot.troubles.join()).not.toContain("t0ken");
});

test("a bot with a webhook is left alone, unless it is to be taken over", async () => {
  const bot = aBot();
  await bot.call("setWebhook", { url: "https://academy.example/telegram/webhook" });
  await expect(makeRoom({ ...bot.api, takeOver: false })).rejects.toBeInstanceOf(WebhookIsSet);
  expect(bot.telegram.webhook()).toBeDefined();
  await makeRoom({ ...bot.api, takeOver: true });
  expect(bot.telegram.webhook()).toBeUndefined();
});

test("the bot's own description is handed on as it is", async () => {
  const bot = aBot();
  const info = await fetchBotInfo(bot.api);
  expect(info.username).toBe("stoa_test_bot");
  expect(JSON.parse(info.json)).toMatchObject({ id: 42, is_bot: true });
});

function aBot() {
  const token = "42:t0ken";
  const telegram = createTelegram({
    token,
    bot: { id: 42, first_name: "Stoa", username: "stoa_test_bot" },
    now: Date.now,
    deliver: async () => {},
    deliverWithoutWebhook: false,
  });
  telegram.addPerson({ id: LENA, first_name: "Lena" });
  const ending = new AbortController();
  const delivered: Update[] = [];
  const waits: number[] = [];
  const troubles: string[] = [];
  let gate = Promise.resolve();
  const api = {
    apiRoot: "http://telegram.test",
    token,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => telegram.fetch(new Request(input, init)),
    signal: ending.signal,
  };
  const poll = () =>
    pollUpdates({
      ...api,
      wait: async (ms) => {
        waits.push(ms);
        await settle();
      },
      onTrouble: (reason) => troubles.push(reason),
      deliver: async (update) => {
        await gate;
        delivered.push(update);
        return "accepted";
      },
    });
  return {
    telegram,
    api,
    delivered,
    waits,
    troubles,
    call: (method: string, payload: object) => api.fetch(`${api.apiRoot}/bot${token}/${method}`, jsonPost(payload)),
    holdUntil: (promise: Promise<void>) => void (gate = promise),
    offsets: () => telegram.calls.filter((call) => call.method === "getUpdates").map((call) => call.payload["offset"]),
    async pollUntil(isDone: () => boolean) {
      const polling = poll();
      await expect.poll(isDone).toBe(true);
      ending.abort();
      await polling;
    },
  };
}

function jsonPost(payload: object): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(payload) };
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
