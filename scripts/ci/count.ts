import * as z from "zod";

/** The JSON report of vitest, as far as it is counted. */
export const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });

export type Stage = { name: string; hasSucceeded: boolean; report: z.infer<typeof report> | undefined };

/** Only the check has no tests of its own to report. */
const WITHOUT_REPORT = ["check"];

/**
 * Adds up what the runners reported. A stage that failed counts as one failure if its report shows none (a file that did not load,
 * a lint finding), and so does a runner that left no report: "0 failed" is said only when all is well.
 */
export function countResults(stages: readonly Stage[]): { passed: number; failed: number; remarks: string[] } {
  const remarks: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const { name, hasSucceeded, report } of stages) {
    passed += report?.numPassedTests ?? 0;
    failed += report?.numFailedTests ?? 0;
    const isSilent = report === undefined && !WITHOUT_REPORT.includes(name);
    if (isSilent) remarks.push(`${name} left no report: counted as 1 failed`);
    else if (!hasSucceeded && (report?.numFailedTests ?? 0) === 0) remarks.push(`${name} failed outside its tests: counted as 1 failed`);
  }
  return { passed, failed: failed + remarks.length, remarks };
}
