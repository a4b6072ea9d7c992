import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as z from "zod";
import { outputOf, root, wrangler } from "../run.ts";
import { fail, pass, type Verdict } from "./verdict.ts";

const BUDGET_KIB = 400;

export type Module = { name: string; gzipBytes: number };

const metafile = z.object({
  inputs: z.record(z.string(), z.object({ imports: z.array(z.object({ path: z.string(), kind: z.string() })) })),
  outputs: z.record(z.string(), z.object({ entryPoint: z.string().optional() })),
});
export type Metafile = z.infer<typeof metafile>;

/** What would be uploaded, built as a deployment builds it; needs no account. */
export async function buildBundle(): Promise<{ modules: Module[]; metafile: Metafile }> {
  const folder = join(root, ".wrangler", "check");
  const out = join(folder, "bundle");
  const metafilePath = join(folder, "metafile.json");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await outputOf(wrangler(["deploy", "--dry-run", "--minify", "--outdir", out, "--metafile", metafilePath]), "wrangler deploy --dry-run");
  // wrangler adds a source map and a README of its own, which are not uploaded.
  const names = readdirSync(out).filter((name) => !name.endsWith(".map") && name !== "README.md");
  const modules = names.map((name) => ({ name, gzipBytes: gzipSync(readFileSync(join(out, name)), { level: 9 }).length }));
  return { modules, metafile: metafile.parse(JSON.parse(readFileSync(metafilePath, "utf8"))) };
}

/** Texts count, WebAssembly is told apart. */
export function judgeSize(modules: readonly Module[]): Verdict {
  const kib = (chosen: readonly Module[]) => Math.ceil(chosen.reduce((sum, module) => sum + module.gzipBytes, 0) / 1024);
  const wasm = modules.filter((module) => module.name.endsWith(".wasm"));
  const size = kib(modules.filter((module) => !wasm.includes(module)));
  const apart = wasm.length === 0 ? "" : `, and ${kib(wasm)} KiB of WebAssembly apart`;
  if (modules.length === 0) return fail("the bundle is empty");
  if (size > BUDGET_KIB) return fail(`the bundle has ${size} KiB gzipped${apart}; the budget is ${BUDGET_KIB} KiB`);
  return pass(`the bundle has ${size} of ${BUDGET_KIB} KiB gzipped${apart}`);
}
