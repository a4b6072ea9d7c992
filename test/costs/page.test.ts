import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { computeBill, renderCosts } from "../../scripts/costs/compute.ts";
import counted from "../../scripts/costs/counted.json";
import prices from "../../scripts/costs/prices.json";

const lineOf = (people: number, what: string) => computeBill(people).lines.find((line) => line.what === what);

test("the page shows what is computed today", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/costs.md"), "utf8");
  expect(page).toContain(renderCosts([100, 1_000, 10_000]).join("\n"));
});

test("what is included costs nothing, and only what is above it is paid for", () => {
  const { what, includedAMonth, dollarsAMillion } = prices.billed.objectGbSeconds;
  expect(lineOf(1_000, what)?.dollars).toBe(0);
  const many = lineOf(100_000, what);
  expect(many?.dollars).toBeCloseTo((((many?.aMonth ?? 0) - includedAMonth) / 1_000_000) * dollarsAMillion);
});

test("a turn's model is priced by what the test has counted of it", () => {
  const { model, billed } = prices;
  const neurons =
    (counted.turn.modelInputCharacters * model.neuronsAMillionInputTokens +
      counted.turn.modelOutputCharacters * model.neuronsAMillionOutputTokens) /
    4 /
    1_000_000;
  // A hundred people: thirty of them learn each day, ten turns each.
  expect(lineOf(100, billed.neurons.what)?.aMonth).toBeCloseTo(neurons * 30 * 10 * 30);
});

test("Workers Free is too small from the first line on that exceeds its day", () => {
  expect(computeBill(100).lines.filter(({ isOverFree }) => isOverFree)).toEqual([]);
  expect(lineOf(1_000, prices.billed.neurons.what)?.isOverFree).toBe(true);
});
