import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell } from "#platform/turn.ts";
import { noWords, runWith } from "#support/features.ts";
import { aLearner, quiet } from "#support/person.ts";

const UNDO_AFTER_MS = 60_000;
const lampCell: StateCell<boolean> = { feature: "lamp", key: "on", schema: z.boolean() };
const keepButton = defineButton("lamp:keep", {});

/** A change that undoes itself unless it is confirmed: the whole feature. */
const lamp: Feature = {
  name: "lamp",
  locales: noWords,
  commands: [
    {
      name: "lamp",
      handle: ({ turn }) => {
        turn.state.write(lampCell, true);
        turn.after("lamp", { dueAt: new Date(turn.now.getTime() + UNDO_AFTER_MS), kind: "lamp.undo", version: 1, data: {} });
        turn.show("lamp", { text: [paragraph("on")], buttons: [[{ label: "keep", data: keepButton.data({}) }]] });
      },
    },
  ],
  buttons: [
    onPress(keepButton, ({ turn }) => {
      turn.cancelTimer("lamp");
      turn.show("lamp", { text: [paragraph("kept")] });
    }),
  ],
  events: [
    onEvent({
      kind: "lamp.undo",
      version: 1,
      schema: z.object({}),
      handle: (_, turn) => {
        turn.state.write(lampCell, false);
        turn.show("lamp", { text: [paragraph("off again")] });
      },
    }),
  ],
};

afterEach(() => vi.useRealTimers());

test.for([
  ["nobody confirms it", false, "off again"],
  ["it is confirmed", true, "kept"],
] as const)("when %s", async ([, isKept, shown]) => {
  const lena = await aLearner();
  const name = `person:${lena.user.id}`;
  await runWith(name, [lamp]);
  await lena.say("/lamp");
  const messages = lena.screen().length;
  if (isKept) await lena.tap("keep");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + UNDO_AFTER_MS });
  await runDurableObjectAlarm(env.SESSIONS.getByName(name));
  await quiet(lena.user.id);
  expect(lena.last()).toBe(shown);
  expect(lena.screen()).toHaveLength(messages);
});
