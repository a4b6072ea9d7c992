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

/** Lists what an object does from now on. */
export async function listSteps(objectName: string): Promise<Step[]> {
  const done: Step[] = [];
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance: unknown) => {
    const object = instance as { parts: unknown; createBot: () => SessionBot };
    const createBot = object.createBot.bind(object);
    const create = (): SessionBot => {
      const bot = createBot();
      return { ...bot, run: (work, turn) => count(done, turn, () => bot.run(work, turn)) };
    };
    Object.assign(object, { parts: undefined, createBot: create });
  });
  return done;
}

async function count(done: Step[], turn: Turn, run: () => Promise<string>): Promise<string> {
  const step: Step = { outcome: "", trips: 0, isWriting: false };
  const flow = turn.state.read(flowCellOf(turn.place))?.flow;
  step.outcome = await steps.run(step, run);
  const isFinished = step.outcome === "flow" && turn.state.read(flowCellOf(turn.place))?.flow !== flow;
  done.push(isFinished && flow !== undefined ? { ...step, flow } : step);
  return step.outcome;
}
