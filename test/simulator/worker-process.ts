import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, rmSync, writeFileSync, type WriteStream } from "node:fs";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

export type WorkerProcess = {
  /** From the root of the project. */
  logPath: string;
  /** Rejects, in a sentence, when the Worker ends without having been stopped. */
  died: Promise<never>;
  stop: () => Promise<void>;
};

type WorkerOptions = {
  root: string;
  /** Emptied at each start: storage, log and the environment file. */
  folder: string;
  port: number;
  vars: Record<string, string>;
  /** Handed over by the environment, so that a list of processes does not show them. */
  secrets: Record<string, string>;
  /** A file of further secrets; without one the Worker gets an empty file, so that `.dev.vars` is not read. */
  secretsFile?: string;
  /** The environment to start from. */
  env: NodeJS.ProcessEnv;
};

/** Starts the Worker on storage of its own, with every migration applied. It takes some seconds until it answers. */
export async function startWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const { root, folder, port } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const emptyFile = join(folder, "empty.env");
  writeFileSync(emptyFile, "");
  const log = createWriteStream(join(folder, "worker.log"));
  const logPath = relative(root, join(folder, "worker.log"));
  const storage = join(folder, "storage");
  const shared = ["--local", "--persist-to", storage, "--env-file", options.secretsFile ?? emptyFile];

  const migrations = runWrangler({ ...options, args: ["d1", "migrations", "apply", "DB", ...shared], log });
  if ((await exitOf(migrations)) !== 0) throw new Error(`The migrations could not be applied; see ${logPath}`);

  const address = ["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--show-interactive-dev-session", "false"];
  const vars = Object.entries(options.vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const child = runWrangler({ ...options, args: ["dev", ...shared, ...address, ...vars], log });
  return { logPath, ...watch(child, logPath, storage) };
}

/** Keeps what looks like a secret out of a Worker that is only simulated, and its account out of wrangler. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/(_KEY|_TOKEN|_SECRET|_SECRET_NEXT|_PASSWORD|_LOGIN|_ACCOUNT)$|^(CLOUDFLARE|CF)_/.test(name)),
  );
}

function watch(child: ChildProcess, logPath: string, storage: string): Pick<WorkerProcess, "died" | "stop"> {
  let isStopping = false;
  const exit = exitOf(child);
  const net = () => child.kill("SIGTERM");
  process.once("exit", net);
  const died = exit.then((code) => {
    if (isStopping) return new Promise<never>(() => {});
    throw new Error(`The Worker stopped by itself (exit code ${code ?? "none"}); its log is ${logPath}`);
  });
  // The rejection is raced against, but may come when nobody waits yet.
  died.catch(() => undefined);
  return {
    died,
    async stop() {
      isStopping = true;
      if (!hasEnded(child)) child.kill("SIGTERM");
      await exit;
      // The next start would empty it anyway; the log stays to be read.
      rmSync(storage, { recursive: true, force: true });
    },
  };
}

function runWrangler({ root, folder, env, secrets, args, log }: WorkerOptions & { args: string[]; log: WriteStream }): ChildProcess {
  const script = join(root, "node_modules", "wrangler", "bin", "wrangler.js");
  const quiet = {
    NO_COLOR: "1",
    FORCE_COLOR: "0",
    WRANGLER_SEND_METRICS: "false",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_LOG_PATH: join(folder, "wrangler"),
  };
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...env, ...secrets, ...quiet, WRANGLER_REGISTRY_PATH: join(folder, "registry") },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C reaches a whole process group; the Worker is stopped in its turn instead.
    detached: process.platform !== "win32",
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", (line) => logLine(line, log));
  }
  return child;
}

/** The bundler colours its errors whatever it is told. */
function logLine(coloured: string, log: WriteStream): void {
  const line = stripVTControlCharacters(coloured);
  log.write(`${line}\n`);
  if (deservesAttention(line)) console.error(`worker: ${line.trim()}`);
}

/** Errors and warnings of the Worker's own log and of wrangler; the rest stays in the file. */
function deservesAttention(line: string): boolean {
  if (/ENOTFOUND|Request\.cf|EAI_AGAIN/.test(line)) return false;
  return /\[ERROR\]|Uncaught|"level":"(error|warn|fatal)"/.test(line);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
