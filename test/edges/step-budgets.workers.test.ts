import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { letDie } from "#support/crashes.ts";
import { countRoundTrips, listSteps, type Step } from "#support/counting.ts";
import { aDeskFor } from "#support/desk-journey.ts";
import { beForgotten, liveThroughEverything } from "#support/journey.ts";
import { aStranger } from "#support/person.ts";

Object.assign(env, { ASSIGNMENT_CHAT_ID: "-5006" });

const { enabled } = chooseFeatures(getDeps(env).config);
let steps: Step[] = [];

// Somebody goes through every handler there is; that they do is what the test of crashes asks of the same journey.
beforeAll(async () => {
  const person = aStranger({ id: 904 });
  const desk = await aDeskFor(person);
  // It lives, and is never too fast.
  await letDie(`person:${person.user.id}`, undefined);
  countRoundTrips();
  steps = await listSteps(`person:${person.user.id}`);
  await liveThroughEverything(person, desk);
  await beForgotten(person);
}, 120_000);

test("every handler of every feature is counted, and every flow to its end", () => {
  const handlers = enabled.flatMap(({ commands = [], buttons = [], events = [], jobs = [] }) => [
    ...commands.map(({ name }) => `command.${name}`),
    ...buttons.map(({ name }) => `press.${name}`),
    ...events.map(({ kind }) => `event.${kind}`),
    ...jobs.map(({ name }) => `job.${name}.done`),
  ]);
  const flows = enabled.flatMap((feature) => feature.flows ?? []).map(({ name }) => name);
  const counted = new Set(steps.flatMap(({ outcome, flow }) => (flow === undefined ? [outcome] : [outcome, `flow ${flow}`])));
  expect([...handlers, ...flows.map((name) => `flow ${name}`)].filter((name) => !counted.has(name))).toEqual([]);
});

test("no step that writes makes more than two round trips to D1", () => {
  const writing = steps.filter(({ isWriting }) => isWriting);
  expect(writing.length).toBeGreaterThan(20);
  expect(writing.filter(({ trips }) => trips > 2).map(({ outcome, flow, trips }) => `${flow ?? outcome}: ${trips}`)).toEqual([]);
});
