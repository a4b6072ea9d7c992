import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import * as z from "zod";
import type { Feature } from "#platform/feature.ts";
import { defineFlow } from "#platform/flow-kind.ts";
import { defineJob } from "#platform/job-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import { noWords, runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const countJob = defineJob<{ to: number }, number>({
  name: "count.up",
  deadlineMs: 5_000,
  input: z.object({ to: z.int() }),
  outcome: z.int(),
  run: async ({ to }) => to,
  done: (to, _, turn) => turn.say({ text: [paragraph(`counted to ${to}`)] }),
  failed: (_, { to }, turn) => turn.say({ text: [paragraph(`not counted to ${to}`)] }),
});
const nameFlow = (version: number) =>
  defineFlow<{ name?: string | undefined }>({
    name: "rollback-name",
    version,
    first: "name",
    data: z.object({ name: z.string().optional() }),
    expiresAfterMs: 3_600_000,
    steps: {
      name: {
        accepts: "text",
        ask: () => ({ text: [paragraph("Which name?")] }),
        decide: (input) => ({ type: "finish", data: { name: input } }),
      },
    },
    save: ({ name = "" }, turn) => turn.say({ text: [paragraph(`It is ${name}.`)] }),
  });

const counter = (flowVersion: number): Feature => ({
  name: "counter",
  locales: noWords,
  commands: [
    { name: "count", handle: ({ turn }, rest) => turn.start(countJob, { to: Number(rest) }) },
    { name: "name", handle: ({ turn }) => turn.openFlow(nameFlow(flowVersion), {}) },
  ],
  jobs: [countJob],
  flows: [nameFlow(flowVersion)],
});

async function aCounter(): Promise<Person> {
  const person = await aLearner();
  await runWith(`person:${person.user.id}`, [counter(1)]);
  return person;
}

const report = ({ user }: Person, key: string, body: object) =>
  env.SESSIONS.getByName(`person:${user.id}`).accept({ key, kind: "job", body: JSON.stringify(body) });

test("the report of a job whose feature is switched off is parked, and silences no other job", async () => {
  const lena = await aCounter();
  await report(lena, "j:1-1:1", { name: "count.gone", input: {}, outcome: { ok: false, reason: "failed" } });
  await telegram.say(lena.user.id, "/count 3");
  await vi.waitFor(() => expect(lena.last()).toBe("counted to 3"));
});

test("a job whose input does not fit the code any more ends with an apology, and its row is done", async () => {
  const lena = await aCounter();
  await report(lena, "j:1-1:1", { name: "count.up", version: 1, input: { until: 3 }, outcome: { ok: false, reason: "failed" } });
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Something went wrong on our side");
  const [row] = await env.SESSIONS.getByName(`person:${lena.user.id}`).recall("j:1-1:1");
  expect(row).toMatchObject({ status: "done", tries: 1, outcome: "job.count.up.unreadable" });
});

test.for([
  ["its feature is switched off", []],
  ["its code is rolled back", [counter(1)]],
])("an open question is kept while %s, and the person is told", async ([, present]) => {
  const lena = await aLearner();
  const name = `person:${lena.user.id}`;
  await runWith(name, [counter(2)]);
  await lena.say("/name");
  await runWith(name, present as Feature[]);
  await lena.say("Lena");
  expect(lena.last()).toContain("I have kept it");
  await runWith(name, [counter(2)]);
  await lena.say("Lena");
  expect(lena.last()).toBe("It is Lena.");
});
