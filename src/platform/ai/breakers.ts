import { admit, afterFailure, afterNothing, closedBreaker, type Breaker } from "./breaker.ts";

export type Breakers = {
  of: (model: string) => {
    /** False while the model is left alone; true also begins the one trial of a model that has rested. */
    admit: () => boolean;
    succeeded: () => void;
    /** `asksForMs` is for how long the model itself wants to be left alone. */
    failed: (asksForMs?: number) => void;
    learntNothing: () => void;
  };
};

/**
 * The breakers of one isolate. They are not shared: each isolate finds out for itself at the price of three failed calls, which is
 * less than asking a store before each call, and what an isolate has learnt may be forgotten with it.
 */
export function createBreakers({ now, restsMs }: { now: () => number; restsMs: number }): Breakers {
  const breakers = new Map<string, Breaker>();
  return {
    of: (model) => {
      const current = () => breakers.get(model) ?? closedBreaker;
      return {
        admit: () => {
          const { isAllowed, next } = admit(current(), now());
          breakers.set(model, next);
          return isAllowed;
        },
        succeeded: () => void breakers.delete(model),
        failed: (asksForMs) => void breakers.set(model, afterFailure(current(), now(), restsMs, asksForMs)),
        learntNothing: () => void breakers.set(model, afterNothing(current(), now())),
      };
    },
  };
}
