import { join } from "node:path";
import { unstable_readConfig, type Unstable_Config } from "wrangler";
import { root } from "./run.ts";

/** One of the environments of `wrangler.toml`. `flags` are what wrangler is told it by; production has neither name nor flags. */
export type Environment = { name?: string; flags: string[]; config: Unstable_Config };

/** Production, or what `--env` has named. Throws a sentence for a name that `wrangler.toml` does not have. */
export function readEnvironment(name = "production"): Environment {
  const production = read("");
  if (name === "production") return { flags: [], config: production };
  const known = production.definedEnvironments ?? [];
  if (!known.includes(name)) throw new Error(`wrangler.toml has no environment ${name}, but production and ${known.join(", ")}.`);
  return { name, flags: ["--env", name], config: read(name) };
}

/** The empty name is that of what stands above all environments. */
function read(env: string): Unstable_Config {
  return unstable_readConfig({ config: join(root, "wrangler.toml"), env });
}
