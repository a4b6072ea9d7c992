import { expect, test, vi } from "vitest";
import { createJobRunner } from "#session/job-runner.ts";
import { hasJobs, jobReport, jobWrite, nextParked } from "#session/jobs.ts";
import { createCore } from "#support/core.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** An object whose code knows these jobs, by name and version, until another code comes. */
function anObjectThatKnows(...known: string[]) {
  const core = createCore({
    handle: () => undefined,
    runJob: async ({ name }) => ({ ok: true, value: name }),
    knowsJob: ({ name, version }) => known.includes(`${name} ${version}`),
  });
  const error = vi.spyOn(core.bot.deps.log, "error");
  const start = (jobId: string, name: string, version = 1) => core.store.apply({ state: [jobWrite(jobId, { name, version, input: {} })] });
  const reported = () =>
    core.store.rows().flatMap(({ key, body }) => (key.startsWith("j:") && body !== "" ? [jobReport.parse(JSON.parse(body)).name] : []));
  return { ...core, start, known, reported, error, work: createJobRunner({ ...core, onResult: () => undefined }).work };
}

test.for([
  ["kind", "gone", 1],
  ["version", "chat", 2],
] as const)("a job of an unknown %s holds back no other, and is run when its code is back", async ([, name, version]) => {
  const object = anObjectThatKnows("chat 1");
  object.start("1-1", name, version);
  object.start("2-1", "chat");
  await object.work();
  expect(object.reported()).toEqual(["chat"]);
  await object.run();

  object.known.push(`${name} ${version}`);
  object.clock.now += DAY_MS - MINUTE_MS;
  await object.work();
  expect(object.reported()).toEqual([name]);
  expect(object.error).not.toHaveBeenCalled();
});

test("a parked job is looked at every five minutes, and does not count as work until its code is back", async () => {
  const object = anObjectThatKnows("chat 1");
  object.start("1-1", "gone");
  expect(hasJobs(object.store)).toBe(true);
  for (let n = 0; n < 3; n++) {
    await object.work();
    expect(hasJobs(object.store)).toBe(false);
    expect(nextParked(object.store)).toBe(object.clock.now + 5 * MINUTE_MS);
    object.clock.now += 5 * MINUTE_MS;
  }
});

test("a job that no code has known for a day is dropped, and the log says so once", async () => {
  const object = anObjectThatKnows("chat 1");
  object.start("1-1", "gone", 3);
  await object.work();
  object.clock.now += DAY_MS - 1;
  await object.work();
  expect(nextParked(object.store)).toBeDefined();
  object.clock.now += 1;
  for (let n = 0; n < 2; n++) await object.work();
  expect(object.store.listState("session", "job:")).toEqual([]);
  expect(object.error.mock.calls.filter(([event]) => event === "session.job.dropped")).toEqual([
    ["session.job.dropped", { job: "gone 3" }],
  ]);
});

test("the report of an unknown job holds back no other job, and that of a known one does", async () => {
  const object = anObjectThatKnows("chat 1");
  const report = (name: string) => ({ name, input: {}, outcome: { ok: false, reason: "failed" } });
  object.accept("j:1-1:1", report("gone"), "job");
  object.start("2-1", "chat");
  await object.work();
  expect(object.reported()).toEqual(["gone", "chat"]);
  object.start("3-1", "chat");
  await object.work();
  expect(object.reported()).toEqual(["gone", "chat"]);
});
