import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

export type WranglerRun = {
  root: string;
  /** Where wrangler may leave its own logs. */
  folder: string;
  env: NodeJS.ProcessEnv;
  secrets: Record<string, string>;
  args: string[];
  log: WriteStream;
  onLine?: (line: string) => void;
};

export function runWrangler({ root, folder, env, secrets, args, log, onLine }: WranglerRun): ChildProcess {
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
    if (stream)
      createInterface({ input: stream }).on("line", (coloured) => {
        // The bundler colours its errors whatever it is told.
        const line = stripVTControlCharacters(coloured);
        logLine(line, log);
        onLine?.(line);
      });
  }
  return child;
}

/** Its exit code, also when it ended long ago. */
export async function endOf(child: ChildProcess): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** At once, with the runtime that it has started. */
export function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/T", "/F"]);
  else process.kill(-pid, "SIGKILL");
}

function logLine(line: string, log: WriteStream): void {
  log.write(`${line}\n`);
  if (deservesAttention(line)) console.error(`worker: ${line.trim()}`);
}

/** Errors and warnings of the Worker's own log and of wrangler; the rest stays in the file. */
function deservesAttention(line: string): boolean {
  if (/ENOTFOUND|Request\.cf|EAI_AGAIN/.test(line)) return false;
  return /\[ERROR\]|Uncaught|"level":"(error|warn|fatal)"/.test(line);
}
