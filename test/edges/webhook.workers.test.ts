import { env, exports } from "cloudflare:workers";
import { listDurableObjectIds } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
import { app } from "#src/app.ts";
import type { Update } from "@grammyjs/types";
import { deliver, telegram, WEBHOOK } from "#support/outside.ts";
import { aLearner, aStranger, quiet } from "#support/person.ts";

/** What has been counted, by name and reason. */
const counted: Array<AnalyticsEngineDataPoint["blobs"]> = [];
// Read once, with the first update of this file.
Object.assign(env, { METRICS: { writeDataPoint: ({ blobs }: AnalyticsEngineDataPoint) => void counted.push(blobs) } });
beforeEach(() => void (counted.length = 0));

const secret = { "x-telegram-bot-api-secret-token": env.WEBHOOK_SECRET };

function message(personId: number, text: string): Update {
  const person = { id: personId, is_bot: false, first_name: "Lena" };
  return telegram.makeUpdate({
    message: {
      message_id: 1,
      date: Math.floor(Date.now() / 1000),
      chat: { id: personId, type: "private", first_name: "Lena" },
      from: person,
      text,
    },
  });
}

async function objectsAndCalls(): Promise<{ objects: number; calls: number }> {
  return { objects: (await listDurableObjectIds(env.SESSIONS)).length, calls: telegram.calls.length };
}

test.for([
  ["wrong", { "x-telegram-bot-api-secret-token": "webhook-secreT" }],
  ["missing", {}],
  ["empty", { "x-telegram-bot-api-secret-token": "" }],
  ["very long", { "x-telegram-bot-api-secret-token": "x".repeat(5000) }],
  ["not ASCII", { "x-telegram-bot-api-secret-token": "\u00e4\u00f6\u00fc" }],
] as const)("case 21: a %s secret is 401, wakes no object and calls nobody", async ([, headers]) => {
  const before = await objectsAndCalls();
  const response = await deliver(message(70_001, "/start"), { ...headers });
  expect(response.status).toBe(401);
  expect(await response.text()).toBe("");
  expect(await objectsAndCalls()).toEqual(before);
});

test("case 21: without WEBHOOK_SECRET in the configuration everything is refused, also an empty header", async () => {
  const configured = env.WEBHOOK_SECRET;
  try {
    for (const missing of ["", undefined]) {
      Object.assign(env, { WEBHOOK_SECRET: missing });
      for (const headers of [
        {},
        { "x-telegram-bot-api-secret-token": "" },
        { "x-telegram-bot-api-secret-token": "undefined" },
        { "x-telegram-bot-api-secret-token": configured },
      ]) {
        expect((await deliver(message(70_002, "/start"), { ...headers })).status).toBe(401);
      }
    }
  } finally {
    Object.assign(env, { WEBHOOK_SECRET: configured });
  }
});

test("while a secret is being replaced the next one is taken too", async () => {
  Object.assign(env, { WEBHOOK_SECRET_NEXT: "the-next-one" });
  try {
    expect((await deliver("{}", { "x-telegram-bot-api-secret-token": "the-next-one" })).status).toBe(200);
    expect((await deliver("{}", secret)).status).toBe(200);
  } finally {
    Object.assign(env, { WEBHOOK_SECRET_NEXT: undefined });
  }
});

test("a secret is replaced without one update that is refused, as the page on security has it", async () => {
  const [old, next] = [env.WEBHOOK_SECRET, "the-next-one"];
  const taken = async (value: string) => (await deliver("{}", { "x-telegram-bot-api-secret-token": value })).status === 200;
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  try {
    Object.assign(env, { WEBHOOK_SECRET_NEXT: next });
    expect([await taken(old), await taken(next)]).toEqual([true, true]);
    await exports.default.fetch(new Request("https://stoa.test/admin/webhook", { method: "POST", headers }));
    expect(telegram.webhook()?.secretToken).toBe(next);
    Object.assign(env, { WEBHOOK_SECRET: next });
    expect(await taken(next)).toBe(true);
    Object.assign(env, { WEBHOOK_SECRET_NEXT: undefined });
    expect([await taken(old), await taken(next)]).toEqual([false, true]);
  } finally {
    Object.assign(env, { WEBHOOK_SECRET: old, WEBHOOK_SECRET_NEXT: undefined });
    await exports.default.fetch(new Request("https://stoa.test/admin/webhook", { method: "DELETE", headers }));
  }
});

test.for([["GET"], ["PUT"], ["DELETE"]] as const)("case 21: a %s of the webhook is not found", async ([method]) => {
  expect((await exports.default.fetch(new Request(WEBHOOK, { method, headers: secret }))).status).toBe(404);
});

test.for([
  ["5 MiB", `{"update_id":1,"message":{"text":"${"x".repeat(5 * 1024 * 1024)}"}}`],
  ["cut JSON", '{"update_id":1,"message":{"te'],
  ["not JSON at all", "<html>"],
  ["nothing", ""],
  ["an array", "[]"],
  ["null", "null"],
  ["an update_id that is a string", '{"update_id":"1","message":{}}'],
  ["no update_id", '{"message":{}}'],
  ["an unknown kind", '{"update_id":1,"telepathy":{"from":{"id":5}}}'],
  ["nothing but its id", '{"update_id":1}'],
  ["a message without a chat", '{"update_id":1,"message":{"message_id":1,"date":1}}'],
  ["1,000 levels", `{"update_id":1,"message":${"[".repeat(1000)}${"]".repeat(1000)}}`],
  [
    "a message of another bot",
    '{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":9,"type":"private"},"from":{"id":9,"is_bot":true}}}',
  ],
] as const)("case 22: an authentic update with %s is answered 200, is counted and wakes nobody", async ([, body]) => {
  const before = await objectsAndCalls();
  expect((await deliver(body, secret)).status).toBe(200);
  expect(await objectsAndCalls()).toEqual(before);
  expect(counted.map((blobs) => blobs?.includes("update.refused"))).toEqual([true]);
});

test.for([
  ["without a length", {}],
  ["with a length that lies", { "content-length": "10" }],
] as const)("case 22: a long body %s is counted, and wakes nobody", async ([, header]) => {
  const body = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 20; n++) controller.enqueue(new TextEncoder().encode(" ".repeat(100_000)));
      controller.close();
    },
  });
  const before = await objectsAndCalls();
  const response = await exports.default.fetch(new Request(WEBHOOK, { method: "POST", headers: { ...secret, ...header }, body }));
  expect(response.status).toBe(200);
  expect(await objectsAndCalls()).toEqual(before);
  expect(counted.map((blobs) => blobs?.includes("too large"))).toEqual([true]);
});

test("case 22: a message of a group without a sender is answered 200 and stored, and nobody is spoken to", async () => {
  const chat = { id: -70_009, type: "supergroup", title: "Group" };
  const update = JSON.stringify({ update_id: 70_009, message: { message_id: 1, date: 1, chat, text: "hm" } });
  const before = telegram.calls.length;
  expect((await deliver(update, secret)).status).toBe(200);
  await quiet("chat:-70009");
  expect(telegram.calls.length).toBe(before);
});

test("case 22: __proto__ in an update changes nothing but that update", async () => {
  const update = JSON.stringify(message(70_003, "/ping")).replace("{", '{"__proto__":{"isAdmin":true},');
  expect((await deliver(update, secret)).status).toBe(200);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test("with TELEGRAM_IPS on, only Telegram's own networks are heard, before a byte of the body is read", async () => {
  const strict = { ...env, TELEGRAM_IPS: "on" };
  const from = async (address: string) =>
    (await app.request("/telegram/webhook", { method: "POST", headers: { ...secret, "cf-connecting-ip": address }, body: "{}" }, strict))
      .status;
  expect(await Promise.all(["149.154.160.1", "149.154.175.255", "91.108.4.0", "91.108.7.255"].map(from))).toEqual([200, 200, 200, 200]);
  expect(await Promise.all(["149.154.176.0", "91.108.8.0", "8.8.8.8", "::1", ""].map(from))).toEqual([403, 403, 403, 403, 403]);
});

test("while the configuration is wrong, updates are kept at Telegram instead of being lost", async () => {
  const response = await app.request(
    "/telegram/webhook",
    { method: "POST", headers: secret, body: JSON.stringify(message(70_004, "/start")) },
    { ...env, TIMEZONE: "Nowhere" },
  );
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("60");
});

test("case 1: the same update three times in a row and three times at once is handled once", async () => {
  const lena = await aLearner();
  const update = message(lena.user.id, "/ping");
  const before = lena.screen().length;
  for (let n = 0; n < 3; n++) expect((await deliver(update)).status).toBe(200);
  const statuses = await Promise.all([deliver(update), deliver(update), deliver(update)]);
  expect(statuses.map((response) => response.status)).toEqual([200, 200, 200]);
  await quiet(lena.user.id);
  expect(
    lena
      .screen()
      .slice(before)
      .map((shown) => shown.text),
  ).toEqual(["pong"]);
});

test("case 1: a button pressed once and delivered three times changes the level once", async () => {
  const lena = await aLearner();
  await lena.say("/settings");
  await lena.tap("Level");
  const screen = lena.screen().at(-1);
  const update = telegram.makeUpdate({
    callback_query: {
      id: "q",
      from: lena.user,
      chat_instance: "c",
      data: "profile:level:B1",
      ...(screen === undefined ? {} : { message: screen }),
    },
  });
  await Promise.all([deliver(update), deliver(update), deliver(update)]);
  await quiet(lena.user.id);
  const version = await env.DB.prepare("select version from people where person_id = ?").bind(lena.user.id).first("version");
  expect(version).toBe(2);
});

test("case 3: updates that arrive in the wrong order are both handled", async () => {
  const lena = await aLearner();
  const earlier = message(lena.user.id, "/ping");
  const later = message(lena.user.id, "/help");
  const before = lena.screen().length;
  await deliver(later);
  await deliver(earlier);
  await quiet(lena.user.id);
  const shown = lena
    .screen()
    .slice(before)
    .map((each) => each.text ?? "");
  expect(shown[0]).toContain("Commands");
  expect(shown[1]).toBe("pong");
});

test("case 4: a message and a press at the same moment are handled one after the other, and neither is lost", async () => {
  const lena = await aLearner();
  await lena.say("/settings");
  await lena.tap("Level");
  const screen = lena.screen().at(-1);
  const press = telegram.makeUpdate({
    callback_query: {
      id: "q2",
      from: lena.user,
      chat_instance: "c",
      data: "profile:level:C2",
      ...(screen === undefined ? {} : { message: screen }),
    },
  });
  await Promise.all([deliver(message(lena.user.id, "/ping")), deliver(press), deliver(message(lena.user.id, "/ping"))]);
  await quiet(lena.user.id);
  expect(lena.screen().filter((each) => each.text === "pong")).toHaveLength(2);
  const row = await env.DB.prepare("select level, version from people where person_id = ?").bind(lena.user.id).first();
  expect(row).toEqual({ level: "C2", version: 2 });
});

test("what people say to each other in a group is left alone", async () => {
  const lena = aStranger();
  const update = telegram.makeUpdate({
    message: { message_id: 1, date: 1, chat: { id: -100500, type: "supergroup", title: "Staff" }, from: lena.user, text: "Good morning" },
  });
  const before = telegram.calls.length;
  await deliver(update);
  await quiet(lena.user.id);
  expect(telegram.calls.length).toBe(before);
});
