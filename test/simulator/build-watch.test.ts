import { expect, test } from "vitest";
import { watchBuild } from "./build-watch.ts";

const failed = [
  "✘ [ERROR] Build failed with 2 errors:",
  "",
  '  ✘ [ERROR] Unexpected ";"',
  "  ",
  "      src/index.ts:54:15:",
  "        54 │ const broken = ;",
  "           ╵                ^",
  '  ✘ [ERROR] Could not resolve "./gone.ts"',
  "      src/app.ts:2:21:",
];

test("a build that fails is told with the first error and its place, and taken back when it succeeds", () => {
  const { read, told } = aWatch();
  failed.forEach(read);
  expect(told.at(-1)).toBe('Unexpected ";" in src/index.ts:54:15');
  read("⎔ Reloading local server...");
  expect(told.at(-1)).toBeUndefined();
  expect(told).toHaveLength(3);
});

test("another failure takes the place of the one before", () => {
  const { read, told } = aWatch();
  failed.forEach(read);
  ["✘ [ERROR] Build failed with 1 error:", '  ✘ [ERROR] Could not resolve "./gone.ts"', "      src/app.ts:2:21:"].forEach(read);
  expect(told.at(-1)).toBe('Could not resolve "./gone.ts" in src/app.ts:2:21');
});

test("an error of the Worker's own log is no failed build, and a first start tells nothing", () => {
  const { read, told } = aWatch();
  ["⎔ Starting local server...", '✘ [ERROR] Uncaught Error: "late"', "⎔ Reloading local server..."].forEach(read);
  expect(told).toEqual([]);
});

function aWatch() {
  const told: Array<string | undefined> = [];
  return { told, read: watchBuild((problem) => told.push(problem)) };
}
