import type { Config } from "../config.ts";
import type { Database } from "../database.ts";
import { findUsedUp, HELD_FOR_A_JOB, localDay, usedUp, type AiRefusal } from "./budget.ts";
import { readShared } from "./ledger.ts";

/** So late, at most, counts a switch that was thrown or a budget that others have used up. */
const BELIEVED_MS = 30_000;

/** What all people share, as this isolate has last read it: the budgets of a feature and of the bot, and the switch. */
export type SharedBudget = {
  /** Without the database; undefined where nobody has asked yet. */
  recall: (feature: string, now: Date) => { refusal: AiRefusal | undefined; isBelieved: boolean } | undefined;
  ask: (feature: string, now: Date) => Promise<AiRefusal | undefined>;
};

export function createSharedBudget(db: Database, { budgets, timezone }: Pick<Config, "budgets" | "timezone">): SharedBudget {
  const known = new Map<string, { refusal: AiRefusal | undefined; readAt: number }>();
  return {
    recall: (feature, now) => {
      const found = known.get(feature);
      // A simulated clock may be put back.
      return found && { refusal: found.refusal, isBelieved: Math.abs(now.getTime() - found.readAt) < BELIEVED_MS };
    },
    ask: async (feature, now) => {
      const { isOff, used } = await readShared(db, { feature, day: localDay(now, timezone), now });
      const scope = findUsedUp({ ...used, person: 0 }, budgets, HELD_FOR_A_JOB);
      const refusal = isOff ? ({ reason: "off" } as const) : scope && usedUp(scope, now, timezone);
      known.set(feature, { refusal, readAt: now.getTime() });
      return refusal;
    },
  };
}
