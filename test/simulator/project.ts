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
  const targetLanguage = env["TARGET_LANGUAGE"] || String(config.vars["TARGET_LANGUAGE"] ?? "de");
  const secretsFile = join(root, ".dev.vars");
  return {
    root,
    crons: config.triggers.crons ?? [],
    zone: env["TIMEZONE"] || String(config.vars["TIMEZONE"] ?? "UTC"),
    targetLanguage,
    tipsPath: join(root, "content", targetLanguage === "en" ? "tips-english.json" : "tips-german.json"),
    secretsFile: existsSync(secretsFile) ? secretsFile : undefined,
  };
}
