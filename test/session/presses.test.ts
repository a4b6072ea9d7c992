import { afterEach, expect, test, vi } from "vitest";
import { OutsideError } from "#platform/outside-error.ts";
import type { Turn } from "#platform/turn.ts";
import { createGate } from "#session/gate.ts";
import { createLoop } from "#session/loop.ts";
import { createSender } from "#session/sender.ts";
import { createCore, type Core } from "#support/core.ts";

afterEach(() => void vi.useRealTimers());

const answers = (core: Core) => core.sent.flatMap(({ method, payload }) => (method === "answerCallbackQuery" ? [payload] : []));
const forMinutes = async (core: Core, minutes: number) => {
  for (const endsAt = core.clock.now + minutes * 60_000; core.clock.now < endsAt; core.clock.now += 10_000) await core.run();
};

test.for([
  ["a bug", new TypeError("a mistake of ours"), ["sorry"]],
  ["what may pass", new OutsideError({ service: "database", reason: "overloaded", retryable: true }), ["session.delayed", "sorry"]],
] as const)("a press that fails by %s is answered at once, and once in all its tries", async ([, error, said]) => {
  const core = createCore({
    handle: () => {
      throw error;
    },
  });
  core.accept("t:1", "query", "press");
  await core.run();
  expect(answers(core)).toEqual([{ callback_query_id: "query" }]);
  await forMinutes(core, 12);
  expect(core.store.rows().filter(({ kind }) => kind === "press")).toMatchObject([{ status: "dead" }]);
  expect(core.texts().filter((text) => text !== undefined)).toEqual(said);
  expect(answers(core)).toHaveLength(1);
});

test("a press is answered five seconds after it came, also while it waits for the handler before it", async () => {
  vi.useFakeTimers();
  const core = createCore({ handle: (body) => (body === '"slow"' ? new Promise<void>((end) => setTimeout(end, 15_000)) : undefined) });
  core.accept("t:1", "slow");
  const runs = [core.run()];
  await vi.advanceTimersByTimeAsync(3_000);
  core.clock.now += 3_000;
  core.accept("t:2", "query", "press");
  await vi.advanceTimersByTimeAsync(1_000);
  runs.push(core.run());
  await vi.advanceTimersByTimeAsync(3_999);
  expect(answers(core)).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(answers(core)).toEqual([{ callback_query_id: "query" }]);
  await vi.advanceTimersByTimeAsync(20_000);
  await Promise.all(runs);
  expect(answers(core)).toHaveLength(1);
});

test("a press whose object died before its answer is answered as soon as the object is back", async () => {
  vi.useFakeTimers();
  const core = createCore({ handle: () => new Promise<void>(() => undefined) });
  core.accept("t:1", "query", "press");
  core.clock.now += 20_000;
  core.run().catch(console.error);
  await vi.advanceTimersByTimeAsync(1);
  expect(answers(core)).toEqual([{ callback_query_id: "query" }]);
});

test("a press that is handled in time leaves nothing behind that would keep its object awake", async () => {
  vi.useFakeTimers();
  const core = createCore({ handle: () => undefined });
  core.accept("t:1", "query", "press");
  await core.run();
  expect(vi.getTimerCount()).toBe(0);
});

test.for([
  [14_999, { callback_query_id: "1", text: "saved", show_alert: true }],
  [15_000, { callback_query_id: "1" }],
] as const)("an answer that is %i ms late says what is still seen of it", async ([lateMs, payload]) => {
  const toast = (turn: Turn) => void turn.capture("answerCallbackQuery", { callback_query_id: "1", text: "saved", show_alert: true });
  const core = createCore({ handle: (_, turn) => toast(turn) });
  vi.spyOn(core.bot, "answerPress").mockResolvedValue(undefined);
  vi.useFakeTimers({ toFake: ["Date"] });
  core.accept("t:1", "1", "press");
  core.clock.now += lateMs;
  await core.run();
  expect(answers(core)).toEqual([payload]);
});

test("an answer that was committed before its object died and goes out too late has lost its words", async () => {
  const core = createCore({ handle: (_, turn) => void turn.capture("answerCallbackQuery", { callback_query_id: "1", text: "saved" }) });
  core.accept("t:1", "1", "press");
  await createLoop({ ...core, onCommit: () => undefined })();
  core.clock.now += 15_000;
  await createSender({ ...core, onArrival: () => undefined }).send();
  expect(answers(core)).toEqual([{ callback_query_id: "1" }]);
  expect(core.store.open()).toEqual([]);
});

test.for([
  { type: "refused", code: 400, description: "Bad Request: query is too old and response timeout expired or query ID is invalid" },
  { type: "refused", code: 429, description: "Too Many Requests: retry after 35", retryAfterSeconds: 35 },
  { type: "unknown" },
] as const)("case 13: an answer to a press is given once, and what is said beside it goes out: %o", async (refusal) => {
  const core = createCore({
    answer: ({ method }) => (method === "answerCallbackQuery" ? refusal : { type: "ok", result: { message_id: 1 } }),
    handle: (_, turn) => {
      turn.capture("answerCallbackQuery", { callback_query_id: "1", text: "saved" });
      turn.capture("sendMessage", { chat_id: 7, text: "Saved." });
    },
  });
  core.accept("t:1", "1", "press");
  await core.run();
  await forMinutes(core, 2);
  expect(answers(core)).toHaveLength(1);
  expect(core.texts().filter((text) => text === "Saved.")).toHaveLength(1);
  expect(core.store.rows()).toMatchObject([{ status: "done" }]);
});

test("a press that is one too many is answered, and never handled", async () => {
  const handled: string[] = [];
  const core = createCore({ handle: (body) => void handled.push(body) });
  const background: Promise<void>[] = [];
  const gate = createGate({ ...core, jobs: { findRunning: () => undefined }, inBackground: (work) => void background.push(work) });
  for (let n = 1; n <= 22; n++) gate.take({ key: `t:${n}`, kind: "press", body: JSON.stringify(n) }, core.clock.now);
  await Promise.all(background);
  expect(answers(core)).toEqual([{ callback_query_id: 21 }, { callback_query_id: 22 }]);
  expect(core.store.rows().filter(({ status }) => status === "limited")).toHaveLength(2);
  await core.run();
  expect(handled.filter((body) => !body.includes("session.limited"))).toHaveLength(20);
});

test("a spinner that cannot be ended is noted, and harms nothing", async () => {
  const core = createCore({ handle: () => undefined });
  vi.spyOn(core.bot, "answerPress").mockRejectedValue(new Error("out of reach"));
  const warn = vi.spyOn(core.bot.deps.log, "warn");
  const background: Promise<void>[] = [];
  const gate = createGate({ ...core, jobs: { findRunning: () => undefined }, inBackground: (work) => void background.push(work) });
  for (let n = 1; n <= 21; n++) gate.take({ key: `t:${n}`, kind: "press", body: JSON.stringify(n) }, core.clock.now);
  await Promise.all(background);
  expect(warn).toHaveBeenCalledWith("session.answer.failed", expect.objectContaining({ key: "t:21" }));
});
