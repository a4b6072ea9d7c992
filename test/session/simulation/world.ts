import { vi } from "vitest";
import { nameOf, type Subject } from "#platform/object-name.ts";
import type { Delivery } from "#platform/sessions.ts";
import { createGate } from "#session/gate.ts";
import { createJobRunner } from "#session/job-runner.ts";
import { createLoop } from "#session/loop.ts";
import { createSender } from "#session/sender.ts";
import { SessionObject } from "#session/session.ts";
import { createSqlStore } from "#session/sql-store.ts";
import type { SessionStore } from "#session/store.ts";
import { createBot } from "./bot.ts";
import { createDisk } from "./disk.ts";
import { Crash, createFaults, mortalStore, never, type FaultPoint, type Life } from "./faults.ts";
import { Checker } from "./invariants.ts";
import { ledgerCell } from "./plan.ts";
import { createRandom } from "./random.ts";
import { createTelegram } from "./telegram.ts";
import { watchedStore } from "./watched-store.ts";

/** A core that is wrong on purpose, to see that the checker finds it. */
export type Break = { store?: (store: SessionStore) => SessionStore; createSender?: typeof createSender; losesAlarms?: true };

/** What is asked outside and not answered yet. */
type Pending = { life: Life; settle: () => void; notBefore: number; until: number };

export type World = ReturnType<typeof createWorld>;

const START = 1_800_000_000_000;
/** Nothing outside takes longer: the adapters have a deadline. */
const SLOWEST_MS = 15_000;
/** Telegram's and the platform's own second try. */
const ALARM_RETRY_MS = 2_000;
const MAX_ALARMS_AT_ONCE = 60;

/** One object with everything around it, driven by one seed. */
export function createWorld(seed: string, broken: Break = {}) {
  vi.setSystemTime(START);
  const random = createRandom(seed);
  const subject: Subject = random.chance(0.8) ? { type: "person", id: 7 } : { type: "chat", id: -5 };
  const checker = new Checker(subject);
  const disk = createDisk();
  const trace: string[] = [];
  const runs = new Map<string, number>();
  let pendings: Pending[] = [];
  let life: Life | undefined;
  let object: SessionObject | undefined;
  let alarmRun: Life | undefined;

  const world = {
    seed,
    random,
    subject,
    checker,
    trace,
    faults: createFaults(random),
    telegram: createTelegram(random),
    clockOffsetMs: 0,
    job: undefined as { life: number; jobId: string; draftId: number } | undefined,
    relayed: new Map<string, string>(),
    undelivered: new Map<string, Delivery>(),
    delivered: new Set<string>(),
    now: () => Date.now() + world.clockOffsetMs,
    note: (line: () => string) => void trace.push(`${((Date.now() - START) / 1000).toFixed(1)} s  ${line()}`),
    noteError: (event: string, fields: object) => {
      if (event === "session.work.failed" && "error" in fields && !(fields.error instanceof Crash)) checker.fail("nothing fails outside the four edges", String(fields.error));
    },
    countRun: (cause: string) => {
      const count = (runs.get(cause) ?? 0) + 1;
      runs.set(cause, count);
      return count;
    },
    hang: (whose: Life, ms: number) => wait(whose, ms),
    pendings: () => pendings,
    settle,
    settleAll: async () => {
      for (let round = 0; round < 200 && pendings.some(isReady); round++) {
        for (const pending of pendings.filter(isReady)) await settle(pending);
      }
    },
    crash: () => {
      if (life !== undefined) die(life);
    },
    deliver,
    advance,
    isWorkLeft,
    isAtRest: () => !isWorkLeft() && pendings.length === 0 && alarmRun === undefined,
    hasAlarm: () => disk.alarmAt !== undefined || alarmRun !== undefined,
    nextAlarmIn: () => (disk.alarmAt === undefined ? undefined : Math.max(0, disk.alarmAt - Date.now())),
    finish,
  };

  // The real store is asked here beside the object, which may be dead.
  const store = watchedStore(broken.store?.(createSqlStore(disk.storage)) ?? createSqlStore(disk.storage), checker, world.now);
  return world;
}
