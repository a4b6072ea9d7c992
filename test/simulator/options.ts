import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findFreePortFrom } from "./ports.ts";

export type Options = {
  port: number;
  /** A real bot's token: then Telegram itself is polled and there is no page. */
  botToken: string | undefined;
  apiRoot: string;
  takeOver: boolean;
  /** Where the academy of this port is kept from one run to the next. */
  folder: string;
  /** Begins anew instead of going on where the last run ended. */
  isFresh: boolean;
  /** A scenario to replay as soon as all is ready: its name, or the path of a JSON file. */
  scenario: string | undefined;
  /** Another entry than the simulator's own, for an academy with a feature more. */
  worker: string | undefined;
  /** Variables of the Worker that are other than the simulator's. */
  vars: Record<string, string>;
};

const FLAGS = {
  port: { type: "string" },
  folder: { type: "string" },
  scenario: { type: "string" },
  worker: { type: "string" },
  var: { type: "string", multiple: true },
  fresh: { type: "boolean", default: false },
  "take-over": { type: "boolean", default: false },
} as const;

/** Reads the command line and the environment; the only place that does. */
export async function readOptions(root: string, args: string[], env: NodeJS.ProcessEnv): Promise<Options> {
  const { values } = parseArgs({ args, options: FLAGS });
  const wanted = values.port ?? env["PORT"];
  const port = wanted === undefined ? await findFreePortFrom(8787) : parsePort(wanted);
  const botToken = env["BOT_TOKEN"] || undefined;
  // Two bots, or a bot and the simulator, never share a database.
  const folder = botToken ? `bot-${botToken.split(":")[0]}` : join("simulator", String(port));
  return {
    port,
    botToken,
    apiRoot: env["TELEGRAM_API_ROOT"] || "https://api.telegram.org",
    takeOver: values["take-over"],
    folder: resolve(values.folder ?? join(root, ".wrangler", folder)),
    isFresh: values.fresh,
    scenario: values.scenario,
    worker: values.worker,
    vars: Object.fromEntries((values.var ?? []).map(parseVariable)),
  };
}

/** Written as wrangler takes it: `NAME:value`. */
function parseVariable(text: string): [name: string, value: string] {
  const [, name, value] = /^([A-Z_]+):(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`"${text}" is not NAME:value`);
  return [name, value];
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`"${text}" is not a port`);
  return port;
}
