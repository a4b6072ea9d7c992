import { expect, test } from "vitest";
import { isParkedNow, newRow, nextDue, pickNext, retryRow, type InboxRow } from "#session/inbox.ts";
import { beginNextJob, hasJobs, jobWrite } from "#session/jobs.ts";
import { draftIdOf } from "#session/drafts.ts";
import type { Effect } from "#session/effects.ts";
import type { RowKind } from "#platform/sessions.ts";
import { createMemoryStore } from "#support/memory-store.ts";

const NOW = 1_000_000;
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
  store.apply({ state: [jobWrite("1-1", { name: "x", input: {} })] });
  expect([beginNextJob(store), beginNextJob(store)].map((begun) => [begun?.job.attempt, begun?.end])).toEqual([
    [1, undefined],
    [2, undefined],
  ]);
  expect(beginNextJob(store)).toMatchObject({ end: "abandoned", job: { attempt: 2 } });
  expect(hasJobs(store)).toBe(true);
});

test("jobs are begun in the order in which they were started, also past nine", () => {
  const store = createMemoryStore();
  for (const id of ["10-1", "9-2", "9-1"]) store.apply({ state: [jobWrite(id, { name: id, input: {} })] });
  expect(beginNextJob(store)?.job.name).toBe("9-1");
});

test("a draft's id is never zero, and the same for every attempt of its job", () => {
  expect(draftIdOf("0-0")).toBeGreaterThan(0);
  expect(draftIdOf("17-1")).toBe(draftIdOf("17-1"));
  expect(draftIdOf("17-1")).not.toBe(draftIdOf("17-2"));
});
