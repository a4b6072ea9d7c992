import { saturated, steady, type Round, type Step } from "./load.ts";
import type { Subject } from "./subjects.ts";

const ROUNDS = 5;
const SECONDS = 4;
const SATURATED = { clients: 100, seconds: 2 };
/** Objects that nobody writes to for ten seconds are put away; who goes from screen to screen finds theirs awake. */
const LEAD_IN = { clients: 100, seconds: 1 };

/** The same step of a bare Worker and of ours, at the same rate. */
export type Comparison = { title: string; bare: Subject; ours: Subject; step: Step; perSecond: number };

export type Side = { steady: Round; saturated: Round };
/** Both sides, measured one straight after the other. */
export type Pair = Record<"bare" | "ours", Side>;

/** The pairs of each comparison, all of them taken in turns; what the runtime compiles as it goes is compiled beforehand. */
export async function measure(comparisons: readonly Comparison[]): Promise<Pair[][]> {
  for (const comparison of comparisons) await measurePair(comparison);
  const measured = comparisons.map((): Pair[] => []);
  for (let round = 1; round <= ROUNDS; round++) {
    console.error(`round ${round} of ${ROUNDS}`);
    for (const [at, comparison] of comparisons.entries()) measured[at]?.push(await measurePair(comparison));
  }
  return measured;
}

async function measurePair({ bare, ours, step, perSecond }: Comparison): Promise<Pair> {
  const side = async (subject: Subject): Promise<Side> => {
    await saturated(subject, step, LEAD_IN);
    return {
      steady: await steady(subject, step, { perSecond, seconds: SECONDS }),
      saturated: await saturated(subject, step, SATURATED),
    };
  };
  return { bare: await side(bare), ours: await side(ours) };
}
