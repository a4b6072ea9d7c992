import { expect, test } from "vitest";
import {
  commitRow,
  failedRow,
  isParkedNow,
  newRow,
  nextDue,
  firstKeyOf,
  pickNext,
  replayRow,
  retryRow,
  type InboxRow,
} from "#session/inbox.ts";
import { beginNextJob, findBegun, hasJobs, jobGone, jobWrite, type Begun } from "#session/jobs.ts";
import { draftIdOf } from "#session/drafts.ts";
import type { Effect } from "#session/effects.ts";
import { ROW_KINDS, type RowKind } from "#platform/sessions.ts";
import { createMemoryStore } from "#support/memory-store.ts";

const NOW = 1_000_000;
const knowsAll = () => true;
const aRow = (kind: RowKind, changes: Partial<InboxRow> = {}): InboxRow => ({
  ...newRow({ key: `t:${kind}`, kind, body: "{}" }, 1, NOW),
  ...changes,
});
const anEffect = (notBefore: number): Effect => ({
  effectId: "e",
  class: "atLeastOnce",
  target: { type: "event", eventId: "e", to: "person:1" },
  tries: 1,
  notBefore,
});
const sending = (notBefore: number) => aRow("command", { status: "sending", effects: [anEffect(notBefore)] });

test("what is held back behind something else does not count for the next alarm", () => {
  expect(nextDue([])).toBeUndefined();
  expect(nextDue([sending(NOW + 3_000), sending(NOW)])).toBe(NOW + 3_000);
  expect(nextDue([aRow("message", { notBefore: NOW + 5_000 }), aRow("message")])).toBe(NOW + 5_000);
  expect(nextDue([aRow("message", { notBefore: NOW + 5_000 }), aRow("press", { notBefore: NOW + 1_000 })])).toBe(NOW + 1_000);
  expect(nextDue([sending(NOW + 60_000), aRow("message", { notBefore: NOW + 5_000 })])).toBe(NOW + 5_000);
});

test("a message that waits for another try holds back messages only", () => {
  const held = aRow("message", { notBefore: NOW + 1_000 });
  const press = aRow("press");
  expect(pickNext([held, aRow("message"), press], NOW)).toBe(press);
  expect(pickNext([held, aRow("message")], NOW)).toBeUndefined();
  expect(pickNext([held], NOW + 1_000)).toBe(held);
});

const others = ROW_KINDS.filter((kind) => kind !== "message");

test.for(others)("a %s goes past a message that waits, and holds nothing back while it waits itself", (kind) => {
  const held = aRow("message", { notBefore: NOW + 1_000 });
  const other = aRow(kind);
  expect(pickNext([held, other], NOW)).toBe(other);
  const message = aRow("message");
  expect(pickNext([aRow(kind, { notBefore: NOW + 1_000 }), message], NOW)).toBe(message);
  expect(pickNext([aRow(kind, { notBefore: NOW + 1_000 }), other], NOW)).toBe(other);
  expect(pickNext([aRow(kind, { status: "done" }), aRow(kind, { status: "dead" })], NOW)).toBeUndefined();
});

test("a mistake of ours is tried three times, what may pass for ten minutes, an unknown version for a day", () => {
  const tried = (kind: Parameters<typeof retryRow>[1]) => {
    let row: InboxRow | undefined = aRow("message");
    let now = NOW;
    let tries = 0;
    for (; row !== undefined; tries++) {
      now = row.notBefore;
      row = retryRow(row, kind, now);
    }
    return { tries, minutes: Math.round((now - NOW) / 60_000) };
  };
  expect(tried("bug")).toEqual({ tries: 3, minutes: 0 });
  expect(tried("passing").minutes).toBe(10);
  expect(tried("unknown version").minutes).toBe(24 * 60);
});

test("parking is told at one try only", () => {
  expect([1, 2, 3, 4, 5].filter((tries) => isParkedNow(aRow("message", { tries }), "passing"))).toEqual([3]);
  expect(isParkedNow(aRow("message", { tries: 3 }), "bug")).toBe(false);
});

test("case 9: a job is begun twice at most; the third time it is abandoned, so that its late result has an old attempt", () => {
  const store = createMemoryStore();
  for (const id of ["1-1", "2-1"]) store.apply({ state: [jobWrite(id, { name: id, input: {} })] });
  const begin = (begun: Begun) => beginNextJob(store, knowsAll, begun);
  const anotherLife = () => findBegun(store, knowsAll);
  expect(begin(new Set())).toMatchObject({ job: { jobId: "1-1", attempt: 1 } });
  expect(begin(anotherLife())).toMatchObject({ job: { jobId: "1-1", attempt: 2 } });
  expect(begin(anotherLife())).toMatchObject({ end: "abandoned", job: { jobId: "1-1", attempt: 2 } });
  expect(hasJobs(store)).toBe(true);
  store.apply({ state: [jobGone("1-1")] });
  expect(begin(new Set(["1-1"]))).toMatchObject({ job: { jobId: "2-1", attempt: 1 } });
});

test("a job whose end cannot be written is not begun again and again in one life", () => {
  const store = createMemoryStore();
  store.apply({ state: [jobWrite("1-1", { name: "x", input: {} })] });
  const begun: Begun = new Set();
  expect([1, 2, 3].map(() => beginNextJob(store, knowsAll, begun)?.end)).toEqual([undefined, undefined, "abandoned"]);
});

test("jobs are begun in the order in which they were started, also past nine", () => {
  const store = createMemoryStore();
  for (const id of ["10-1", "9-2", "9-1"]) store.apply({ state: [jobWrite(id, { name: id, input: {} })] });
  expect(beginNextJob(store, knowsAll, new Set())?.job.name).toBe("9-1");
});

test("a draft's id is never zero, and the same for every attempt of its job", () => {
  expect(draftIdOf("0-0")).toBeGreaterThan(0);
  expect(draftIdOf("17-1")).toBe(draftIdOf("17-1"));
  expect(draftIdOf("17-1")).not.toBe(draftIdOf("17-2"));
});

test("a dead row keeps its body; replayed, it gives it to a row of the same instant with all its tries, and cannot be replayed again", () => {
  const dead = commitRow(aRow("press", { key: "t:5", end: "dead" }), { outcome: "dead", ms: 0, effects: [] });
  expect(dead.body).toBe("{}");
  const later = NOW + 40 * 3_600_000;
  const { spent, again } = replayRow(dead, { at: later, by: "somebody" }, 9) ?? {};
  expect(spent).toMatchObject({ key: "t:5", status: "dead", body: "", trace: [{ type: "replayed", at: later }] });
  expect(again).toMatchObject({ key: "r:t:5:1", seq: 9, status: "waiting", tries: 1, acceptedAt: NOW, notBefore: later, body: "{}" });
  if (spent === undefined || again === undefined) throw new Error("it was not replayed");
  expect(replayRow(spent, { at: later, by: "another" }, 10)).toBeUndefined();
  expect(retryRow(again, "bug", later)).toMatchObject({ tries: 2, notBefore: later + 1_000 });
  expect(replayRow({ ...again, status: "dead" }, { at: later, by: "x" }, 11)?.again.key).toBe("r:t:5:2");
  expect([firstKeyOf("t:5"), firstKeyOf("r:t:5:1"), firstKeyOf("r:e:person:7:1:t:5#2:12")]).toEqual(["t:5", "t:5", "e:person:7:1:t:5#2"]);
});

test("a row that is not dead cannot be replayed", () => {
  for (const status of ["waiting", "sending", "done", "limited"] as const)
    expect(replayRow(aRow("message", { status }), { at: NOW, by: "x" }, 2)).toBeUndefined();
});

test("each failed try leaves its mark", () => {
  const failed = failedRow(aRow("message"), { kind: "bug", error: "TypeError", at: NOW });
  expect(retryRow(failed, "bug", NOW)?.trace).toEqual([{ type: "failed", kind: "bug", error: "TypeError", at: NOW, tries: 1 }]);
});
