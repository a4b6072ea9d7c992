import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { outputOf, root, wrangler } from "../../scripts/run.ts";

/** A Worker as a deployment would upload it. */
export type BuiltWorker = { name: string; config: string; folder: string; modules: Array<{ type: "ESModule" | "Text"; path: string }> };

/** Builds the Worker of a wrangler configuration, minified; needs no account. */
export async function buildWorker({ name, config }: { name: string; config: string }): Promise<BuiltWorker> {
  const folder = join(root, ".wrangler", "built", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await outputOf(wrangler(["deploy", "--dry-run", "--minify", "-c", config, "--outdir", folder]), `wrangler deploy --dry-run -c ${config}`);
  const texts = readdirSync(folder).filter((file) => /\.(ftl|md)$/.test(file) && file !== "README.md");
  return {
    name,
    config: join(root, config),
    folder,
    modules: [
      { type: "ESModule", path: join(folder, "index.js") },
      ...texts.map((file) => ({ type: "Text" as const, path: join(folder, file) })),
    ],
  };
}
