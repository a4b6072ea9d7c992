import type { FakeModel } from "#fakes/model.ts";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Switches } from "./wire.ts";
import type { WorkerClient } from "./worker-client.ts";

const RETRY_AFTER_SECONDS = 5;
const SLOW_MS = 4000;

/** What is broken on purpose. It stays so until it is healed on the page. */
export type SwitchBoard = {
  current: () => Switches;
  set: (change: Partial<Switches>) => Promise<Switches>;
  /** A Worker that has started anew knows nothing of its database's trouble. */
  applyToWorker: () => Promise<void>;
};

type Deps = { telegram: FakeTelegram; model: Pick<FakeModel, "fail" | "heal">; worker: WorkerClient; broadcast: Broadcast };

export function createSwitchBoard({ telegram, model, worker, broadcast }: Deps): SwitchBoard {
  let switches: Switches = { telegram: "well", model: "well", database: "well" };
  const applyToWorker = () => worker.breakDatabase(switches.database === "well" ? "none" : switches.database);
  return {
    current: () => switches,
    applyToWorker,
    async set(change) {
      switches = { ...switches, ...change };
      if (change.telegram) breakTelegram(telegram, change.telegram);
      if (change.model) breakModel(model, change.model);
      broadcast.publish({ kind: "switches", switches });
      if (change.database) await applyToWorker();
      return switches;
    },
  };
}

function breakTelegram(telegram: FakeTelegram, trouble: Switches["telegram"]): void {
  telegram.heal();
  const times = Infinity;
  if (trouble === "429") telegram.fail({ kind: "too-many-requests", retryAfter: RETRY_AFTER_SECONDS, times });
  if (trouble === "5xx") telegram.fail({ kind: "server-error", status: 502, times });
  if (trouble === "slow") telegram.fail({ kind: "slow", ms: SLOW_MS, times });
}

function breakModel(model: Deps["model"], trouble: Switches["model"]): void {
  model.heal();
  const times = Infinity;
  if (trouble === "dead" || trouble === "garbage") model.fail({ kind: trouble, times });
  if (trouble === "slow") model.fail({ kind: "slow", ms: SLOW_MS, times });
}
