import { expect, test, vi } from "vitest";
import * as z from "zod";
import type { Feature } from "#platform/feature.ts";
import { defineJob } from "#platform/job-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import { telegram } from "#support/outside.ts";
import { noWords, runWith } from "#support/features.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const countJob = defineJob<{ to: number }, string>({
  name: "count.up",
  deadlineMs: 5_000,
  input: z.object({ to: z.int() }),
  outcome: z.string(),
  run: async ({ to }, { signal, draft }) => {
    let text = "";
    draft.think("counting");
    for (let n = 1; n <= to; n++) {
      await scheduler.wait(50, { signal });
      text += ` ${n}`;
      draft.show(() => [paragraph(text)], text.trim());
    }
    return text.trim();
  },
  done: (text, _, turn) => turn.say({ text: [paragraph(`done: ${text}`)] }),
  failed: ({ reason, partial = "" }, _, turn) => turn.say({ text: [paragraph(`${reason}: ${partial}`)] }),
});

/** Slow work that streams and can be stopped: the whole feature. */
const counter: Feature = {
  name: "counter",
  locales: noWords,
  commands: [{ name: "count", handle: ({ turn }, rest) => turn.start(countJob, { to: Number(rest) }) }],
  jobs: [countJob],
};

async function aCounter(): Promise<Person> {
  const person = await aLearner();
  await runWith(`person:${person.user.id}`, [counter]);
  return person;
}

const draftsOf = (person: Person) =>
  telegram.calls.filter((call) => call.method.endsWith("Draft") && call.payload.chat_id === person.user.id);

test("a job streams into a draft with Stop below it, and ends in a message", async () => {
  const lena = await aCounter();
  await lena.say("/count 30");
  expect(lena.last()).toMatch(/^done: 1 2 .* 30$/);
  const drafts = draftsOf(lena);
  expect(drafts[0]?.method).toBe("sendRichMessageDraft");
  expect(drafts.length).toBeGreaterThan(2);
  expect(drafts.every((call) => call.payload.can_stop === true && call.refusal === undefined)).toBe(true);
  expect(new Set(drafts.map((call) => call.payload.draft_id)).size).toBe(1);
});

test("Stop ends the job at once, what was written stays, and no draft comes after it", async () => {
  const lena = await aCounter();
  await telegram.say(lena.user.id, "/count 90");
  await vi.waitFor(() => expect(telegram.drafts(lena.user.id)[0]?.text).toContain("1 2"), { timeout: 4_000 });
  await telegram.stop(lena.user.id);
  await quiet(lena.user.id);
  expect(lena.last()).toMatch(/^stopped: 1 2/);
  const after = draftsOf(lena).length;
  await scheduler.wait(800);
  expect(draftsOf(lena)).toHaveLength(after);
});

test("/cancel stops a running job too, without waiting for it", async () => {
  const lena = await aCounter();
  await telegram.say(lena.user.id, "/count 90");
  await vi.waitFor(() => expect(draftsOf(lena).length).toBeGreaterThan(0));
  await lena.say("/cancel");
  const texts = lena.screen().map((message) => message.text ?? "");
  expect(texts.some((text) => text.startsWith("stopped:"))).toBe(true);
  expect(texts.some((text) => text.startsWith("done:"))).toBe(false);
});

test("a draft that Telegram will not take now is left out, and the job goes on", async () => {
  const lena = await aCounter();
  telegram.fail({ kind: "too-many-requests", retryAfter: 1, method: "sendMessageDraft", times: 2 });
  await lena.say("/count 20");
  expect(lena.last()).toMatch(/^done: /);
});

test("a job that takes too long is ended by its deadline", async () => {
  const lena = await aCounter();
  await lena.say("/count 200");
  expect(lena.last()).toBe("failed:");
});
