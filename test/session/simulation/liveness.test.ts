import "./in-node.ts";
import { expect, test } from "vitest";
import { LOOKED_AWAY_FROM } from "./known.ts";
import { findViolation } from "./seeds.ts";

const RUNS = 1_000;

test(`cases 6, 9, 10, 11, 14: in ${RUNS} runs everything comes to its end once the faults have stopped`, async () => {
  const found = await findViolation("liveness", RUNS, { ignored: LOOKED_AWAY_FROM });
  expect(found, found).toBeUndefined();
}, 120_000);
