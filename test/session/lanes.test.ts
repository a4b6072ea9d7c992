import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { relayedCall } from "#platform/relay.ts";
import type { Turn } from "#platform/turn.ts";
import { paragraph } from "#platform/text/tree.ts";
import { nextDue } from "#session/inbox.ts";
import { createCore, type Core } from "#support/core.ts";

const STAFF = -100;
const CLASS = -200;

afterEach(() => void vi.useRealTimers());

function writeTo(turn: Turn, chatId: number, text: string): void {
  turn.capture("sendMessage", { chat_id: chatId, text });
}

/** Tells staff first, then the class, then the person. */
function tellEverybody(body: string, turn: Turn): void {
  writeTo(turn, STAFF, body);
  writeTo(turn, CLASS, body);
  turn.say({ text: [paragraph(body)] });
}

/** The staff group's object cannot be reached until it is back. */
function whileStaffAreAway(core: Core, answer: () => Promise<void>): { comeBack: () => void } {
  let isAway = true;
  const { of } = core.bot.deps.sessions;
  vi.spyOn(core.bot.deps.sessions, "of").mockImplementation((to) => {
    const object = of(to);
    return to === `chat:${STAFF}` && isAway ? { ...object, accept: answer } : object;
  });
  return { comeBack: () => (isAway = false) };
}

const relayBody = z.object({ data: relayedCall });
const relayedTo = (core: Core, chatId: number) =>
  core.relayed.filter(({ to }) => to === `chat:${chatId}`).map(({ body }) => relayBody.parse(body).data.payload.text);

test("a group that cannot be reached holds back only what is for it, and gets that in order when it is back", async () => {
  const core = createCore({ handle: tellEverybody });
  const staff = whileStaffAreAway(core, () => Promise.reject(new Error("the object is out of reach")));
  core.accept("t:1", "one");
  core.accept("t:2", "two");
  await core.run();
  expect(core.texts()).toEqual(['"one"', '"two"']);
  expect(relayedTo(core, CLASS)).toEqual(['"one"', '"two"']);
  expect(relayedTo(core, STAFF)).toEqual([]);
  expect(nextDue(core.store.open())).toBe(core.clock.now + 1_000);

  staff.comeBack();
  core.clock.now += 1_000;
  await core.run();
  expect(relayedTo(core, STAFF)).toEqual(['"one"', '"two"']);
  expect(core.texts()).toEqual(['"one"', '"two"']);
  expect(core.store.open()).toEqual([]);
});

test("a person whom Telegram makes wait holds back nothing that is for a group", async () => {
  const core = createCore({
    handle: tellEverybody,
    answer: () => ({ type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: 60 }),
  });
  core.accept("t:1", "one");
  core.accept("t:2", "two");
  await core.run();
  expect(core.texts()).toEqual(['"one"']);
  expect([relayedTo(core, STAFF), relayedTo(core, CLASS)]).toEqual([
    ['"one"', '"two"'],
    ['"one"', '"two"'],
  ]);
  expect(nextDue(core.store.open())).toBe(core.clock.now + 60_000);
});

test("a relay that is never answered is given up after ten seconds and tried again, and meanwhile the person reads on", async () => {
  vi.useFakeTimers();
  const core = createCore({ handle: tellEverybody });
  const staff = whileStaffAreAway(core, () => new Promise(() => undefined));
  core.accept("t:1", "one");
  const runs = [core.run()];
  await vi.advanceTimersByTimeAsync(5_000);
  core.accept("t:2", "two");
  runs.push(core.run());
  await vi.advanceTimersByTimeAsync(0);
  expect(core.texts()).toEqual(['"one"', '"two"']);

  core.clock.now += 10_000;
  await vi.advanceTimersByTimeAsync(5_000);
  await Promise.all(runs);
  expect(nextDue(core.store.open())).toBe(core.clock.now + 1_000);
  staff.comeBack();
  core.clock.now += 1_000;
  await core.run();
  expect(relayedTo(core, STAFF)).toEqual(['"one"', '"two"']);
});

test("what is sent in one lane is not written back by another that was under way", async () => {
  const core = createCore({ handle: tellEverybody });
  const held: Array<() => void> = [];
  whileStaffAreAway(core, () => new Promise((resolve) => held.push(resolve)));
  core.accept("t:1", "one");
  const run = core.run();
  await vi.waitFor(() => expect(core.store.open()[0]?.effects).toHaveLength(1));
  held[0]?.();
  await run;
  expect(core.texts()).toEqual(['"one"']);
  expect(core.store.open()).toEqual([]);
});

test("each lane's first effect counts for the next alarm, and nothing behind it", async () => {
  const core = createCore({
    handle: tellEverybody,
    answer: () => ({ type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: 60 }),
  });
  whileStaffAreAway(core, () => Promise.reject(new Error("the object is out of reach")));
  core.accept("t:1", "one");
  core.accept("t:2", "two");
  await core.run();
  const dues = core.store.open().flatMap(({ effects }) => effects.map(({ notBefore }) => notBefore - core.clock.now));
  expect(dues).toEqual([1_000, 60_000, 0, 0]);
  expect(nextDue(core.store.open())).toBe(core.clock.now + 1_000);
});
