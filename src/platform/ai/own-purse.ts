import type { Deps } from "../deps.ts";
import type { StateReader } from "../turn.ts";
import { accountCell, spentOn, type Spending } from "./account.ts";
import { HELD_FOR_A_JOB, localDay, usedUp, type AiRefusal } from "./budget.ts";
import type { Payer } from "./payer.ts";
import type { Purse, Reserved } from "./purse.ts";

type Parts = { deps: Pick<Deps, "clock" | "config" | "log" | "sharedBudget">; jobId: string; payer: Payer; state: StateReader };

/** `spending` is to be written with the end of the job, in one transaction, and told to the ledger later. */
export type OwnPurse = Purse & { spending: () => Promise<Spending | undefined> };

/**
 * Pays a job of an object from what the object itself knows, so that nobody waits for the database. An object runs one job at a time,
 * and the job's own row there is its reservation.
 */
export function openOwnPurse(parts: Parts): OwnPurse {
  const { deps, jobId, payer } = parts;
  let begun: Pick<Spending, "day" | "feature" | "person"> | undefined;
  let total: { calls: number; spent: number } | undefined;
  return {
    reserve: async (feature) => {
      const now = await deps.clock.now();
      const day = localDay(now, deps.config.timezone);
      begun = {
        feature,
        day,
        ...(payer === "academy" ? {} : { person: { personId: payer.personId, day: localDay(now, payer.timezone) } }),
      };
      const refusal = refuseOwn(parts, now);
      return refusal === undefined ? reserveShared(parts, feature, now) : { refusal };
    },
    settle: async ({ calls, spent }) => {
      total = { calls: (total?.calls ?? 0) + calls, spent: (total?.spent ?? 0) + spent };
    },
    spending: async () => {
      // What was given up is given up from the inside out, and settles a moment after its job has ended.
      if (begun !== undefined && total === undefined) await new Promise((resolve) => setTimeout(resolve, 0));
      return begun === undefined || total === undefined || total.calls === 0 ? undefined : { jobId, ...begun, ...total };
    },
  };
}

function refuseOwn({ deps: { config }, payer, state }: Parts, now: Date): AiRefusal | undefined {
  if (payer === "academy") return undefined;
  const spent = spentOn(state.read(accountCell), localDay(now, payer.timezone));
  return spent + HELD_FOR_A_JOB > config.budgets.person ? usedUp("person", now, payer.timezone) : undefined;
}

/** Decided by what is known where that is fresh. Otherwise it is asked for; only whoever would be refused waits for the answer. */
async function reserveShared({ deps: { sharedBudget, log }, jobId }: Parts, feature: string, now: Date): Promise<Reserved> {
  const known = sharedBudget.recall(feature, now);
  if (known?.isBelieved === true) return { refusal: known.refusal };
  const asked = sharedBudget.ask(feature, now).catch((error: unknown) => {
    log.warn("ai.budget.unread", { key: jobId, error });
    return known?.refusal;
  });
  return known?.refusal === undefined ? { doubt: asked } : { refusal: await asked };
}
