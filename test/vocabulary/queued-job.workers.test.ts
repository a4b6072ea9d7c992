import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { createBot } from "#src/bot.ts";
import { runQueuedJob } from "#src/dispatch/queued-job.ts";
import { profile } from "#features/profile/feature.ts";
import { localDay } from "#platform/ai/budget.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import { getDeps } from "#platform/deps.ts";
import type { Feature } from "#platform/feature.ts";
import { defineQueueJob, type QueueJobContext } from "#platform/job-kind.ts";
import { OutsideError } from "#platform/outside-error.ts";
import { paragraph } from "#platform/text/tree.ts";
import { jobMessage, type JobMessage } from "#session/queued-jobs.ts";
import { noWords } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

let printer: (text: string, context: QueueJobContext) => string | Promise<string> = (text) => `<${text}>`;

const printJob = defineQueueJob<{ text: string }, string>({
  name: "print",
  deadlineMs: 1_000,
  input: z.object({ text: z.string() }),
  outcome: z.string(),
  dedupeKey: ({ text }) => text,
  run: async ({ text }, context) => printer(text, context),
  done: (printed, _, turn) => turn.say({ text: [paragraph(`done: ${printed}`)] }),
  failed: ({ reason }, _, turn) => turn.say({ text: [paragraph(`failed: ${reason}`)] }),
});

/** Slow work that nobody waits for before the screen: the whole feature. */
const press: Feature = {
  name: "press",
  locales: noWords,
  commands: [
    {
      name: "print",
      handle: ({ turn }, text) => {
        turn.start(printJob, { text });
        turn.say({ text: [paragraph("In print.")] });
      },
    },
    { name: "halt", handle: ({ turn }) => turn.stopJobs(printJob) },
  ],
  jobs: [printJob],
};

/** Somebody whose jobs lie in a queue that is worked off by hand. */
async function aCustomer(): Promise<Person & { queue: JobMessage[] }> {
  const person = await aLearner();
  const queue: JobMessage[] = [];
  const send = async (message: unknown) => void queue.push(jobMessage.parse(message));
  await runInDurableObject(env.SESSIONS.getByName(`person:${person.user.id}`), (instance) => {
    const own = getDeps(env);
    const deps = { ...own, queue: Object.assign(Object.create(own.queue) as Queue, { send }) };
    Object.assign(instance, { parts: undefined, createBot: () => createBot([profile, press], deps) });
  });
  return { ...person, queue, say: (text) => say(person, text) };
}

// A job in the queue is something that its object waits for.
async function say({ user, screen }: Person, text: string): Promise<void> {
  const before = screen().length;
  await telegram.say(user.id, text);
  await vi.waitFor(() => expect(screen().length).toBeGreaterThan(before + (text.startsWith("/halt") ? 0 : 1)));
}

const work = (message: JobMessage | undefined, tries = 1) => {
  if (message === undefined) throw new Error("the queue is empty");
  return runQueuedJob(message, tries, [printJob], getDeps(env));
};

afterEach(() => {
  printer = (text) => `<${text}>`;
  vi.useRealTimers();
});

test("a job goes to the queue, and what it makes comes back once, however often the queue repeats it", async () => {
  const lena = await aCustomer();
  await lena.say("/print poems");
  expect(lena.queue).toMatchObject([{ name: "print", version: 1, attempt: 1, input: { text: "poems" } }]);
  await work(lena.queue[0]);
  await work(lena.queue[0]);
  await quiet(lena.user.id);
  expect(lena.screen().filter(({ text }) => text === "done: <poems>")).toHaveLength(1);
});

test("what has not come back is not begun again", async () => {
  const lena = await aCustomer();
  await lena.say("/print poems");
  await lena.say("/print poems");
  await lena.say("/print letters");
  expect(lena.queue.map(({ input }) => input)).toEqual([{ text: "poems" }, { text: "letters" }]);
});

test("what may pass is left to the queue to try again, and in the end given up in words", async () => {
  const lena = await aCustomer();
  printer = () => {
    throw new OutsideError({ service: "model", reason: "no paper", retryable: true });
  };
  await lena.say("/print poems");
  await expect(work(lena.queue[0], 3)).rejects.toThrow(OutsideError);
  await work(lena.queue[0], 4);
  await quiet(lena.user.id);
  expect(lena.last()).toBe("failed: no paper");
});

test("models that a job in the queue asks are paid from the budget of the person, by their own day", async () => {
  const lena = await aCustomer();
  const held = () => env.DB.prepare("select person_id, person_day from ai_reservations").first();
  printer = async (_, context) => {
    const paid = await withinBudget(context, "press", held);
    return paid.ok ? JSON.stringify(paid.value) : paid.reason.reason;
  };
  await lena.say("/print poems");
  await work({ ...jobMessage.parse(lena.queue[0]), timezone: "Pacific/Kiritimati" });
  await quiet(lena.user.id);
  const day = localDay(new Date(), "Pacific/Kiritimati");
  expect(lena.last()).toBe(`done: ${JSON.stringify({ person_id: lena.user.id, person_day: day })}`);
  expect(lena.queue[0]?.timezone).toBe("Europe/Berlin");
});

test("a mistake in the job is not tried again", async () => {
  const lena = await aCustomer();
  printer = () => {
    throw new Error("a bug");
  };
  await lena.say("/print poems");
  await work(lena.queue[0]);
  await quiet(lena.user.id);
  expect(lena.last()).toBe("failed: failed");
});

test("a job that the queue has lost is sent once more, the late result of the first try is refused, and lost again it fails", async () => {
  const lena = await aCustomer();
  const object = env.SESSIONS.getByName(`person:${lena.user.id}`);
  await lena.say("/print poems");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 60_000 });
  await runDurableObjectAlarm(object);
  await vi.waitFor(() => expect(lena.queue.map(({ attempt }) => attempt)).toEqual([1, 2]));
  await work(lena.queue[0]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 60_000 });
  await runDurableObjectAlarm(object);
  await quiet(lena.user.id);
  expect(lena.last()).toBe("failed: lost");
  await work(lena.queue[1]);
  await quiet(lena.user.id);
  expect(lena.last()).toBe("failed: lost");
});

test("a job that is stopped says so once, its result is not told, and the same may be begun anew", async () => {
  const lena = await aCustomer();
  await lena.say("/print poems");
  await lena.say("/halt");
  await quiet(lena.user.id);
  await work(lena.queue[0]);
  await lena.say("/halt");
  await quiet(lena.user.id);
  expect(
    lena
      .screen()
      .slice(-4)
      .map(({ text }) => text),
  ).toEqual(["In print.", "/halt", "failed: stopped", "/halt"]);
  await lena.say("/print poems");
  await work(lena.queue[1]);
  await quiet(lena.user.id);
  expect(lena.last()).toBe("done: <poems>");
});

test("a job of a version that this code does not know waits in the queue for the code that does", async () => {
  const lena = await aCustomer();
  await lena.say("/print poems");
  const later = { ...jobMessage.parse(lena.queue[0]), version: 2 };
  await expect(runQueuedJob(later, 9, [printJob], getDeps(env))).rejects.toThrow("print 2");
});
