import { parseArgs } from "node:util";
import { findFreePortFrom } from "./ports.ts";

export type Options = {
  port: number;
  /** A real bot's token: then Telegram itself is polled and there is no page. */
  botToken: string | undefined;
  apiRoot: string;
  takeOver: boolean;
};

/** Reads the command line and the environment; the only place that does. */
export async function readOptions(args: string[], env: NodeJS.ProcessEnv): Promise<Options> {
  const { values } = parseArgs({ args, options: { port: { type: "string" }, "take-over": { type: "boolean", default: false } } });
  const wanted = values.port ?? env["PORT"];
  return {
    port: wanted === undefined ? await findFreePortFrom(8787) : parsePort(wanted),
    botToken: env["BOT_TOKEN"] || undefined,
    apiRoot: env["TELEGRAM_API_ROOT"] || "https://api.telegram.org",
    takeOver: values["take-over"],
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`"${text}" is not a port`);
  return port;
}
