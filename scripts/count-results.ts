import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countResults, report, type Stage } from "./ci/count.ts";
import { root } from "./run.ts";

// Called by .ci/run with the exit code of each stage: test=0 browser=1 check=0
const stages: Stage[] = process.argv.slice(2).map((argument) => {
  const [name = "", code = ""] = argument.split("=");
  const path = join(root, "reports", `${name}.json`);
  return { name, hasSucceeded: code === "0", report: existsSync(path) ? report.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined };
});
const { passed, failed, remarks } = countResults(stages);
for (const remark of remarks) console.log(remark);
console.log(`${passed} passed, ${failed} failed`);
