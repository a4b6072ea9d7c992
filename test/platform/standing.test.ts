import { expect, test } from "vitest";
import { supersedes } from "#platform/standing.ts";

const known = { studentId: 1, isVerified: true, version: 3, at: 1000 };

test("anything is newer than nothing", () => {
  expect(supersedes({ ...known, version: 1 }, undefined)).toBe(true);
});

test("of one record the higher version is newer, whatever the clocks said", () => {
  expect(supersedes({ ...known, version: 4, at: 900 }, known)).toBe(true);
  expect(supersedes({ ...known, version: 2, at: 1100 }, known)).toBe(false);
  expect(supersedes(known, known)).toBe(false);
});

test("of two records the later change is newer, for their versions count different things", () => {
  expect(supersedes({ studentId: 2, isVerified: true, version: 1, at: 1001 }, known)).toBe(true);
  expect(supersedes({ studentId: 2, isVerified: false, version: 9, at: 999 }, known)).toBe(false);
});
