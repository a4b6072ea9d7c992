import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../simulator/ports.ts";
import type { State } from "../simulator/wire.ts";

/** `npm run dev` as a person starts it, on a port and in a folder of its own. */
export type Academy = {
  address: string;
  /** Asks the simulator, or its Telegram, over HTTP. */
  post: (path: string, body: object) => Promise<unknown>;
  /** All that a page would be told. */
  state: () => Promise<State>;
  /** Ends it and starts it again, with what it remembers. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

const ROOT = join(import.meta.dirname, "..", "..");
const READY_WITHIN_MS = 300_000;

/** Another Worker than the simulator's own is named by its entry, from the root of the project; `vars` are variables that it has set otherwise. */
export async function openAcademy({ worker, vars = {} }: { worker?: string; vars?: Record<string, string> } = {}): Promise<Academy> {
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), "stoa-"));
  const set = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const args = ["--port", String(port), "--folder", folder, ...(worker === undefined ? [] : ["--worker", worker]), ...set];
  let child = start(args);
  const address = await untilReady(child);
  return {
    address,
    async post(path, body) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${address}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
      return answer;
    },
    state: async () => (await (await fetch(`${address}/sim/state`)).json()) as State,
    async restart() {
      await end(child);
      child = start(args);
      await untilReady(child);
    },
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(args: string[]): ChildProcess {
  // A real bot's token in the environment would make it poll that bot.
  const { BOT_TOKEN: _ignored, ...env } = process.env;
  return spawn(process.execPath, [join(ROOT, "test", "simulator", "dev.ts"), ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What it prints when all is up is the contract with people, so that is what is waited for. */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (why: string) => {
      child.kill("SIGTERM");
      reject(new Error(`npm run dev ${why}:\n${output}`));
    };
    const late = setTimeout(() => fail("was not ready in time"), READY_WITHIN_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Stoa is ready: (\S+)/.exec(output)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(late);
      fail(`ended with ${code}`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}
