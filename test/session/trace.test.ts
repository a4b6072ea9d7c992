import { expect, test } from "vitest";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { replayRow } from "#session/inbox.ts";
import { createCore, type Core } from "#support/core.ts";

test("a row keeps what became of what it wanted sent, without the words that Telegram quotes", async () => {
  const core = createCore({
    handle: (body, turn) => {
      for (const text of ["one", "two"]) turn.say({ text: [paragraph(text + body)] });
    },
    answer: ({ payload }) =>
      String(payload.text).startsWith("two")
        ? { type: "refused", code: 400, description: 'Bad Request: odd word "secret"' }
        : { type: "ok", result: { message_id: 1 } },
  });
  core.accept("t:1");
  await core.run();
  expect(core.store.find("t:1")).toMatchObject({
    status: "done",
    body: "",
    trace: [
      { type: "sent", method: "sendMessage", tries: 1, at: core.clock.now },
      { type: "unsent", method: "sendMessage", tries: 1, reason: "Bad Request: odd word …" },
    ],
  });
});

test("a replayed row writes under the keys of its first tries", async () => {
  const keys: string[] = [];
  const core = createCore({
    handle: (_, turn) => {
      keys.push(turn.key());
      if (keys.length <= 3) throw new TypeError("a mistake of ours");
    },
  });
  await dieAndBeReplayed(core);
  expect(core.store.find("r:t:1:1")?.status).toBe("done");
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(4);
});

test("the answer of a replayed group command goes to the group under another key than the apology for its first tries", async () => {
  const say = (turn: Turn, text: string) => void turn.capture("sendMessage", { chat_id: -100, text });
  let tries = 0;
  const core = createCore({
    handle: (_, turn) => {
      if (++tries <= 3) throw new TypeError("a mistake of ours");
      say(turn, "the answer");
    },
    apologise: (turn) => say(turn, "sorry"),
  });
  await dieAndBeReplayed(core);
  expect(core.relayed.map(({ body }) => body)).toMatchObject(["sorry", "the answer"].map((text) => ({ data: { payload: { text } } })));
  expect(new Set(core.relayed.map(({ key }) => key)).size).toBe(2);
});

async function dieAndBeReplayed(core: Core): Promise<void> {
  core.accept("t:1");
  for (let n = 0; n < 3; n++) {
    await core.run();
    core.clock.now += 6_000;
  }
  const dead = core.store.find("t:1");
  const replayed = dead && replayRow(dead, { at: core.clock.now, by: "x" }, core.store.nextSeq());
  if (replayed === undefined) throw new Error("the row is not dead");
  core.store.apply({ row: { next: replayed.spent, tries: dead?.tries ?? 0 }, arrivals: [replayed.again] });
  await core.run();
}
