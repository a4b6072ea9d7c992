import * as z from "zod";
import type { Invariant } from "./invariants.ts";
import { createRandom } from "./random.ts";
import { simulate, type Mode, type Run } from "./simulate.ts";
import type { Break } from "./world.ts";

/**
 * SIMULATION_SEED runs one seed. SIMULATION_ROUND (any word) draws other seeds, and SIMULATION_RUNS says how many in
 * each mode: for a longer search than the one of every day. What would search nothing is refused.
 */
export const searchOptions = z.object({
  SIMULATION_SEED: z.string().min(1).optional(),
  SIMULATION_ROUND: z.string().min(1).default("stoa"),
  SIMULATION_RUNS: z.coerce.number().int().positive().optional(),
});
const { SIMULATION_SEED, SIMULATION_ROUND, SIMULATION_RUNS } = searchOptions.parse(process.env);
const TRACE_LINES = 60;
/** Only so that nothing hangs for ever, also in a search of tens of thousands of runs on a busy machine. */
export const LONGEST_MS = 60 * 60_000;

/** The same on every machine. */
export function seedsOf(name: string, count: number): string[] {
  const random = createRandom(name);
  return Array.from({ length: count }, () => random.between(1, 2 ** 31).toString(36));
}

/** What is needed to run the first run again that breaks something; undefined when none does. */
export async function findViolation(mode: Mode, runs: number): Promise<string | undefined> {
  const seeds = SIMULATION_SEED === undefined ? seedsOf(`${SIMULATION_ROUND} ${mode}`, SIMULATION_RUNS ?? runs) : [SIMULATION_SEED];
  for (const seed of seeds) {
    const run = await simulate(seed, mode);
    if (run.violations.length > 0) return describe(run, mode);
  }
  return undefined;
}

function describe({ seed, violations, trace }: Run, mode: Mode): string {
  const rerun = `SIMULATION_SEED=${seed} npx vitest run --config test/vitest.config.ts --project pure test/session/simulation/${mode}.test.ts`;
  return [`${mode}, seed ${seed}: ${violations[0]?.invariant}: ${violations[0]?.detail}`, rerun, ...trace.slice(-TRACE_LINES)].join("\n");
}

/** What is broken in the runs up to the first that breaks `found`, or in all of them when none does. */
export async function brokenUntil(
  found: Invariant,
  mode: Mode,
  { broken, seeds }: { broken: Break; seeds: number },
): Promise<Set<Invariant>> {
  const all = new Set<Invariant>();
  for (const seed of seedsOf("broken", seeds)) {
    const { violations } = await simulate(seed, mode, broken);
    for (const { invariant } of violations) all.add(invariant);
    if (all.has(found)) return all;
  }
  return all;
}
