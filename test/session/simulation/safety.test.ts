import "./in-node.ts";
import { test } from "vitest";
import { BROKEN_TODAY } from "./known.ts";
import { expectNoViolation } from "./seeds.ts";

const RUNS = 1_200;

test(
  `cases 1, 2, 3, 7, 10, 13: in ${RUNS} runs with faults all the time no rule is broken at any step`,
  () => expectNoViolation("safety", RUNS, { ignored: BROKEN_TODAY }),
  120_000,
);
