import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { buildBundle, judgeSize } from "./check/bundle.ts";
import { judgeEagerCode } from "./check/eager.ts";
import { judgeLockFile, readLockFile } from "./check/lock-file.ts";
import { judgeMigrations, judgeSchema, readMigrations } from "./check/migrations.ts";
import { judgeRowCounts } from "./check/seeded-database.ts";
import { judgeStartup, measureStartup } from "./check/startup.ts";
import type { Verdict } from "./check/verdict.ts";
import { root } from "./run.ts";

const { values } = parseArgs({ options: { "without-tests": { type: "boolean", default: false } } });
const scripts = ["format:check", "lint", "types", ...(values["without-tests"] ? [] : ["test"])];

let failures = 0;
for (const script of scripts) tell({ ok: await runScript(script), line: script });
for await (const verdict of judgeBudgets()) tell(verdict);
console.log(failures === 0 ? "Everything holds." : `${failures} of the checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;

function tell({ ok, line }: Verdict): void {
  if (!ok) failures += 1;
  console.log(`${ok ? "ok  " : "FAIL"} ${line}`);
}

async function* judgeBudgets(): AsyncGenerator<Verdict> {
  const migrations = readMigrations();
  yield judgeLockFile(readLockFile());
  yield judgeMigrations(migrations);
  yield judgeRowCounts(migrations);
  yield await judgeSchema();
  const { modules, metafile } = await buildBundle();
  yield judgeSize(modules);
  yield judgeEagerCode(metafile);
  yield judgeStartup(await measureStartup());
}

function runScript(name: string): Promise<boolean> {
  const child = spawn("npm", ["run", "--silent", name], { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}
