import type { Broadcast } from "./broadcast.ts";
import type { RunningWorker } from "./stage.ts";
import type { WorkerStatus } from "./wire.ts";

/** Ends the Worker in the middle of its work, and starts it again. */
export type WorkerSwitch = {
  status: () => WorkerStatus;
  kill: () => Promise<void>;
  /** Settles when the Worker answers again. */
  restart: () => Promise<void>;
  /** Why the Worker, as it is written now, does not build. */
  buildProblem: () => string | undefined;
  noteBuild: (problem: string | undefined) => void;
  /** The Worker runs and is under this switch from now on. */
  attach: (running: RunningWorker) => void;
};

export function createWorkerSwitch({ broadcast, onRestarted }: { broadcast: Broadcast; onRestarted: () => Promise<void> }): WorkerSwitch {
  let status: WorkerStatus = "starting";
  let running: RunningWorker | undefined;
  let buildProblem: string | undefined;
  const note = (next: WorkerStatus) => {
    status = next;
    broadcast.publish({ kind: "worker", status });
  };
  const attached = (): RunningWorker => {
    if (!running || status === "starting") throw new Error("The Worker is just starting");
    return running;
  };
  return {
    status: () => status,
    async kill() {
      const worker = attached();
      if (status === "killed") return;
      note("killed");
      await worker.kill();
    },
    async restart() {
      const worker = attached();
      note("starting");
      try {
        await worker.restart();
        await onRestarted();
        note("running");
      } catch (error) {
        note("killed");
        throw error;
      }
    },
    buildProblem: () => buildProblem,
    noteBuild(problem) {
      buildProblem = problem;
      broadcast.publish({ kind: "build", ...(problem !== undefined && { problem }) });
    },
    attach(worker) {
      running = worker;
      note("running");
    },
  };
}
