import { afterEach, expect, test, vi } from "vitest";
import { OutsideError } from "#platform/outside-error.ts";
import type { Turn } from "#platform/turn.ts";
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
