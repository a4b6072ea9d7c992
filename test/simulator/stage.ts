import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createDelivery, type Deliver, type DeliveryOptions } from "./deliver.ts";
import type { Options } from "./options.ts";
import { findFreePort } from "./ports.ts";
import type { Project } from "./project.ts";
import { createWorkerClient, type WorkerClient } from "./worker-client.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";
import { reasonOf } from "./shared/reason.ts";

const HEALTHY_WITHIN_MS = 180_000;
const MINUTE_MS = 60_000;

/** What one run of `npm run dev` is made of, whether Telegram is simulated or real. */
export type Stage = {
  options: Options;
  project: Project;
  worker: WorkerClient;
  secrets: { WEBHOOK_SECRET: string; ADMIN_TOKEN: string };
  deliverWith: (onTrouble: NonNullable<DeliveryOptions["onTrouble"]>) => Deliver;
  /** Starts the Worker and waits until it is healthy; the promise inside rejects if it ever dies. */
  startWorker: (input: WorkerInput) => Promise<RunningWorker>;
  /** Done in reverse order at the end. */
  atEnd: Array<() => unknown>;
};

/** The Worker, which can be ended and started again while all around it goes on. */
export type RunningWorker = { died: Promise<never>; kill: () => Promise<void>; restart: () => Promise<void> };

type WorkerInput = {
  botToken: string;
  entry?: string;
  isFresh: boolean;
  vars: Record<string, string>;
  env: NodeJS.ProcessEnv;
  secretsFile?: string;
  onBuild?: (problem: string | undefined) => void;
};

export async function setStage(options: Options, project: Project): Promise<Stage> {
  const port = await findFreePort();
  const secrets = { WEBHOOK_SECRET: randomBytes(24).toString("base64url"), ADMIN_TOKEN: randomBytes(24).toString("base64url") };
  const url = `http://127.0.0.1:${port}`;
  const worker = createWorkerClient({ url, adminToken: secrets.ADMIN_TOKEN, crons: project.crons });
  const atEnd: Stage["atEnd"] = [];
  return {
    options,
    project,
    worker,
    secrets,
    atEnd,
    deliverWith: (onTrouble) =>
      createDelivery({
        url: `${url}/telegram/webhook`,
        secret: secrets.WEBHOOK_SECRET,
        fetch,
        wait: sleep,
        now: Date.now,
        onTrouble,
      }),
    async startWorker({ botToken, vars, env, ...rest }) {
      const running = await startWorker({
        root: project.root,
        folder: options.folder,
        port,
        vars: { ...vars, ENVIRONMENT: "development", PUBLIC_URL: url },
        secrets: { ...secrets, BOT_TOKEN: botToken },
        env,
        ...rest,
      });
      atEnd.push(running.stop);
      await untilHealthy(running, worker);
      atEnd.push(tickSchedules(running, worker));
      const restart = async () => {
        await running.restart();
        await untilHealthy(running, worker);
      };
      return { died: running.died, kill: running.kill, restart };
    },
  };
}

async function untilHealthy({ died, logPath }: WorkerProcess, worker: WorkerClient): Promise<void> {
  const healthy = worker.waitUntilHealthy(HEALTHY_WITHIN_MS).catch((error: unknown) => {
    throw new Error(`${reasonOf(error)}; its log is ${logPath}`);
  });
  await Promise.race([died, healthy]);
}

/** `wrangler dev` never fires a schedule. All of them run each minute: they find their work by state, so one too many changes nothing. */
function tickSchedules({ isRunning }: WorkerProcess, worker: WorkerClient): () => void {
  const timer = setInterval(() => {
    if (!isRunning()) return;
    worker.runSchedules().catch((error: unknown) => console.error(reasonOf(error)));
  }, MINUTE_MS);
  return () => clearInterval(timer);
}
