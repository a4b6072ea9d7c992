import type { ModelCall } from "../trace.ts";
import type { TokenUsage } from "./cost.ts";

/** A call that was sent may be paid for whether or not it was answered, so a turn has this many. */
const CALLS_A_TURN = 2;

/** What one job spends on models, whichever of them answers. */
export type Meter = {
  /** False when the turn has no call left. */
  takeCall: () => boolean;
  hasCallsLeft: () => boolean;
  /** In millionths of a US dollar; the tokens where the provider counts them. */
  charge: (microdollars: number, usage?: TokenUsage) => void;
  total: () => Spending;
  /** Told each call when it has ended, whatever became of it. */
  note: (call: ModelCall) => void;
};

type Spending = { calls: number; spent: number; inputTokens: number; outputTokens: number };

export function createMeter(note: Meter["note"] = () => undefined): Meter {
  let calls = 0;
  let spent = 0;
  let [inputTokens, outputTokens] = [0, 0];
  const hasCallsLeft = () => calls < CALLS_A_TURN;
  return {
    hasCallsLeft,
    takeCall: () => {
      const isThere = hasCallsLeft();
      if (isThere) calls += 1;
      return isThere;
    },
    charge: (microdollars, usage = {}) => {
      spent += microdollars;
      inputTokens += usage.inputTokens ?? 0;
      outputTokens += usage.outputTokens ?? 0;
    },
    total: () => ({ calls, spent, inputTokens, outputTokens }),
    note,
  };
}
