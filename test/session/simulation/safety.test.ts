import "./in-node.ts";
import { expect, test } from "vitest";
import { findViolation, LONGEST_MS } from "./seeds.ts";

const RUNS = 2_000;

test(
  `cases 1, 2, 3, 7, 10, 13: in ${RUNS} runs with faults all the time no rule is broken at any step`,
  async () => {
    const found = await findViolation("safety", RUNS);
    expect(found, found).toBeUndefined();
  },
  LONGEST_MS,
);
