import type { FakeModel } from "#fakes/model.ts";
import type { ModelFailure } from "#fakes/model-failures.ts";
import type { Failure, FakeTelegram } from "#fakes/telegram/contract.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Diary } from "./diary.ts";
import { SLOW_MS } from "./slow.ts";
import type { Switches } from "./wire.ts";
import type { WorkerClient } from "./worker-client.ts";

const RETRY_AFTER_SECONDS = 5;

/** What is broken on purpose. It stays so until it is healed on the page. */
export type SwitchBoard = {
  current: () => Switches;
  set: (change: Partial<Switches>) => Promise<Switches>;
  /** A Worker that has started anew knows nothing of its database's trouble. */
  applyToWorker: () => Promise<void>;
};

type Deps = { telegram: FakeTelegram; model: Pick<FakeModel, "fail" | "heal">; worker: WorkerClient; broadcast: Broadcast; diary: Diary };

export function createSwitchBoard({ telegram, model, worker, broadcast, diary }: Deps): SwitchBoard {
  let switches: Switches = { telegram: "well", model: "well", database: "well" };
  const applyToWorker = () => worker.breakDatabase(switches.database === "well" ? "none" : switches.database);
  return {
    current: () => switches,
    applyToWorker,
    async set(change) {
      switches = { ...switches, ...change };
      if (change.telegram) replace(telegram, telegramFailure(change.telegram));
      if (change.model) replace(model, modelFailure(change.model));
      diary.noteSwitches(change);
      broadcast.publish({ kind: "switches", switches });
      if (change.database) await applyToWorker();
      return switches;
    },
  };
}

/** What each state of a switch means to the fake behind it; undefined where all is well. */
export function telegramFailure(trouble: Switches["telegram"]): Failure | undefined {
  const times = Infinity;
  if (trouble === "429") return { kind: "too-many-requests", retryAfter: RETRY_AFTER_SECONDS, times };
  if (trouble === "5xx") return { kind: "server-error", status: 502, times };
  return trouble === "slow" ? { kind: "slow", ms: SLOW_MS.telegram, times } : undefined;
}

export function modelFailure(trouble: Switches["model"]): ModelFailure | undefined {
  const times = Infinity;
  if (trouble === "dead" || trouble === "garbage") return { kind: trouble, times };
  return trouble === "slow" ? { kind: "slow", ms: SLOW_MS.model, times } : undefined;
}

function replace<F>(fake: { heal: () => void; fail: (failure: F) => void }, failure: F | undefined): void {
  fake.heal();
  if (failure) fake.fail(failure);
}
