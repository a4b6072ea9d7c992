import { spawn } from "node:child_process";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

export type Outcome = { code: number; output: string };
export type RunOptions = {
  /** Given to the command on its standard input. */
  input?: string;
  /** Lets the person see the output and answer questions; nothing is kept then. */
  isShown?: boolean;
  env?: Record<string, string>;
};

/** Runs a tool of `node_modules` with the Node that runs this script. `tool` is the path of its script there. */
export function run(tool: string, args: readonly string[], { input, isShown = false, env = {} }: RunOptions = {}): Promise<Outcome> {
  // Without a flag production is meant, whatever the shell says.
  const quiet = { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_ENV: "", ...(isShown ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" }) };
  const child = spawn(process.execPath, [join(root, "node_modules", tool), ...args], {
    cwd: root,
    env: { ...process.env, ...quiet, ...env },
    stdio: [input === undefined ? (isShown ? "inherit" : "ignore") : "pipe", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
  });
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

export const wrangler = (args: readonly string[], options?: RunOptions): Promise<Outcome> => run("wrangler/bin/wrangler.js", args, options);

/** For a command that the rest cannot do without: its output, or an error that holds it. */
export async function outputOf(outcome: Promise<Outcome>, what: string): Promise<string> {
  const { code, output } = await outcome;
  if (code !== 0) throw new Error(`${what} failed:\n${output.trim()}`);
  return output;
}
