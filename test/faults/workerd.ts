import { setTimeout as sleep } from "node:timers/promises";
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptionsShape } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import type { BuiltWorker } from "./built-worker.ts";
import { listWorkerds } from "./child-process.ts";

/** A built Worker in a workerd of its own, with the storage of `folder`. */
export type Workerd = {
  /** Of workerd itself, without miniflare's proxy before it. It stays the same over a restart. */
  url: URL;
  /** The process that runs now. */
  pid: () => number;
  /** SIGKILL. Miniflare starts the next process by itself; the promise settles when that one answers. */
  kill: () => Promise<void>;
  database: (binding: string) => ReturnType<Miniflare["getD1Database"]>;
  stop: () => Promise<void>;
};

export type WorkerdOptions = {
  worker: BuiltWorker;
  /** Vars and secrets over those of the configuration. */
  bindings: Record<string, string>;
  /** What the Worker reaches by `fetch`; nothing else is reachable. */
  outside: NonNullable<V4WorkerOptionsShape["outboundService"]>;
  folder: string;
  onLog?: (line: string) => void;
};

export async function startWorkerd({ worker, bindings, outside, folder, onLog = () => undefined }: WorkerdOptions): Promise<Workerd> {
  // The AI binding would go to Cloudflare.
  const { ai: _, ...configured } = unstable_getMiniflareWorkerOptions(worker.config).workerOptions;
  const vars: Record<string, string> = Object.assign({}, configured["bindings"], bindings);
  const options = {
    ...configured,
    name: worker.name,
    modulesRoot: worker.folder,
    modules: worker.modules,
    bindings: vars,
    outboundService: outside,
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    resourcePersistencePath: folder,
    handleStructuredLogs: ({ message }: { message: string }) => onLog(message),
  };
  const others = listWorkerds();
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  await miniflare.ready;
  const url = await miniflare.unsafeGetDirectURL();
  let pid = findNew(others);
  return {
    url,
    pid: () => pid,
    async kill() {
      const neighbours = listWorkerds().filter((other) => other !== pid);
      process.kill(pid, "SIGKILL");
      await untilAnswering(url);
      pid = findNew(neighbours);
    },
    database: (binding) => miniflare.getD1Database(binding),
    stop: () => miniflare.dispose(),
  };
}

function findNew(known: readonly number[]): number {
  const pid = listWorkerds().find((running) => !known.includes(running));
  if (pid === undefined) throw new Error("workerd is not running");
  return pid;
}

const RESTARTS_WITHIN_MS = 60_000;

async function untilAnswering(url: URL): Promise<void> {
  const deadline = Date.now() + RESTARTS_WITHIN_MS;
  while (Date.now() < deadline) {
    await sleep(50);
    if (await isAnswering(url)) return;
  }
  throw new Error(`workerd did not come back within ${RESTARTS_WITHIN_MS / 1000} seconds`);
}

async function isAnswering(url: URL): Promise<boolean> {
  try {
    const response = await fetch(new URL("/nothing-here", url), { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 404;
  } catch {
    return false;
  }
}
