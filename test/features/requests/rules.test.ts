import { expect, test } from "vitest";
import { hoursToWait, labelOf, readRecordNumber, readText } from "#features/requests/rules.ts";

const HOUR = 3_600_000;
const rejectedAt = new Date("2026-03-28T12:00:00Z");
const after = (ms: number) => hoursToWait(rejectedAt, new Date(rejectedAt.getTime() + ms));

test("who was rejected waits a day, told in full hours that are never too few", () => {
  expect([0, HOUR, 23 * HOUR, 23.9 * HOUR, 24 * HOUR, 48 * HOUR].map(after)).toEqual([24, 23, 1, 1, 0, 0]);
  expect(hoursToWait(undefined, rejectedAt)).toBe(0);
});

test("somebody is called by @name, else by name, else by id", () => {
  expect(labelOf({ username: "lena", name: "Lena Roth", personId: 7 })).toBe("@lena");
  expect(labelOf({ username: undefined, name: " Lena Roth ", personId: 7 })).toBe("Lena Roth");
  expect(labelOf({ username: undefined, name: " ", personId: 7 })).toBe("7");
});

test("the number of a record is a number and nothing else", () => {
  expect(["4", "#4", " 004 ", "№ 4", "# 4"].map(readRecordNumber)).toEqual(["4", "4", "4", "4", undefined]);
  expect(["4 people", "no 4", "4.5", "-4", "", "1".repeat(16)].map(readRecordNumber)).toEqual(Array(6).fill(undefined));
});

test("a text is what is left between the spaces, of up to 4,096 characters", () => {
  expect(readText("  hello\n")).toBe("hello");
  expect([" \n ", "x".repeat(4_097)].map(readText)).toEqual([undefined, undefined]);
  expect(readText("x".repeat(4_096))).toHaveLength(4_096);
});
