/** A call that was sent may be paid for whether or not it was answered, so a turn has this many. */
const CALLS_A_TURN = 2;

/** What one job spends on models, whichever of them answers. */
export type Meter = {
  /** False when the turn has no call left. */
  takeCall: () => boolean;
  hasCallsLeft: () => boolean;
  /** In millionths of a US dollar. */
  charge: (microdollars: number) => void;
  total: () => { calls: number; spent: number };
};

export function createMeter(): Meter {
  let calls = 0;
  let spent = 0;
  const hasCallsLeft = () => calls < CALLS_A_TURN;
  return {
    hasCallsLeft,
    takeCall: () => {
      const isThere = hasCallsLeft();
      if (isThere) calls += 1;
      return isThere;
    },
    charge: (microdollars) => void (spent += microdollars),
    total: () => ({ calls, spent }),
  };
}
