import "./in-node.ts";
import { expect, test } from "vitest";
import { findViolation, LONGEST_MS } from "./seeds.ts";

const RUNS = 2_000;

test(
  `cases 6, 9, 10, 11, 14: in ${RUNS} runs everything comes to its end once the faults have stopped`,
  async () => {
    const found = await findViolation("liveness", RUNS);
    expect(found, found).toBeUndefined();
  },
  LONGEST_MS,
);
