import { env } from "cloudflare:workers";
import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineJob } from "#platform/job-kind.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import * as z from "zod";
import { noWords, runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

afterEach(() => telegram.heal());

const stubOf = (person: Person) => env.SESSIONS.getByName(`person:${person.user.id}`);
const alarmIn = (person: Person) =>
  runInDurableObject(stubOf(person), async (_, state) => ((await state.storage.getAlarm()) ?? Infinity) - Date.now());

async function countAlarms(person: Person): Promise<() => number> {
  let alarms = 0;
  await runInDurableObject(stubOf(person), (_, state) => {
    const setAlarm = state.storage.setAlarm.bind(state.storage);
    Object.defineProperty(state.storage, "setAlarm", { configurable: true, value: (at: number) => (alarms++, setAlarm(at)) });
  });
  return () => alarms;
}

const slowJob = defineJob<Record<string, never>, string>({
  name: "slow.job",
  deadlineMs: 20_000,
  input: z.object({}),
  outcome: z.string(),
  run: async (_, { signal }) => {
    await scheduler.wait(15_000, { signal });
    return "done";
  },
  done: (text, _, turn) => turn.say({ text: [paragraph(text)] }),
  failed: ({ reason }, _, turn) => turn.say({ text: [paragraph(reason)] }),
});

const pressButton = defineButton("slow:press", {});
const slow: Feature = {
  name: "slow",
  locales: noWords,
  commands: [
    { name: "job", handle: ({ turn }) => turn.start(slowJob, {}) },
    {
      name: "later",
      handle: ({ turn }) =>
        turn.after("far", { dueAt: new Date(turn.now.getTime() + 3 * 24 * 3_600_000), kind: "x.y", version: 1, data: {} }),
    },
    {
      name: "button",
      handle: ({ turn }) => turn.say({ text: [paragraph("press")], buttons: [[{ label: "slowly", data: pressButton.data({}) }]] }),
    },
  ],
  buttons: [onPress(pressButton, () => scheduler.wait(6_000))],
  jobs: [slowJob],
};

test("case 10: while a chat has to wait there is no busy loop: a few alarms, not hundreds", async () => {
  const lena = await aLearner();
  const alarms = await countAlarms(lena);
  telegram.fail({ kind: "too-many-requests", retryAfter: 2, method: "sendMessage", times: 1 });
  await telegram.say(lena.user.id, "/ping");
  await telegram.say(lena.user.id, "/help");
  await quiet(lena.user.id);
  expect(alarms()).toBeLessThan(10);
});

test("an object at work is woken within half a minute if it dies, however far away its timers are", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [slow]);
  await lena.say("/later");
  await runInDurableObject(stubOf(lena), (instance, state) => {
    Object.assign(instance, { alarmAt: Date.now() + 3 * 24 * 3_600_000 });
    return state.storage.setAlarm(Date.now() + 3 * 24 * 3_600_000);
  });
  await telegram.say(lena.user.id, "/job");
  await scheduler.wait(100);
  expect(await alarmIn(lena)).toBeLessThan(30_000);
  await lena.say("/cancel");
});

test("an object in which nothing is in hand sleeps until its timer is due, instead of being woken every 20 seconds", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [slow]);
  await lena.say("/later");
  expect(await alarmIn(lena)).toBeLessThan(30_000);
  await runDurableObjectAlarm(stubOf(lena));
  expect(await alarmIn(lena)).toBeGreaterThan(2 * 24 * 3_600_000);
});

test("the alarm of an object whose configuration is broken rings without an error, and another is set until it is mended", async () => {
  const lena = await aLearner();
  const configured = await runInDurableObject(stubOf(lena), (instance) => Reflect.get(instance, "createBot") as () => unknown);
  const createBot = () => {
    throw new TypeError("TIMEZONE is not a time zone");
  };
  await runInDurableObject(stubOf(lena), async (instance, state) => {
    await state.storage.setAlarm(Date.now() + 3_600_000);
    Object.assign(instance, { parts: undefined, alarmAt: undefined, createBot });
  });
  expect(await runDurableObjectAlarm(stubOf(lena))).toBe(true);
  expect(await alarmIn(lena)).toBeLessThanOrEqual(60_000);
  await runInDurableObject(stubOf(lena), (instance) => void Object.assign(instance, { createBot: configured }));
  await lena.say("/ping");
  expect(lena.last()).toBe("pong");
});

test("an alarm that rings while a slow job runs does not wait for it", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [slow]);
  await telegram.say(lena.user.id, "/job");
  await vi.waitFor(async () => expect(await alarmIn(lena)).toBeLessThan(30_000));
  expect(await runDurableObjectAlarm(stubOf(lena))).toBe(true);
  expect(lena.last()).not.toBe("done");
  expect(await alarmIn(lena)).toBeLessThan(30_000);
  await lena.say("/cancel");
});

test("an object that dies right after it accepted goes on by itself", async () => {
  const lena = await aLearner();
  await telegram.say(lena.user.id, "/ping");
  await abortAllDurableObjects();
  await vi.waitFor(() => expect(lena.last()).toBe("pong"), { timeout: 40_000, interval: 200 });
  expect(lena.screen().filter((message) => message.text === "pong")).toHaveLength(1);
});

test("a button whose handler takes long is answered after five seconds at the latest", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [slow]);
  await lena.say("/button");
  const before = telegram.calls.length;
  const startedAt = Date.now();
  await telegram.tap(lena.user.id, "slowly");
  await vi.waitFor(() => expect(telegram.calls.slice(before).some((call) => call.method === "answerCallbackQuery")).toBe(true), {
    timeout: 5_800,
    interval: 50,
  });
  expect(Date.now() - startedAt).toBeLessThan(5_800);
  await quiet(lena.user.id);
});
