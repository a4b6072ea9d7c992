import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { root } from "../../scripts/run.ts";
import type { BuiltWorker } from "./built-worker.ts";
import { findWorkerd } from "./child-process.ts";

/** A built Worker in a workerd of its own, with the storage of `folder`. */
export type Workerd = {
  /** Of workerd itself, without miniflare's proxy before it. It stays the same over a restart. */
  url: URL;
  /** The running process; throws while there is none. */
  pid: () => number;
  /** SIGKILL. Miniflare starts the next process by itself; the promise settles when that one answers. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
};

type Options = Parameters<typeof convertV4MiniflareOptions>[0];
type OutboundService = NonNullable<Extract<Options, { outboundService?: unknown }>["outboundService"]>;

export type WorkerdOptions = {
  worker: BuiltWorker;
  /** Vars and secrets over those of the configuration. */
  bindings: Record<string, string>;
  /** What the Worker reaches by `fetch`; nothing else is reachable. */
  outside: OutboundService;
  folder: string;
  onLog?: (line: string) => void;
};

export async function startWorkerd({ worker, bindings, outside, folder, onLog = () => undefined }: WorkerdOptions): Promise<Workerd> {
  // The AI binding would go to Cloudflare.
  const { ai: _, ...configured } = unstable_getMiniflareWorkerOptions(worker.config).workerOptions;
  const options = {
    ...configured,
    name: worker.name,
    modulesRoot: worker.folder,
    modules: worker.modules,
    bindings: { ...configured.bindings, ...bindings },
    outboundService: outside,
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    resourcePersistencePath: folder,
    handleStructuredLogs: ({ message }: { message: string }) => onLog(message),
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  await miniflare.ready;
  if (configured.d1Databases !== undefined && "DB" in configured.d1Databases) await applyMigrations(await miniflare.getD1Database("DB"));
  const url = await miniflare.unsafeGetDirectURL();
  return {
    url,
    pid: livingWorkerd,
    async kill() {
      process.kill(livingWorkerd(), "SIGKILL");
      await untilAnswering(url);
    },
    stop: () => miniflare.dispose(),
  };
}

function livingWorkerd(): number {
  const pid = findWorkerd();
  if (pid === undefined) throw new Error("workerd is not running");
  return pid;
}

type Database = { prepare: (query: string) => { run: () => Promise<unknown> } };

async function applyMigrations(database: Database): Promise<void> {
  const folder = join(root, "migrations");
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql")).sort();
  for (const file of files) {
    for (const statement of readFileSync(join(folder, file), "utf8").split("--> statement-breakpoint")) await database.prepare(statement).run();
  }
}

const RESTARTS_WITHIN_MS = 20_000;

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
