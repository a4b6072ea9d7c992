import { expect, test } from "vitest";
import { countResults, type Stage } from "../../scripts/ci/count.ts";

const stage = (name: string, hasSucceeded: boolean, numPassedTests: number, numFailedTests: number): Stage => ({
  name,
  hasSucceeded,
  report: { numPassedTests, numFailedTests },
});
const check = (hasSucceeded: boolean): Stage => ({ name: "check", hasSucceeded, report: undefined });

test("the tests of all runners are added up", () => {
  expect(countResults([stage("test", false, 10, 2), stage("browser", true, 1, 0), check(true)])).toEqual({
    passed: 11,
    failed: 2,
    remarks: [],
  });
});

test("a runner without a report counts as one failure, however it ended", () => {
  expect(countResults([stage("test", true, 10, 0), { name: "browser", hasSucceeded: true, report: undefined }, check(true)])).toMatchObject(
    { passed: 10, failed: 1 },
  );
});

test("a failure that no test shows is not lost", () => {
  expect(countResults([stage("test", false, 10, 0), check(false)])).toMatchObject({ passed: 10, failed: 2 });
});
