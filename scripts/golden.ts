import { run } from "./run.ts";

const [name] = process.argv.slice(2);
if (name === undefined || !/^[\w-]+$/.test(name)) {
  console.error("Name the set, by its day: `npm run golden -- 2026-11-27`.");
  process.exitCode = 1;
} else {
  const args = ["run", "--config", "test/vitest.config.ts", "test/golden/record.workers.test.ts"];
  process.exitCode = (await run("vitest/vitest.mjs", args, { isShown: true, env: { GOLDEN: name } })).code;
  if (process.exitCode === 0) console.log(`test/golden/${name}.json is written; name it in test/golden/sets.ts.`);
}
