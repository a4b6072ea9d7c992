import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { examine } from "./doctor/examine.ts";
import { readPlace } from "./doctor/place.ts";
import { root } from "./run.ts";

try {
  const { vars } = unstable_readConfig({ config: join(root, "wrangler.toml") });
  const isWell = await examine(readPlace(process.env, vars), { fetch, now: Date.now, say: (line) => console.log(line) });
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
