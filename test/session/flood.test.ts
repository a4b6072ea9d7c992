import { expect, test } from "vitest";
import type { Turn } from "#platform/turn.ts";
import { paragraph } from "#platform/text/tree.ts";
import { createGate } from "#session/gate.ts";
import { createCore } from "#support/core.ts";

const SECOND_MS = 1_000;

function say(turn: Turn, text: string): void {
  turn.say({ text: [paragraph(text)] });
}

/** An object with the way into it. */
function anObject(handle: (body: string, turn: Turn) => void) {
  const core = createCore({ handle });
  const gate = createGate({ ...core, jobs: { findRunning: () => undefined }, inBackground: () => undefined });
  let taken = 0;
  const take = () => gate.take({ key: `t:${++taken}`, kind: "message", body: JSON.stringify(taken) }, core.clock.now);
  return { ...core, take };
}

test("case 23: of a hundred updates a second for a minute each has an end; few are handled, and one in ten seconds is answered with a warning", async () => {
  const { take, clock, run, store, texts } = anObject((body, turn) =>
    say(turn, body.includes("session.limited") ? "slow down" : "handled"),
  );
  for (let second = 0; second < 60; second++) {
    for (let n = 0; n < 100; n++) {
      take();
      clock.now += SECOND_MS / 100;
    }
    await run();
  }
  expect(texts().filter((text) => text === "handled")).toHaveLength(20);
  expect(texts().filter((text) => text === "slow down")).toHaveLength(6);
  expect(store.open()).toEqual([]);
  expect(store.rows().filter(({ key }) => key.startsWith("t:"))).toHaveLength(6_000);

  clock.now += 10 * SECOND_MS;
  take();
  await run();
  expect(texts().at(-1)).toBe("handled");
});

test("case 23: of two hundred people whose updates all throw, each reads one apology for each, and everything ends dead", async () => {
  const people = Array.from({ length: 200 }, () =>
    anObject(() => {
      throw new Error("a mistake of ours");
    }),
  );
  for (let second = 0; second < 30; second++) {
    for (const { take, run, clock } of people) {
      if (second % 10 === 0) take();
      await run();
      clock.now += SECOND_MS;
    }
  }
  for (const { store, texts } of people) {
    expect(store.rows().map(({ status }) => status)).toEqual(["dead", "dead", "dead"]);
    expect(texts()).toEqual(["sorry", "sorry", "sorry"]);
  }
});
