import { env } from "cloudflare:workers";
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet } from "#support/person.ts";

afterEach(() => {
  telegram.heal();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const texts = (person: Awaited<ReturnType<typeof aLearner>>) => person.screen().map((message) => message.text);

test("case 10: after a 429 the chat waits as long as it was told, then everything arrives in order", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "too-many-requests", retryAfter: 1, method: "sendMessage", times: 1 });
  const startedAt = Date.now();
  await telegram.say(lena.user.id, "/ping");
  await telegram.say(lena.user.id, "/help");
  await quiet(lena.user.id);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
  expect(texts(lena).slice(-2)[0]).toBe("pong");
  expect(texts(lena).slice(-1)[0]).toContain("Commands");
});

test("case 10: a chat that has to wait 35 seconds waits them, while everybody else is answered", async () => {
  const [lena, max] = [await aLearner(), await aLearner()];
  const ring = () => runDurableObjectAlarm(env.SESSIONS.getByName(`person:${lena.user.id}`));
  const startedAt = Date.now();
  telegram.fail({ kind: "too-many-requests", retryAfter: 35, chatId: lena.user.id, times: 1 });
  await telegram.say(lena.user.id, "/ping");
  await vi.waitFor(() => expect(telegram.calls.at(-1)?.status).toBe(429));
  await max.say("/ping");
  expect(max.last()).toBe("pong");

  const calls = telegram.calls.length;
  vi.useFakeTimers({ toFake: ["Date"], now: startedAt + 34_000 });
  await telegram.say(lena.user.id, "/help");
  expect(await ring()).toBe(true);
  await scheduler.wait(100);
  expect(telegram.calls.length).toBe(calls);

  vi.useFakeTimers({ toFake: ["Date"], now: startedAt + 60_000 });
  expect(await ring()).toBe(true);
  await quiet(lena.user.id);
  expect(texts(lena).slice(-2)).toEqual(["pong", expect.stringContaining("Commands")]);
});

test("case 10: when every chat has to wait, each waits for itself and loses nothing", async () => {
  const [lena, max] = [await aLearner(), await aLearner()];
  telegram.fail({ kind: "too-many-requests", retryAfter: 1, times: 2 });
  await Promise.all([lena, max].map((person) => telegram.say(person.user.id, "/ping")));
  const refused = telegram.calls.length;
  await Promise.all([lena, max].map((person) => quiet(person.user.id)));
  expect([lena.last(), max.last()]).toEqual(["pong", "pong"]);
  expect(telegram.calls.length - refused).toBeLessThanOrEqual(4);
});

test("case 11: in ten minutes without Telegram every update is accepted and no alarm is lost; then all is sent, in order", async () => {
  const lena = await aLearner();
  const ring = () => runDurableObjectAlarm(env.SESSIONS.getByName(`person:${lena.user.id}`));
  const startedAt = Date.now();
  telegram.fail({ kind: "reset", chatId: lena.user.id, times: 4 });
  telegram.fail({ kind: "server-error", status: 502, chatId: lena.user.id, times: Infinity });
  const calls = telegram.calls.length;
  await telegram.say(lena.user.id, "/ping");
  for (let minute = 1; minute <= 10; minute++) {
    vi.useFakeTimers({ toFake: ["Date"], now: startedAt + minute * 60_000 });
    if (minute === 5) await telegram.say(lena.user.id, "/help");
    expect(await ring(), `minute ${minute}`).toBe(true);
    await scheduler.wait(20);
  }
  expect(telegram.calls.length - calls).toBeLessThan(25);

  telegram.heal();
  vi.useFakeTimers({ toFake: ["Date"], now: startedAt + 12 * 60_000 });
  expect(await ring()).toBe(true);
  await quiet(lena.user.id);
  expect(texts(lena).slice(-2)).toEqual(["pong", expect.stringContaining("Commands")]);
});

test("case 11: a 5xx and a broken connection are tried again, and the answer comes", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "server-error", status: 502, method: "sendMessage", times: 1 });
  await lena.say("/ping");
  expect(lena.last()).toBe("pong");
  telegram.fail({ kind: "reset", method: "sendMessage", times: 1 });
  await lena.say("/help");
  expect(lena.last()).toContain("Commands");
});

test("case 13: an edit that changes nothing counts as done", async () => {
  const lena = await aLearner();
  await lena.say("/menu");
  await lena.tap("❓ Help");
  const before = telegram.calls.length;
  await telegram.forge(lena.user.id, "profile:help", lena.screen().at(-1)?.message_id);
  await quiet(lena.user.id);
  const refused = telegram.calls.slice(before).filter((call) => call.refusal?.includes("not modified") === true);
  expect(refused).toHaveLength(1);
});

test("a screen whose message was deleted is shown anew", async () => {
  const lena = await aLearner();
  await lena.say("/menu");
  await telegram.forge(lena.user.id, "profile:settings", 999_999);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Settings");
});

test("a rich message that Telegram refuses arrives as plain text", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "refusal", method: "sendRichMessage", description: "Bad Request: can't parse rich message", times: 1 });
  await lena.say("/settings");
  expect(lena.screen().at(-1)?.text).toContain("Level");
  expect(lena.buttons()).toContain("Level");
});

test("a document is sent once, also when its file cannot be deleted after it", async () => {
  const lena = await aLearner();
  const remove = vi.spyOn(env.FILES, "delete").mockRejectedValue(new Error("R2 is down"));
  await lena.say("/mydata");
  await lena.say("/ping");
  expect(remove).toHaveBeenCalledTimes(1);
  expect(lena.screen().filter((message) => message.document !== undefined)).toHaveLength(1);
  expect(lena.last()).toBe("pong");
});

test("a document that cannot be delivered leaves no file behind", async () => {
  const lena = await aLearner();
  for (const description of ["Forbidden: bot was blocked by the user", "Bad Request: file must be non-empty"]) {
    const errorCode = description.startsWith("Forbidden") ? 403 : 400;
    telegram.fail({ kind: "refusal", method: "sendDocument", description, errorCode, times: 1 });
    const held = (await env.FILES.list()).objects.length;
    await lena.say("/mydata");
    expect((await env.FILES.list()).objects.length).toBe(held);
  }
});

test("a handler that fails is tried three times, then apologises once and shows the menu", async () => {
  const lena = await aLearner();
  await lena.say("/settings");
  await lena.tap("Level");
  const prepare = env.DB.prepare.bind(env.DB);
  const spy = vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    if (query.startsWith('insert into "people"')) throw new TypeError("a mistake of ours");
    return prepare(query);
  });
  const before = texts(lena).length;
  await lena.tap("B1");
  expect(spy.mock.calls.filter(([query]) => query.startsWith('insert into "people"'))).toHaveLength(3);
  spy.mockRestore();
  expect(texts(lena).slice(before)).toHaveLength(1);
  expect(lena.last()).toContain("Something went wrong on our side");
  expect(lena.buttons()).toContain("🎓 Learn");
  const row = await env.DB.prepare("select level from people where person_id = ?").bind(lena.user.id).first();
  expect(row).toEqual({ level: "A2" });
});

test("what was accepted survives the death of its object, and is done once", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "server-error", status: 500, method: "sendMessage", times: 1 });
  await telegram.say(lena.user.id, "/ping");
  await abortAllDurableObjects();
  await quiet(lena.user.id);
  await vi.waitFor(() => expect(lena.last()).toBe("pong"), { timeout: 30_000, interval: 50 });
  expect(texts(lena).filter((text) => text === "pong")).toHaveLength(1);
});

test("an object that was evicted knows its person and its flow", async () => {
  const lena = await aLearner();
  await evictDurableObject(env.SESSIONS.getByName(`person:${lena.user.id}`));
  await lena.say("/settings");
  expect(lena.last()).toContain("A2");
});

test("keys are kept for two days and then forgotten, and a row at its end keeps no text", async () => {
  const lena = await aLearner();
  await lena.say("a sentence nobody may find");
  const stub = env.SESSIONS.getByName(`person:${lena.user.id}`);
  const dump = () => runInDurableObject(stub, (_, state) => state.storage.sql.exec("SELECT * FROM inbox").toArray());
  expect(JSON.stringify(await dump())).not.toContain("nobody may find");
  const before = (await dump()).length;
  await runInDurableObject(stub, (_, state) =>
    state.storage.sql.exec("UPDATE inbox SET accepted_at = accepted_at - 49 * 3600000").toArray(),
  );
  await evictDurableObject(stub);
  await lena.say("/ping");
  expect((await dump()).length).toBe(1);
  expect(before).toBeGreaterThan(4);
});
