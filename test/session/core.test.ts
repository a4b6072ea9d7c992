import { expect, test } from "vitest";
import type { StateCell, Turn } from "#platform/turn.ts";
import * as z from "zod";
import { paragraph } from "#platform/text/tree.ts";
import { createCore } from "#support/core.ts";

const HOUR_MS = 3_600_000;
const countCell: StateCell<number> = { feature: "test", key: "count", schema: z.int() };

function countAndSay(body: string, turn: Turn): void {
  turn.state.write(countCell, (turn.state.read(countCell) ?? 0) + 1);
  turn.say({ text: [paragraph(`${body} ${turn.state.read(countCell)}`)] });
}

test("case 1: an update delivered three times, and three times at once, has one row, one change of state and one effect", async () => {
  const core = createCore({ handle: countAndSay });
  for (let n = 0; n < 3; n++) {
    core.accept("t:1", "a");
    await core.run();
  }
  core.accept("t:2", "b");
  core.accept("t:2", "b");
  core.accept("t:2", "b");
  await Promise.all([core.run(), core.run(), core.run()]);
  expect(core.texts()).toEqual(['"a" 1', '"b" 2']);
  expect(core.store.rows().map((row) => row.status)).toEqual(["done", "done"]);
});

test("case 2: an update repeated after 23 hours and 59 minutes is known; its key is forgotten only after 48 hours", async () => {
  const core = createCore({ handle: countAndSay });
  core.accept("t:1", "a");
  await core.run();
  core.clock.now += 24 * HOUR_MS - 60_000;
  core.accept("t:1", "a");
  await core.run();
  expect(core.texts()).toEqual(['"a" 1']);
  core.clock.now += 25 * HOUR_MS;
  core.accept("t:2", "b");
  await core.run();
  expect(core.store.rows().map((row) => row.key)).toEqual(["t:2"]);
});

test("case 3: updates accepted in the wrong order are both handled, in the order of acceptance; none is dropped as old", async () => {
  const core = createCore({ handle: countAndSay });
  core.accept("t:6", "later", "press");
  core.accept("t:5", "earlier");
  await core.run();
  expect(core.texts()).toEqual(['"later" 1', '"earlier" 2']);
});

test("a handler that throws has changed nothing, and its message holds back the next while a button overtakes", async () => {
  let failures = 2;
  const core = createCore({
    handle: (body, turn) => {
      countAndSay(body, turn);
      if (body === '"first"' && failures-- > 0) throw new Error("not yet");
    },
  });
  core.accept("t:1", "first");
  core.accept("t:2", "second");
  core.accept("t:3", "button", "press");
  await core.run();
  expect(core.texts()).toEqual(['"button" 1']);
  core.clock.now += 1_000;
  await core.run();
  expect(core.texts()).toHaveLength(1);
  core.clock.now += 5_000;
  await core.run();
  expect(core.texts()).toEqual(['"button" 1', '"first" 2', '"second" 3']);
});

test("after three tries a row is dead, apologised for once, and the next is handled", async () => {
  const core = createCore({
    handle: (body) => {
      if (body === '"bad"') throw new Error("never");
    },
  });
  core.accept("t:1", "bad");
  core.accept("t:2", "good");
  for (let n = 0; n < 5; n++) {
    await core.run();
    core.clock.now += 10_000;
  }
  expect(core.texts()).toEqual(["sorry"]);
  expect(core.store.rows().map((row) => [row.status, row.outcome])).toEqual([["dead", "dead"], ["done", "handled"]]);
});

test("an effect that Telegram acknowledged is not sent again when a later one of the same row has to wait", async () => {
  let isSlow = true;
  const core = createCore({
    handle: (_, turn) => {
      turn.say({ text: [paragraph("one")] });
      turn.say({ text: [paragraph("two")] });
    },
    answer: (call) => (call.payload.text === "two" && isSlow ? { type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: 3 } : { type: "ok", result: {} }),
  });
  core.accept("t:1");
  await core.run();
  isSlow = false;
  core.clock.now += 2_999;
  await core.run();
  expect(core.texts()).toEqual(["one", "two"]);
  core.clock.now += 1;
  await core.run();
  expect(core.texts()).toEqual(["one", "two", "two"]);
});

test("an answer that a handler waits for is not there yet, and reading it says so", async () => {
  const seen: unknown[] = [];
  const core = createCore({
    handle: (_, turn) => {
      seen.push(turn.capture("answerCallbackQuery", { callback_query_id: "1" }));
      const message = turn.capture("sendMessage", { chat_id: 7, text: "x" });
      seen.push(() => Reflect.get(Object(message), "message_id"));
    },
  });
  core.accept("t:1");
  await core.run();
  expect(seen[0]).toBe(true);
  expect(seen[1]).toThrow("message_id is not known yet");
});

test("a handler may not write into another chat", async () => {
  const core = createCore({ handle: (_, turn) => void turn.capture("sendMessage", { chat_id: 8, text: "x" }) });
  core.accept("t:1");
  for (let n = 0; n < 3; n++) {
    await core.run();
    core.clock.now += 10_000;
  }
  expect(core.texts()).toEqual(["sorry"]);
});

test("keys and chance are the same in every try of a row, and different between rows", async () => {
  const seen: string[] = [];
  let failures = 1;
  const core = createCore({
    handle: (_, turn) => {
      seen.push(`${turn.key()} ${turn.key()} ${turn.chance()}`);
      if (failures-- > 0) throw new Error("once more");
    },
  });
  core.accept("t:1");
  await core.run();
  core.clock.now += 1_000;
  core.accept("t:2");
  await core.run();
  expect(seen[0]).toBe(seen[1]);
  expect(new Set(seen).size).toBe(2);
});
