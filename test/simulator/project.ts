import { existsSync } from "node:fs";
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";

/** What the simulator takes from the project that it runs. */
export type Project = {
  root: string;
  crons: string[];
  zone: string;
  targetLanguage: string;
  tipsPath: string;
  secretsFile: string | undefined;
};

export function readProject(root: string, env: NodeJS.ProcessEnv): Project {
  const config = unstable_readConfig({ config: join(root, "wrangler.toml") });
  const secretsFile = join(root, ".dev.vars");
  return {
    root,
    crons: config.triggers.crons ?? [],
    zone: env["TIMEZONE"] || String(config.vars["TIMEZONE"] ?? "UTC"),
    targetLanguage: env["TARGET_LANGUAGE"] || String(config.vars["TARGET_LANGUAGE"] ?? "de"),
    tipsPath: join(root, "content", "tips.json"),
    secretsFile: existsSync(secretsFile) ? secretsFile : undefined,
  };
}
