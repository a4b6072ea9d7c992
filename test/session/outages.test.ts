import { expect, test } from "vitest";
import type { Turn } from "#platform/turn.ts";
import { paragraph } from "#platform/text/tree.ts";
import { nextDue } from "#session/inbox.ts";
import { createLoop } from "#session/loop.ts";
import { createSender } from "#session/sender.ts";
import { createCore } from "#support/core.ts";

function repeat(body: string, turn: Turn): void {
  turn.say({ text: [paragraph(body)] });
}

test("case 6: what was committed before a crash is sent by the next life of its object, once", async () => {
  const core = createCore({ handle: repeat });
  core.accept("t:1", "a");
  await createLoop({ ...core, onCommit: () => undefined })();
  expect(core.texts()).toEqual([]);
  for (let life = 0; life < 2; life++) await createSender({ ...core, onArrival: () => undefined }).send();
  expect(core.texts()).toEqual(['"a"']);
});

test("case 11: in ten minutes without Telegram there is always a next try, and not many; then everything is sent, in order", async () => {
  let isDown = true;
  const core = createCore({
    handle: repeat,
    answer: () => (isDown ? { type: "unknown" } : { type: "ok", result: { message_id: 1 } }),
  });
  const endsAt = core.clock.now + 10 * 60_000;
  for (let n = 1; core.clock.now < endsAt; n++) {
    if (n <= 3) core.accept(`t:${n}`, n);
    await core.run();
    const due = nextDue(core.store.open());
    expect(due).toBeGreaterThan(core.clock.now);
    core.clock.now = due ?? endsAt;
  }
  expect(core.sent.length).toBeLessThan(25);
  isDown = false;
  const before = core.sent.length;
  await core.run();
  expect(core.texts().slice(before)).toEqual(["1", "2", "3"]);
});
