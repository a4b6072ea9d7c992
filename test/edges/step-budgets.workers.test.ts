import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { countRoundTrips, countSteps, type Counted } from "#support/counting.ts";
import { letDie } from "#support/crashes.ts";
import { aDeskFor } from "#support/desk-journey.ts";
import { beForgotten, liveThroughEverything } from "#support/journey.ts";
import { aStranger } from "#support/person.ts";

/** Round trips to D1 of a step that writes, and rows that an update writes in its object. */
const MOST_TRIPS = 2;
const MOST_ROWS = 6;

/** Asks for one of several kinds of request, of which there is one only; what comes of the answer is what comes of /request. */
const ELSEWHERE = ["flow asking"];

// So that no other owner is shown the cards of this one.
Object.assign(env, { ASSIGNMENT_CHAT_ID: "-5006" });

const { enabled } = chooseFeatures(getDeps(env).config);
let counted: Counted;

// Somebody goes through every handler there is.
beforeAll(async () => {
  const person = aStranger({ id: 904 });
  const desk = await aDeskFor(person);
  await letDie(`person:${person.user.id}`, undefined);
  countRoundTrips();
  counted = await countSteps(`person:${person.user.id}`);
  await liveThroughEverything(person, desk);
  await beForgotten(person);
}, 120_000);

test("every command, button, event and job of every feature is counted, and every flow to its end", () => {
  const all = enabled.flatMap(({ commands = [], buttons = [], events = [], jobs = [], flows = [] }) => [
    ...commands.map(({ name }) => `command.${name}`),
    ...buttons.map(({ name }) => `press.${name}`),
    ...events.map(({ kind }) => `event.${kind}`),
    ...jobs.map(({ name }) => `job.${name}.done`),
    ...flows.map(({ name }) => `flow ${name}`),
  ]);
  const known = new Set([...ELSEWHERE, ...counted.steps.flatMap(({ outcome, flow }) => [outcome, `flow ${flow}`])]);
  expect(all.filter((name) => !known.has(name))).toEqual([]);
});

test("no step that writes makes more than two round trips to D1", () => {
  const writing = counted.steps.filter(({ isWriting }) => isWriting);
  expect(writing.length).toBeGreaterThan(20);
  const over = writing.filter(({ trips }) => trips > MOST_TRIPS);
  expect(over.map(({ outcome, flow, trips }) => `${flow ?? outcome}: ${trips}`)).toEqual([]);
});

test("an update writes six rows in its object at most, taken over all of them with their messages, jobs and alarms", () => {
  expect(counted.rows()).toBeGreaterThan(counted.steps.length);
  expect(counted.rows() / counted.steps.length).toBeLessThanOrEqual(MOST_ROWS);
});
