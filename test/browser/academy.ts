import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findFreePort } from "../simulator/ports.ts";

/** `npm run dev` as a person starts it, on a port of its own. */
export type Academy = { address: string; stop: () => Promise<void> };

const ROOT = join(import.meta.dirname, "..", "..");
const READY_WITHIN_MS = 90_000;

export async function openAcademy(): Promise<Academy> {
  const port = await findFreePort();
  // A real bot's token in the environment would make it poll that bot.
  const { BOT_TOKEN: _ignored, ...env } = process.env;
  const child = spawn(process.execPath, [join(ROOT, "test", "simulator", "dev.ts"), "--port", String(port)], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { address: await untilReady(child), stop: () => stop(child) };
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}
