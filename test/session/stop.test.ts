import { expect, test, vi } from "vitest";
import * as z from "zod";
import type { JobKind } from "#platform/job-kind.ts";
import type { Turn } from "#platform/turn.ts";
import { createGate } from "#session/gate.ts";
import { createJobRunner, type JobRunner } from "#session/job-runner.ts";
import { jobReport, jobWrite } from "#session/jobs.ts";
import { createCore } from "#support/core.ts";

const aJob = (name: string): JobKind => ({
  where: "object",
  name,
  deadlineMs: 1_000,
  input: z.unknown(),
  outcome: z.unknown(),
  run: async () => undefined,
  done: () => undefined,
  failed: () => undefined,
});

type Outcome = { ok: false; reason: string };
const untilStopped = (_: unknown, __: unknown, stopped: AbortSignal) =>
  new Promise<Outcome>((resolve) => stopped.addEventListener("abort", () => resolve({ ok: false, reason: "stopped" })));
/** A job that comes to no end of its own: its object dies first. */
const cutOff = () => new Promise<Outcome>(() => undefined);

function begin(jobs: JobRunner): void {
  jobs.work().catch(console.error);
}

/** An object with a running job; `die` begins another one on the same storage, as after a crash. */
function anObjectAtWork(runJob: typeof untilStopped, handle: (body: string, turn: Turn) => void = () => undefined) {
  const core = createCore({ handle, runJob });
  core.bot.isCancel = (body) => body === "cancel";
  const addJob = (jobId: string) => core.store.apply({ state: [jobWrite(jobId, { name: "slow", input: {} })] });
  const live = (...added: string[]) => {
    const jobs = createJobRunner({ ...core, onResult: () => undefined });
    added.forEach(addJob);
    begin(jobs);
    return { jobs, gate: createGate({ ...core, jobs, inBackground: () => undefined }) };
  };
  const reports = () =>
    core.store.rows().flatMap((row) => (row.kind === "job" && row.body !== "" ? [jobReport.parse(JSON.parse(row.body)).outcome] : []));
  return { ...live("1-1"), die: live, addJob, reports, accept: core.accept, read: core.run, now: core.clock.now };
}

test("Stop is kept with its update, so that a job whose object dies before it ends is not begun again", async () => {
  const { gate, die, reports, now } = anObjectAtWork(cutOff);
  gate.take({ key: "t:1", kind: "stop", body: "{}" }, now);
  die();
  await new Promise(setImmediate);
  expect(reports()).toContainEqual({ ok: false, reason: "stopped" });
});

test("a job whose object dies without a Stop is begun again", async () => {
  const { die, reports } = anObjectAtWork(cutOff);
  const { jobs } = die();
  await new Promise(setImmediate);
  expect(reports()).toEqual([]);
  expect(jobs.findRunning()).toBeDefined();
});

test("a /cancel that arrives twice stops the job that ran at first, and not the next one", async () => {
  const { gate, jobs, addJob, reports, read, now } = anObjectAtWork(untilStopped);
  const cancel = { key: "t:1", kind: "command", body: "cancel" } as const;
  gate.take(cancel, now);
  await new Promise(setImmediate);
  expect(reports()).toEqual([{ ok: false, reason: "stopped" }]);
  await read();

  addJob("2-1");
  begin(jobs);
  gate.take(cancel, now);
  await new Promise(setImmediate);
  expect(jobs.findRunning()?.mark.key).toBe("job:2-1");
});

test("what a turn stops is marked with its commit, running or waiting, and is not begun again when the object dies before it is ended", async () => {
  const { addJob, accept, read, jobs, die, reports } = anObjectAtWork(cutOff, (_, turn) => turn.stopJobs(aJob("slow")));
  addJob("2-1");
  accept("t:1");
  await read();
  expect(jobs.findRunning()?.mark.key).toBe("job:1-1");
  expect(reports()).toEqual([]);
  die();
  await vi.waitFor(() => expect(reports()).toEqual([{ ok: false, reason: "stopped" }]));
  await read();
  expect(reports()).toEqual([]);
  die();
  await vi.waitFor(() => expect(reports()).toEqual([{ ok: false, reason: "stopped" }]));
});

test("a turn that stops jobs ends the running one when it is committed, and leaves those of other kinds alone", async () => {
  const { accept, read, jobs, reports } = anObjectAtWork(untilStopped, (body, turn) =>
    turn.stopJobs(aJob(body === '"all"' ? "slow" : "other")),
  );
  accept("t:1", "others");
  await read();
  jobs.endMarked();
  await new Promise(setImmediate);
  expect(reports()).toEqual([]);
  accept("t:2", "all");
  await read();
  jobs.endMarked();
  await new Promise(setImmediate);
  expect(reports()).toEqual([{ ok: false, reason: "stopped" }]);
});
