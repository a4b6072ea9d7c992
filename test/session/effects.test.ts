import { expect, test, vi } from "vitest";
import { methodTable } from "#fakes/telegram/method-table.ts";
import { answersTrue, judgeAnswer, passesThrough, screenCall, type Effect } from "#session/effects.ts";
import { relayedCall } from "#platform/relay.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { SayOptions, Turn } from "#platform/turn.ts";
import { createCore } from "#support/core.ts";
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

/** What whoever waits is told, when a turn does this and Telegram answers so. */
async function toldOf(act: (turn: Turn, options: SayOptions) => void | Promise<void>, results: unknown[]) {
  const told: unknown[] = [];
  const core = createCore({
    handle: (body, turn) =>
      body.includes("test.told")
        ? void told.push(JSON.parse(body).data)
        : act(turn, { tell: { kind: "test.told", version: 1, data: { of: "this" } } }),
    answer: () => ({ type: "ok", result: results.shift() }),
  });
  core.accept("t:1");
  await core.run();
  return { told, core };
}
const longText = Array.from({ length: 60 }, (_, n) => paragraph(`${n} ${"x".repeat(100)}`));

test("who waits for a screen of several messages is told the last one, once", async () => {
  const { told, core } = await toldOf(
    (turn, options) => turn.show("list", { text: longText }, options),
    [{ message_id: 5 }, { message_id: 6 }],
  );
  expect(core.sent).toHaveLength(2);
  expect(told).toEqual([{ of: "this", outcome: { type: "sent", messageId: 6 } }]);
});

test("who waits for a screen that is so already is told its message all the same", async () => {
  const told: unknown[] = [];
  const core = createCore({
    handle: (body, turn) =>
      body.includes("test.told")
        ? void told.push(JSON.parse(body).data.outcome)
        : turn.show("list", { text: [paragraph("x")] }, { tell: { kind: "test.told", version: 1, data: {} } }),
    answer: ({ method }) =>
      method === "editMessageText"
        ? { type: "refused", code: 400, description: "Bad Request: message is not modified" }
        : { type: "ok", result: { message_id: 5 } },
  });
  core.accept("e:1", {}, "event");
  core.accept("e:2", {}, "event");
  await core.run();
  expect(core.sent.map(({ method }) => method)).toEqual(["sendMessage", "editMessageText"]);
  expect(told).toEqual([
    { type: "sent", messageId: 5 },
    { type: "sent", messageId: 5 },
  ]);
});

test("who waits for a document is told the file, to send it again", async () => {
  const document = { file_id: "of-document" };
  const { told } = await toldOf(
    (turn, options) => turn.sayDocument({ name: "a.txt", mimeType: "text/plain", text: "a" }, "A", options),
    [{ message_id: 5, document }],
  );
  expect(told).toEqual([{ of: "this", outcome: { type: "sent", messageId: 5, fileId: "of-document" } }]);
});

test.for([
  [{ animation: { file_id: "a" }, document: { file_id: "d" } }, "a"],
  [{ voice: { file_id: "v" } }, "v"],
  [{ video: { file_id: "v" } }, "v"],
  [{ audio: { file_id: "m" } }, "m"],
  [{ photo: [{ file_id: "small" }, { file_id: "large" }] }, "large"],
] as const)("of what was sent, %o, the file that is told is %s", ([content, fileId]) => {
  const effect = anEffect({ tell: { kind: "test.told", version: 1, data: {} } });
  expect(judge({ type: "ok", result: { message_id: 5, ...content } }, effect)).toEqual({ type: "sent", messageId: 5, fileId });
  expect(judge({ type: "ok", result: { message_id: 5, ...content } })).toEqual({ type: "sent", messageId: 5 });
});

test("of messages that were copied together all ids are told", () => {
  const effect = anEffect({ tell: { kind: "test.told", version: 1, data: {} } });
  expect(judge({ type: "ok", result: [{ message_id: 5 }, { message_id: 6 }] }, effect)).toEqual({ type: "sent", messageIds: [5, 6] });
});

test("what could not be sent in its time is given up, and who waits is told so; no alert is raised for it", async () => {
  const told: unknown[] = [];
  const core = createCore({
    handle: (body, turn) =>
      body.includes("test.told")
        ? void told.push(JSON.parse(body).data.outcome)
        : turn.say(
            { text: [paragraph(body)] },
            { expiresAt: new Date(core.clock.now + 60_000), tell: { kind: "test.told", version: 1, data: {} } },
          ),
    answer: () => ({ type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: core.sent.length === 1 ? 60 : 30 }),
  });
  const error = vi.spyOn(core.bot.deps.log, "error");
  core.accept("t:1", "soon");
  await core.run();
  core.clock.now += 60_000;
  await core.run();
  expect([core.sent.length, told]).toEqual([2, []]);
  core.clock.now += 30_000;
  await core.run();
  expect(core.texts()).toEqual(['"soon"', '"soon"']);
  expect(told).toEqual([{ type: "failed", reason: "expired" }]);
  expect(core.store.rows().find(({ key }) => key === "t:1")?.trace).toMatchObject([{ type: "unsent", reason: "expired" }]);
  expect(error).not.toHaveBeenCalled();
});

test("nothing is sent after its time where the clock itself takes time to read", async () => {
  const lateBy: number[] = [];
  for (let lasts = 0; lasts < 10_000; lasts += 500) {
    const expiresAt = 1_800_000_000_000 + lasts;
    const core = createCore({
      handle: (_, turn) => turn.say({ text: [paragraph("soon")] }, { expiresAt: new Date(expiresAt) }),
      answer: () => {
        lateBy.push(core.clock.now - expiresAt);
        return { type: "ok", result: { message_id: 1 } };
      },
    });
    core.bot.deps.clock.now = async () => new Date((core.clock.now += 1_000));
    core.accept("t:1");
    await core.run();
  }
  expect(lateBy.length).toBeGreaterThan(0);
  expect(lateBy.filter((ms) => ms > 0)).toEqual([]);
});

test("what must not come twice, or has its time, keeps that in the group that sends it; handing it over is repeated", async () => {
  const core = createCore({
    subject: { type: "chat", id: -100 },
    handle: (body, turn) => turn.carryOut(relayedCall.parse(JSON.parse(body))),
    answer: () => ({ type: "unknown" }),
  });
  const relayed = { method: "sendMessage", payload: { chat_id: -100, text: "once" } };
  core.accept("e:1", { ...relayed, atMostOnce: true }, "event");
  core.accept("e:2", { ...relayed, expiresAt: core.clock.now - 1 }, "event");
  await core.run();
  core.clock.now += 600_000;
  await core.run();
  expect(core.texts()).toEqual(["once"]);
});

test("what is said because something was said, and so for ever, ends after six times, and who waits is told no more", async () => {
  const core = createCore({
    handle: (body, turn) => {
      expect(turn.hops).toBe(core.sent.length);
      turn.say({ text: [paragraph(body.length > 2 ? "again" : "first")] }, { tell: { kind: "test.told", version: 1, data: {} } });
    },
  });
  core.accept("t:1");
  for (let pass = 0; pass < 5; pass += 1) await core.run();
  expect(core.texts()).toEqual(["first", ...Array.from({ length: 6 }, () => "again")]);
});
