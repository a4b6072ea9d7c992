import { expect, test } from "vitest";
import { aChat, token } from "./a-telegram.ts";
import type { Failure } from "./contract.ts";

/** Anna's chat, and a bot that writes into it. */
async function aConversation() {
  const { telegram, person, send } = await aChat();
  const say = (text: string) => {
    const body = JSON.stringify({ chat_id: person.id, text });
    return send(`/bot${token}/sendMessage`, { method: "POST", headers: { "content-type": "application/json" }, body });
  };
  const texts = () => telegram.screen(person.id).map(({ text }) => text);
  return { telegram, person, send: say, texts };
}

test("too many requests carries the wait in the body and in the header", async () => {
  const { telegram, send } = await aConversation();
  telegram.fail({ kind: "too-many-requests", retryAfter: 5, times: 1 });
  const response = await send("Hi");
  expect(response.headers.get("retry-after")).toBe("5");
  expect(await response.json()).toEqual({
    ok: false,
    error_code: 429,
    description: "Too Many Requests: retry after 5",
    parameters: { retry_after: 5 },
  });
  expect((await send("Hi")).status).toBe(200);
});

test("a failure meets only its method and its chat", async () => {
  const { telegram, person, send } = await aConversation();
  telegram.fail({ kind: "server-error", status: 502, times: Infinity, method: "getMe" });
  telegram.fail({ kind: "server-error", status: 502, times: Infinity, chatId: person.id + 1 });
  expect((await send("Hi")).status).toBe(200);
});

test("a call can be refused in words that no rule knows", async () => {
  const { telegram, send, texts } = await aConversation();
  telegram.fail({ kind: "refusal", errorCode: 403, description: "Forbidden: user is deactivated", times: 1 });
  expect(await (await send("Hi")).json()).toMatchObject({ ok: false, error_code: 403, description: "Forbidden: user is deactivated" });
  expect(texts()).not.toContain("Hi");
});

test("healing ends every failure", async () => {
  const { telegram, send } = await aConversation();
  telegram.fail({ kind: "server-error", status: 500, times: Infinity });
  expect((await send("Hi")).status).toBe(500);
  telegram.heal();
  expect((await send("Hi")).status).toBe(200);
});

const reaches: Array<[Failure["kind"], isCarriedOut: boolean]> = [
  ["lost-answer", true],
  ["half-body", true],
  ["reset", false],
  ["garbage", false],
  ["unauthorized", false],
];

test.each(reaches)("after %s the message is on screen: %s", async (kind, isCarriedOut) => {
  const { telegram, send, texts } = await aConversation();
  telegram.fail({ kind, times: 1 } as Failure);
  await send("Hi").catch(() => undefined);
  expect(texts().includes("Hi")).toBe(isCarriedOut);
});

test("a broken connection fails as fetch does, and a cut or foreign body does not parse", async () => {
  const { telegram, send } = await aConversation();
  telegram.fail({ kind: "reset", times: 1 });
  await expect(send("Hi")).rejects.toThrow(TypeError);
  for (const kind of ["half-body", "garbage"] as const) {
    telegram.fail({ kind, times: 1 });
    const response = await send("Hi");
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  }
});

test("a slow call is answered as usual, and others overtake it", async () => {
  const { telegram, send, texts } = await aConversation();
  telegram.fail({ kind: "slow", ms: 20, times: 1 });
  await Promise.all([send("first"), send("second")]);
  expect(texts()).toEqual(["/start", "second", "first"]);
});
