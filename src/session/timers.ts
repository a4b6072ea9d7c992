import * as z from "zod";
import { newRow, type InboxRow } from "./inbox.ts";
import type { SessionStore, StateWrite } from "./store.ts";

const PREFIX = "timer:";
const timerRow = z.object({ dueAt: z.number(), kind: z.string(), version: z.int(), data: z.unknown(), setBy: z.int() });
type Timer = z.infer<typeof timerRow> & { key: string };

/** The write that sets a timer; one with the same key is replaced. `setBy` is the row that sets it: set again, it is another timer. */
export function timerWrite(key: string, timer: { dueAt: Date; kind: string; version: number; data: unknown; setBy: number }): StateWrite {
  return { feature: "session", key: PREFIX + key, json: JSON.stringify({ ...timer, dueAt: timer.dueAt.getTime() }) };
}

export function timerGone(key: string): StateWrite {
  return { feature: "session", key: PREFIX + key, json: undefined };
}

/** Moves every timer that is due into the inbox, each in one transaction with its own end. */
export function ringTimers(store: SessionStore, now: number): void {
  for (const timer of listTimers(store)) {
    if (timer.dueAt <= now) store.apply({ state: [timerGone(timer.key)], arrivals: [ring(store, timer, now)] });
  }
}

export function nextTimer(store: SessionStore): number | undefined {
  const dues = listTimers(store).map((timer) => timer.dueAt);
  return dues.length === 0 ? undefined : Math.min(...dues);
}

function ring(store: SessionStore, { key, dueAt, kind, version, data, setBy }: Timer, now: number): InboxRow {
  return newRow({ key: `a:${key}:${dueAt}:${setBy}`, kind: "event", body: JSON.stringify({ kind, version, data }) }, store.nextSeq(), now);
}

function listTimers(store: SessionStore): Timer[] {
  return store
    .listState("session", PREFIX)
    .map(({ key, json }) => ({ ...timerRow.parse(JSON.parse(json)), key: key.slice(PREFIX.length) }));
}
