import "./in-node.ts";
import { expect, test } from "vitest";
import { searchOptions, seedsOf } from "./seeds.ts";

test.for(["", "0", "-1", "1.5", "many"])("a search of %j runs, which would find nothing, is refused", (runs) => {
  expect(searchOptions.safeParse({ SIMULATION_RUNS: runs }).success).toBe(false);
});

test("a search is as long as asked for, and an empty seed is none", () => {
  expect(searchOptions.parse({ SIMULATION_RUNS: "40000" })).toEqual({ SIMULATION_ROUND: "stoa", SIMULATION_RUNS: 40_000 });
  expect(searchOptions.safeParse({ SIMULATION_SEED: "" }).success).toBe(false);
  expect(new Set(seedsOf("any word", 100)).size).toBe(100);
});
