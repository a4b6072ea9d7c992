import { expect, test } from "vitest";
import { readMoment, restoreCommand } from "../../scripts/deploy/bookmark.ts";
import { listQueues } from "../../scripts/deploy/products.ts";
import { readEnvironment } from "../../scripts/environment.ts";

const production = readEnvironment().config;
const { config: staging, flags } = readEnvironment("staging");

/** What a binding is called in the account; what it is called in the Worker and how it behaves is not looked at. */
const RESOURCES = /^(queue|dead_letter_queue|database_name|bucket_name|dataset)$/;
const bindings = ({
  d1_databases,
  r2_buckets,
  queues,
  durable_objects,
  ai,
  analytics_engine_datasets,
  version_metadata,
}: typeof production) => ({
  d1_databases,
  r2_buckets,
  queues,
  durable_objects,
  ai,
  analytics_engine_datasets,
  version_metadata,
});

function namesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (RESOURCES.test(key) ? [String(inner)] : namesIn(inner)));
}

test("staging has everything that production has, and behaves like it", () => {
  const alike = (config: typeof production) =>
    JSON.parse(JSON.stringify(bindings(config), (key, value: unknown) => (RESOURCES.test(key) ? "a name" : value))) as unknown;
  expect(alike(staging)).toEqual(alike(production));
  expect(Object.keys(staging.vars)).toEqual(Object.keys(production.vars));
  expect(staging.secrets).toEqual(production.secrets);
  expect(staging.migrations).toEqual(production.migrations);
  expect(staging.triggers).toEqual(production.triggers);
  expect(staging.vars["ENVIRONMENT"]).toBe("staging");
});

test("the two share nothing in the account", () => {
  const ours = [...namesIn(bindings(production)), production.name];
  const theirs = [...namesIn(bindings(staging)), staging.name];
  expect(ours.length).toBeGreaterThan(8);
  expect(theirs).toHaveLength(ours.length);
  expect(theirs.filter((name) => ours.includes(name))).toEqual([]);
  expect(listQueues(staging)).toHaveLength(listQueues(production).length);
});

test("an environment is known by its flag, and one that does not exist is refused before anything is done", () => {
  expect(flags).toEqual(["--env", "staging"]);
  expect(readEnvironment("production").flags).toEqual([]);
  expect(() => readEnvironment("stagign")).toThrow("wrangler.toml has no environment stagign, but production and staging.");
});

const now = new Date("2026-11-21T08:00:00Z");

test("the moment before a deployment is Time Travel's bookmark, after whatever wrangler says first", () => {
  const moment = readMoment("stoa", { code: 0, output: 'a notice\n{\n  "bookmark": "00000085-0000024c"\n}\n' }, now);
  expect(restoreCommand(moment)).toBe("npx wrangler d1 time-travel restore stoa --bookmark=00000085-0000024c");
});

test.for([
  ["fails", { code: 1, output: "not logged in" }],
  ["answers something else", { code: 0, output: '{"mark": 1}' }],
  ["says nothing", { code: 0, output: "" }],
] as const)("where wrangler %s the time stands for it, and the deployment goes on", ([, outcome]) => {
  expect(restoreCommand(readMoment("stoa", outcome, now))).toBe(
    "npx wrangler d1 time-travel restore stoa --timestamp=2026-11-21T08:00:00.000Z",
  );
});
