import { expect, test } from "vitest";
import { EMPTY_ACCOUNT, planDeployment, renderStep, type Deployment } from "../../scripts/deploy/plan.ts";
import { listProducts, renderProducts } from "../../scripts/deploy/products.ts";

const config: Deployment = {
  name: "stoa",
  vars: { LOCATION_HINT: "weur" },
  secrets: { required: ["BOT_TOKEN", "ADMIN_TOKEN"] },
  d1_databases: [{ binding: "DB", database_name: "stoa" }],
  queues: { producers: [{ queue: "jobs" }], consumers: [{ queue: "jobs", dead_letter_queue: "jobs-dead" }, { queue: "jobs-dead" }] },
  durable_objects: { bindings: [{ class_name: "Session" }] },
  migrations: [{}],
  r2_buckets: [],
  ai: { binding: "AI" },
  analytics_engine_datasets: [],
  triggers: { crons: ["* * * * *"] },
};
const everything = { queues: ["jobs", "jobs-dead"], databases: ["stoa"], secrets: ["BOT_TOKEN", "ADMIN_TOKEN", "BOT_INFO"] };

test("a first deployment makes what is missing, and the tables stand before the code that reads them", () => {
  expect(planDeployment(config, EMPTY_ACCOUNT).map((step) => step.args.join(" "))).toEqual([
    "queues create jobs",
    "queues create jobs-dead",
    "d1 create stoa --location weur",
    "d1 migrations apply DB --remote",
    "deploy --minify",
  ]);
});

test("the secrets that the Worker lacks go up with its code", () => {
  const [upload] = planDeployment(config, { ...everything, secrets: ["ADMIN_TOKEN"] }).slice(-1);
  expect(upload?.secrets).toEqual(["BOT_TOKEN"]);
});

test("a later deployment only migrates and uploads", () => {
  const plan = planDeployment(config, everything);
  expect(plan.map((step) => step.args.join(" "))).toEqual(["d1 migrations apply DB --remote", "deploy --minify"]);
  expect(plan.flatMap((step) => step.secrets)).toEqual([]);
});

test("a place that D1 does not know is left out", () => {
  const plan = planDeployment({ ...config, vars: { LOCATION_HINT: "sam" } }, { ...everything, databases: [] });
  expect(plan[0]?.args).toEqual(["d1", "create", "stoa"]);
});

test("a command is shown without the value of a secret", () => {
  expect(renderStep({ why: "", args: ["deploy"], secrets: ["BOT_TOKEN"] })).toBe(
    "$ wrangler deploy --secrets-file <a temporary file with BOT_TOKEN>",
  );
});

test("another environment is named in each step that could touch production", () => {
  const target = { flags: ["--env", "staging"] };
  expect(planDeployment(config, everything, target).map((step) => step.args.join(" "))).toEqual([
    "d1 migrations apply DB --remote --env staging",
    "deploy --minify --env staging",
  ]);
});

test("the version keeps where the database stood before it", () => {
  const moments = [{ database: "stoa", bookmark: "00000085-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683" }];
  const [upload] = planDeployment(config, everything, { moments }).slice(-1);
  expect(upload?.args.slice(-2)).toEqual(["--message", "stoa before: 00000085-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683"]);
  expect(upload?.args.at(-1)?.length).toBeLessThanOrEqual(100);
  expect(renderStep(upload ?? { why: "", args: [], secrets: [] })).toContain('--message "stoa before: 00000085');
});

test("the products are those that the configuration uses", () => {
  expect(listProducts(config).map(({ name }) => name)).toEqual([
    "Workers",
    "Durable Objects with SQLite storage",
    "D1",
    "Queues",
    "Workers AI",
    "Cron Triggers",
  ]);
  expect(listProducts({ ...config, r2_buckets: [{ binding: "FILES" }] }).map(({ name }) => name)).toContain("R2");
});

test("objects without SQLite storage need the paid plan", () => {
  expect(renderProducts(listProducts(config)).at(-1)).toContain("Workers Free is enough");
  const paid = listProducts({ ...config, migrations: [{ new_classes: ["Session"] }] });
  expect(renderProducts(paid).at(-1)).toBe("Workers Paid is needed, for Durable Objects without SQLite storage.");
});
