import "./in-node.ts";
import { expect, test } from "vitest";
import { findViolation } from "./seeds.ts";

const RUNS = 1_000;

test(`cases 6, 9, 10, 11, 14: in ${RUNS} runs everything comes to its end once the faults have stopped`, async () => {
  const found = await findViolation("liveness", RUNS);
  expect(found, found).toBeUndefined();
}, 120_000);
