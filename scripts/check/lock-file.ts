import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "../run.ts";
import { fail, pass, type Verdict } from "./verdict.ts";

const PUBLIC_REGISTRY = "registry.npmjs.org";

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ resolved: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});
export type LockFile = z.infer<typeof lockFile>;

export function readLockFile(): LockFile {
  return lockFile.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
}

/** Native tools come as one package for each platform; `npm ci` on another system finds only those that the lock file names. */
export function judgeLockFile({ packages }: LockFile): Verdict {
  const problems = [...listMissing(packages), ...listPrivate(packages)];
  if (problems.length > 0) return fail(`package-lock.json is not for everybody: ${problems.join("; ")}`);
  return pass("package-lock.json has every platform's packages and names no private registry");
}

function listMissing(packages: LockFile["packages"]): string[] {
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)));
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${name}, optional for ${path === "" ? "the project" : path}, is missing`),
  );
}

function listPrivate(packages: LockFile["packages"]): string[] {
  return Object.entries(packages).flatMap(([path, { resolved }]) => {
    if (resolved === undefined || !/^(git\+)?(https?|ssh):/.test(resolved)) return [];
    const { host } = new URL(resolved);
    return host === PUBLIC_REGISTRY ? [] : [`${path} comes from ${host}`];
  });
}
