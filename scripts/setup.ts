import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ask } from "./ask.ts";
import { readEnvironment } from "./environment.ts";
import { outputOf, wrangler } from "./run.ts";
import { setUp } from "./setup/set-up.ts";
import { readSettings } from "./setup/settings.ts";

try {
  const { flags } = readEnvironment(parseArgs({ options: { env: { type: "string" } } }).values.env);
  await setUp(await readSettings(process.env, ask), {
    fetch,
    wait,
    say: (line) => console.log(line),
    // On standard input, so that it stands in no process list.
    storeSecret: async (name, value) =>
      void (await outputOf(wrangler(["secret", "put", name, ...flags], { input: value }), `wrangler secret put ${name}`)),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
