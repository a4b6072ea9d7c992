import type { ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync, writeFileSync, type WriteStream } from "node:fs";
import { join, relative } from "node:path";
import { watchBuild } from "./build-watch.ts";
import { endOf, hasEnded, killTree, runWrangler } from "./wrangler.ts";

export type WorkerProcess = {
  /** From the root of the project. */
  logPath: string;
  /** Rejects, in a sentence, when the Worker ends without having been asked to. */
  died: Promise<never>;
  isRunning: () => boolean;
  /** Ends it as a crash of the machine would, in the middle of whatever it does. */
  kill: () => Promise<void>;
  /** Starts it again on the same storage. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

export type WorkerOptions = {
  root: string;
  /** Storage, log and the environment file. What it holds lasts until the next start that is `isFresh`. */
  folder: string;
  isFresh: boolean;
  /** Another entry than the project's own. */
  entry?: string;
  port: number;
  vars: Record<string, string>;
  /** Handed over by the environment, so that a list of processes does not show them. */
  secrets: Record<string, string>;
  /** A file of further secrets; without one the Worker gets an empty file, so that `.dev.vars` is not read. */
  secretsFile?: string;
  /** The environment to start from. */
  env: NodeJS.ProcessEnv;
  /** Told why the Worker does not build any more, and nothing once it does again. Until then it answers nobody. */
  onBuild?: (problem: string | undefined) => void;
};

/** Starts the Worker on storage of its own, with every migration applied. It takes some seconds until it answers. */
export async function startWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const { root, folder } = options;
  if (options.isFresh) rmSync(join(folder, "storage"), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, "worker.log"));
  const logPath = relative(root, join(folder, "worker.log"));
  const shared = sharedArguments(options);

  const migrations = runWrangler({ ...options, args: ["d1", "migrations", "apply", "DB", ...shared], log });
  if ((await endOf(migrations)) !== 0) throw new Error(`The migrations could not be applied; see ${logPath}`);
  return { logPath, ...keepRunning(() => launch(options, shared, log), logPath) };
}

/** Keeps what looks like a secret out of a Worker that is only simulated, and its account out of wrangler. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/(_KEY|_KEY_NEXT|_TOKEN|_SECRET|_SECRET_NEXT|_PASSWORD|_LOGIN|_ACCOUNT)$|^(CLOUDFLARE|CF)_/.test(name),
    ),
  );
}

function sharedArguments({ folder, secretsFile }: WorkerOptions): string[] {
  const emptyFile = join(folder, "empty.env");
  writeFileSync(emptyFile, "");
  return ["--local", "--persist-to", join(folder, "storage"), "--env-file", secretsFile ?? emptyFile];
}

function launch(options: WorkerOptions, shared: string[], log: WriteStream): ChildProcess {
  const address = ["--ip", "127.0.0.1", "--port", String(options.port), "--inspector-port", "0", "--show-interactive-dev-session", "false"];
  const vars = Object.entries(options.vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const args = ["dev", ...(options.entry ? [options.entry] : []), ...shared, ...address, ...vars];
  const { onBuild } = options;
  onBuild?.(undefined);
  return runWrangler({ ...options, args, log, ...(onBuild && { onLine: watchBuild(onBuild) }) });
}

function keepRunning(start: () => ChildProcess, logPath: string): Omit<WorkerProcess, "logPath"> {
  let reportDeath: (reason: Error) => void = () => undefined;
  const died = new Promise<never>((_, reject) => (reportDeath = reject));
  // The rejection is raced against, but may come when nobody waits yet.
  died.catch(() => undefined);
  const asked = new WeakSet<ChildProcess>();
  const watch = (started: ChildProcess): ChildProcess => {
    started.once("exit", (code) => {
      if (!asked.has(started)) reportDeath(new Error(`The Worker stopped by itself (exit code ${code ?? "none"}); its log is ${logPath}`));
    });
    return started;
  };
  let child = watch(start());
  const end = async (how: () => unknown) => {
    asked.add(child);
    if (!hasEnded(child)) how();
    await endOf(child);
  };
  process.once("exit", () => child.kill("SIGTERM"));
  return {
    died,
    isRunning: () => !hasEnded(child) && !asked.has(child),
    kill: () => end(() => killTree(child)),
    async restart() {
      await end(() => child.kill("SIGTERM"));
      child = watch(start());
    },
    stop: () => end(() => child.kill("SIGTERM")),
  };
}
