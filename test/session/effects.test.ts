import { expect, test } from "vitest";
import { methodTable } from "#fakes/telegram/method-table.ts";
import { answersTrue, judgeAnswer, passesThrough, screenCall, type Effect } from "#session/effects.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";

const NOW = 1_800_000_000_000;
const call = { method: "sendMessage", payload: { chat_id: 7, text: "x" } };
const anEffect = (changes: Partial<Effect> = {}): Effect => ({
  effectId: "e",
  class: "atLeastOnce",
  target: { type: "call", call, plain: [] },
  tries: 1,
  notBefore: NOW,
  ...changes,
});
const refusal = (code: number, description: string, retryAfterSeconds?: number): TelegramAnswer => ({
  type: "refused",
  code,
  description,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
const judge = (answer: TelegramAnswer, effect = anEffect(), sentCall = call) =>
  judgeAnswer(effect, sentCall, answer, { now: NOW, cooldownMs: 600_000 });

test("the rule for methods that answer True agrees with Telegram's own table", () => {
  for (const [name, method] of Object.entries(methodTable.methods)) {
    if (passesThrough(name)) continue;
    expect(answersTrue(name), name).toBe(method.returns === "Boolean" || method.returns === "True");
  }
});

test("calls that only read or are fleeting pass through; everything else is kept", () => {
  expect(
    ["getMe", "getFile", "createInvoiceLink", "createChatInviteLink", "sendMessageDraft", "sendRichMessageDraft", "sendChatAction"].every(
      passesThrough,
    ),
  ).toBe(true);
  expect(
    ["sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery", "sendInvoice", "setMyCommands"].some(passesThrough),
  ).toBe(false);
});

test("case 10: a 429 waits at least as long as it says, and ten minutes when it says nothing", () => {
  expect(judge(refusal(429, "Too Many Requests: retry after 35", 35))).toEqual({ type: "wait", until: NOW + 35_000 });
  expect(judge(refusal(429, "Too Many Requests"))).toEqual({ type: "wait", until: NOW + 600_000 });
});

test.for([
  [400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same", "sent"],
  [400, "Bad Request: query is too old and response timeout expired or query ID is invalid", "sent"],
  [400, "Bad Request: message to delete not found", "sent"],
  [410, "the file to upload is gone", "sent"],
  [403, "Forbidden: bot was blocked by the user", "unreachable"],
  [401, "Unauthorized", "wait"],
  [500, "Internal Server Error", "wait"],
  [400, "Bad Request: chat not found", "dropped"],
] as const)("case 13 and others: %s %s counts as %s", ([code, description, verdict]) => {
  expect(judge(refusal(code, description)).type).toBe(verdict);
});

test("refused formatting is said again plainly, unless there was none", () => {
  const withEntities = { method: "sendMessage", payload: { chat_id: 7, text: "x", entities: [] } };
  const parse = refusal(400, "Bad Request: can't parse entities: byte offset 4");
  expect(judge(parse, anEffect({ target: { type: "call", call: withEntities, plain: [] } }), withEntities)).toEqual({ type: "plain" });
  expect(judge(parse).type).toBe("dropped");
});

test("an unknown outcome is repeated, more and more slowly, but never where repeating must not happen", () => {
  const waits = [1, 2, 3, 6, 20].map((tries) => judge({ type: "unknown" }, anEffect({ tries })));
  expect(waits.map((verdict) => (verdict.type === "wait" ? verdict.until - NOW : 0))).toEqual([1_000, 2_000, 5_000, 60_000, 60_000]);
  expect(judge({ type: "unknown" }, anEffect({ class: "atMostOnce" })).type).toBe("dropped");
});

test("a screen edits the pressed message, an event's screen the last one of its slot, and a typed request gets a new one", () => {
  const screen = { type: "screen" as const, slot: "menu", chatId: 7, content: { text: "x" }, plain: [] };
  expect(screenCall({ ...screen, sendsAnew: true, messageId: 5 }, 9)).toMatchObject({
    method: "editMessageText",
    payload: { message_id: 5 },
  });
  expect(screenCall({ ...screen, sendsAnew: false }, 9)).toMatchObject({ method: "editMessageText", payload: { message_id: 9 } });
  expect(screenCall({ ...screen, sendsAnew: false }, undefined).method).toBe("sendMessage");
  expect(screenCall({ ...screen, sendsAnew: true }, 9).method).toBe("sendMessage");
});

test("a screen whose message is gone comes anew; an edit of a message that is gone is given up and said so", () => {
  const edit = { method: "editMessageText", payload: { chat_id: 7, message_id: 1, text: "x" } };
  const gone = refusal(400, "Bad Request: message to edit not found");
  const screen = anEffect({ target: { type: "screen", slot: "menu", sendsAnew: false, chatId: 7, content: { text: "x" }, plain: [] } });
  expect(judge(gone, screen, edit)).toEqual({ type: "sendAnew" });
  expect(judge(gone, anEffect({ target: { type: "call", call: edit, plain: [] } }), edit).type).toBe("dropped");
});
