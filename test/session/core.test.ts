import { expect, test, vi } from "vitest";
import { OutsideError, UnknownVersionError } from "#platform/outside-error.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import * as z from "zod";
import { paragraph } from "#platform/text/tree.ts";
import { nextDue } from "#session/inbox.ts";
import { createLoop } from "#session/loop.ts";
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
  expect(core.store.rows().map((row) => [row.status, row.outcome])).toEqual([
    ["dead", "dead"],
    ["done", "handled"],
  ]);
});

test("an effect that Telegram acknowledged is not sent again when a later one of the same row has to wait", async () => {
  let isSlow = true;
  const core = createCore({
    handle: (_, turn) => {
      turn.say({ text: [paragraph("one")] });
      turn.say({ text: [paragraph("two")] });
    },
    answer: (call) =>
      call.payload.text === "two" && isSlow
        ? { type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: 3 }
        : { type: "ok", result: {} },
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

test("a handler may not write to another person", async () => {
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

test("what may pass by itself is parked, the person is told once, and it is done when it has passed", async () => {
  let isDown = true;
  const core = createCore({
    handle: (body, turn) => {
      if (isDown) throw new OutsideError({ service: "database", reason: "overloaded", retryable: true });
      countAndSay(body, turn);
    },
  });
  core.accept("t:1", "a");
  core.accept("t:2", "b");
  for (let n = 0; n < 8; n++) {
    await core.run();
    core.clock.now += 20_000;
  }
  expect(core.texts()).toEqual(["session.delayed"]);
  isDown = false;
  core.clock.now += 30_000;
  await core.run();
  expect(core.texts().slice(1)).toEqual(['"a" 1', '"b" 2']);
});

test("after ten minutes in vain a parked row is dead and apologised for", async () => {
  const core = createCore({
    handle: () => {
      throw new OutsideError({ service: "telegram", reason: "down", retryable: true });
    },
  });
  core.accept("t:1");
  for (let n = 0; n < 40; n++) {
    await core.run();
    core.clock.now += 20_000;
  }
  expect(core.texts()).toEqual(["session.delayed", "sorry"]);
});

test("an event that this version does not know is kept for a day, in silence", async () => {
  let isDeployed = false;
  const core = createCore({
    handle: (_, turn) => {
      if (!isDeployed) throw new UnknownVersionError("not yet");
      turn.say({ text: [paragraph("understood")] });
    },
  });
  core.accept("e:1", {}, "event");
  for (let n = 0; n < 50; n++) {
    await core.run();
    core.clock.now += 10 * 60_000;
  }
  isDeployed = true;
  await core.run();
  expect(core.texts()).toEqual(["understood"]);
});

test("whoever waits for a message is told its id when it was sent, and Telegram's reason when it was not", async () => {
  const told: unknown[] = [];
  const tell = { kind: "card.shown", version: 1, data: { cardId: 17 } };
  const core = createCore({
    handle: (body, turn) => {
      if (body.includes("card.shown")) told.push(JSON.parse(body));
      else turn.say({ text: [paragraph(body)] }, { tell });
    },
    answer: (call) =>
      call.payload.text === '"bad"'
        ? { type: "refused", code: 400, description: "Bad Request: TOPIC_CLOSED" }
        : { type: "ok", result: { message_id: 5 } },
  });
  core.accept("t:1", "good");
  core.accept("t:2", "bad");
  await core.run();
  expect(told).toEqual([
    { ...tell, data: { cardId: 17, outcome: { type: "sent", messageId: 5 } } },
    { ...tell, data: { cardId: 17, outcome: { type: "failed", reason: "Bad Request: TOPIC_CLOSED" } } },
  ]);
});

test("case 7: what must not come twice is not sent again when its outcome is unknown; an ordinary answer is; both are counted", async () => {
  const core = createCore({
    handle: (body, turn) => turn.say({ text: [paragraph(body)] }, { atMostOnce: body === '"campaign"' }),
    answer: () => ({ type: "unknown" }),
  });
  const count = vi.spyOn(core.bot.deps, "count");
  core.accept("t:1", "campaign");
  core.accept("t:2", "answer");
  await core.run();
  core.clock.now += 1_000;
  await core.run();
  expect(core.texts()).toEqual(['"campaign"', '"answer"', '"answer"']);
  expect(count.mock.calls).toEqual(Array.from({ length: 3 }, () => ["unknown_outcome", "sendMessage"]));
});

test("case 7: what must not come twice and was begun before its object died is given up and counted; what Telegram refuses is not unknown", async () => {
  const core = createCore({
    handle: (body, turn) => turn.say({ text: [paragraph(body)] }, { atMostOnce: true }),
    answer: ({ payload }) =>
      payload.text === '"limited"' ? { type: "refused", code: 429, description: "Too Many Requests" } : { type: "ok", result: {} },
  });
  const count = vi.spyOn(core.bot.deps, "count");
  core.accept("t:1", "campaign");
  await createLoop({ ...core, onCommit: () => undefined })();
  const [row] = core.store.open();
  const effects = row?.effects.map((effect) => ({ ...effect, isBegun: true })) ?? [];
  if (row !== undefined) core.store.apply({ row: { next: { ...row, effects }, tries: row.tries } });
  await core.run();
  expect(core.texts()).toEqual([]);
  expect(count.mock.calls).toEqual([["unknown_outcome", "sendMessage"]]);
  core.accept("t:2", "limited");
  await core.run();
  expect(count).toHaveBeenCalledTimes(1);
});

test("a timer rings once, in its time; set again it rings later, and cancelled it never does", async () => {
  const core = createCore({
    handle: (body, turn) => {
      const { kind } = z.object({ kind: z.string().optional() }).parse(JSON.parse(body));
      if (kind !== undefined) return turn.say({ text: [paragraph(kind)] });
      for (const name of ["undo", "moved", "gone"])
        turn.after(name, { dueAt: new Date(turn.now.getTime() + 60_000), kind: name, version: 1, data: {} });
      turn.after("moved", { dueAt: new Date(turn.now.getTime() + 120_000), kind: "moved", version: 1, data: {} });
      turn.cancelTimer("gone");
    },
  });
  core.accept("t:1");
  await core.run();
  core.clock.now += 59_999;
  await core.run();
  expect(core.texts()).toEqual([]);
  core.clock.now += 1;
  await core.run();
  await core.run();
  expect(core.texts()).toEqual(["undo"]);
  core.clock.now += 60_000;
  await core.run();
  expect(core.texts()).toEqual(["undo", "moved"]);
});

test("a call for a group is handed to the group's own object, once, with its effect as the key", async () => {
  const core = createCore({ handle: (_, turn) => void turn.capture("sendMessage", { chat_id: -100, text: "to the staff" }) });
  core.accept("t:1");
  await core.run();
  await core.run();
  expect(core.sent).toEqual([]);
  expect(core.relayed).toEqual([
    {
      to: "chat:-100",
      key: expect.stringMatching(/^e:person:7:\d+:t:1#1$/),
      body: { kind: "session.relay", version: 1, data: { method: "sendMessage", payload: { chat_id: -100, text: "to the staff" } } },
    },
  ]);
});

test("a group is sent twenty messages a minute, in order, and edits are not counted", async () => {
  const core = createCore({
    subject: { type: "chat", id: -100 },
    handle: (body, turn) => {
      const { text } = JSON.parse(body);
      if (text === "edit") turn.capture("editMessageText", { chat_id: -100, text, message_id: 1 });
      else turn.capture("sendMessage", { chat_id: -100, text });
    },
  });
  for (let n = 1; n <= 30; n++) core.accept(`e:${n}`, { text: String(n) }, "event");
  core.accept("e:edit", { text: "edit" }, "event");
  await core.run();
  expect(core.sent).toHaveLength(20);
  core.clock.now += 59_999;
  await core.run();
  expect(core.sent).toHaveLength(20);
  core.clock.now += 1;
  await core.run();
  expect(core.texts()).toEqual([...Array.from({ length: 30 }, (_, n) => String(n + 1)), "edit"]);
});

test("a handler that hangs is abandoned after twenty seconds, and what it does later is not committed", async () => {
  vi.useFakeTimers();
  try {
    const late: Array<() => void> = [];
    const core = createCore({
      handle: (body, turn) => {
        if (late.length > 0) return countAndSay(body, turn);
        return new Promise<void>((resolve) => {
          late.push(() => {
            turn.say({ text: [paragraph("too late")] });
            resolve();
          });
        });
      },
    });
    core.accept("t:1", "a");
    const running = core.run();
    await vi.advanceTimersByTimeAsync(20_000);
    await running;
    expect(core.store.rows()[0]).toMatchObject({ status: "waiting", tries: 2 });
    late[0]?.();
    core.clock.now += 1_000;
    await core.run();
    expect(core.texts()).toEqual(['"a" 1']);
  } finally {
    vi.useRealTimers();
  }
});

test("where not even the apology can be written, the row ends and the next is handled", async () => {
  const core = createCore({
    handle: (body, turn) => {
      if (body === '"poison"') throw new Error("a bug");
      countAndSay(body, turn);
    },
    apologise: () => {
      throw new Error("the menu is broken too");
    },
  });
  core.accept("t:1", "poison");
  core.accept("t:2", "fine");
  for (let n = 0; n < 4; n++) {
    await core.run();
    core.clock.now += 10_000;
  }
  expect(core.store.rows().map((row) => row.status)).toEqual(["dead", "done"]);
  expect(core.texts()).toEqual(['"fine" 1']);
});

test("a call that cannot be made at all is tried again, and holds up the chat no longer than Telegram's own failures would", async () => {
  let isBroken = true;
  const core = createCore({
    handle: countAndSay,
    answer: () => {
      if (isBroken) throw new Error("no such method");
      return { type: "ok", result: {} };
    },
  });
  core.accept("t:1", "a");
  await core.run();
  expect(nextDue(core.store.open())).toBe(core.clock.now + 1_000);
  isBroken = false;
  core.clock.now += 1_000;
  await core.run();
  expect(core.texts()).toEqual(['"a" 1', '"a" 1']);
});
