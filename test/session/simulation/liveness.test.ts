import "./in-node.ts";
import { test } from "vitest";
import { BROKEN_TODAY } from "./known.ts";
import { expectNoViolation } from "./seeds.ts";

const RUNS = 1_000;

test(
  `cases 6, 9, 10, 11, 14: in ${RUNS} runs everything comes to its end once the faults have stopped`,
  () => expectNoViolation("liveness", RUNS, { ignored: BROKEN_TODAY }),
  120_000,
);
