import { AsyncLocalStorage } from "node:async_hooks";
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type { Turn } from "#platform/turn.ts";
import type { SessionBot } from "#session/bot.ts";
import { flowCellOf } from "#session/flow.ts";

/** What one row of an inbox has cost: its handler's round trips to D1, and whether it wrote there. `flow` is the one that it finished. */
export type Step = { outcome: string; trips: number; isWriting: boolean; flow?: string };

const steps = new AsyncLocalStorage<Step>();

/** From now on every handler's way to D1 is counted by the step in which it goes it. */
export function countRoundTrips(): void {
  const prepare = env.DB.prepare.bind(env.DB);
  const batch = env.DB.batch.bind(env.DB);
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
    const step = steps.getStore();
    if (step !== undefined) {
      step.trips += 1;
      step.isWriting ||= /^\s*(insert|update|delete)/i.test(sql);
    }
    return prepare(sql);
  });
  vi.spyOn(env.DB, "batch").mockImplementation((statements) => {
    const step = steps.getStore();
    // Each of them has been counted when it was prepared.
    if (step !== undefined) step.trips -= statements.length - 1;
    return batch(statements) as never;
  });
}

/** What an object does, and how many rows it has written for all of it so far. */
export type Counted = { steps: Step[]; rows: () => number };

/** Counts what an object does from now on. */
export async function countSteps(objectName: string): Promise<Counted> {
  const done: Step[] = [];
  let rows = 0;
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance: unknown, { storage }) => {
    const object = instance as { parts: unknown; createBot: () => SessionBot };
    const createBot = object.createBot.bind(object);
    const create = (): SessionBot => {
      const bot = createBot();
      return { ...bot, run: (work, turn) => count(done, turn, () => bot.run(work, turn)) };
    };
    Object.assign(object, { parts: undefined, createBot: create });
    countRows(storage, (written) => void (rows += written));
  });
  return { steps: done, rows: () => rows };
}

/** Notes each row that an object writes from now on; an alarm is one as well. */
export function countRows(storage: DurableObjectStorage, note: (written: number) => void): void {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const counting: typeof sql.exec = (query, ...bindings) => {
    const cursor = exec(query, ...bindings);
    note(cursor.rowsWritten);
    return cursor as never;
  };
  Object.defineProperty(sql, "exec", { value: counting, configurable: true, writable: true });
  const setAlarm = storage.setAlarm.bind(storage);
  const value = (at: number) => {
    note(1);
    return setAlarm(at);
  };
  Object.defineProperty(storage, "setAlarm", { configurable: true, value });
}

async function count(done: Step[], turn: Turn, run: () => Promise<string>): Promise<string> {
  const step: Step = { outcome: "", trips: 0, isWriting: false };
  const flow = turn.state.read(flowCellOf(turn.place))?.flow;
  step.outcome = await steps.run(step, run);
  const isFinished = step.outcome === "flow" && turn.state.read(flowCellOf(turn.place))?.flow !== flow;
  done.push(isFinished && flow !== undefined ? { ...step, flow } : step);
  return step.outcome;
}
