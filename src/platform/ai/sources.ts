import type { Config, ModelName } from "../config.ts";
import type { Log } from "../log.ts";
import type { Role } from "./model.ts";

/** What the models of one isolate are reached with. */
export type ModelSources = {
  config: Pick<Config, "cooldowns" | "models" | "apiKeys" | "roots">;
  fetch: typeof fetch;
  workersAi?: Ai;
  log?: Log;
  /** Shorter in tests. */
  deadlinesMs?: Partial<Record<Role, number>>;
  now?: () => number;
};

/** As the configuration writes it, the voice left out. */
export function nameOf({ provider, model }: ModelName): string {
  return `${provider}:${model}`;
}
