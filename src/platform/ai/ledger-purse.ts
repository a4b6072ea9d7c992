import type * as z from "zod";
import type { Deps } from "../deps.ts";
import { findUsedUp, HELD_FOR_A_JOB, localDay, usedUp, type AiRefusal } from "./budget.ts";
import { type queuedSettlement, reserve, settle } from "./ledger.ts";
import type { Payer } from "./payer.ts";
import type { Purse } from "./purse.ts";

/** Longer than any job runs. What a job holds that died is free again after it. */
const RESERVATION_LIVES_MS = 10 * 60_000;

const SETTLED_AGAIN_AFTER_SECONDS = 10;

type Parts = { deps: Deps; jobId: string; payer: Payer };

/** Pays a job of the queue, of which several may run at once: its share is held in the ledger by the job's id. */
export function openLedgerPurse({ deps, jobId, payer }: Parts): Purse {
  return {
    reserve: async (feature) => ({ refusal: await reserveShare({ deps, jobId, payer }, feature) }),
    settle: (spent) => settleSurely(deps, { jobId, ...spent }),
  };
}

async function reserveShare({ deps, jobId, payer }: Parts, feature: string): Promise<AiRefusal | undefined> {
  const { config, clock, db } = deps;
  const now = await clock.now();
  const person = payer === "academy" ? undefined : payer;
  const { isReserved, isOff, used } = await reserve(
    db,
    {
      jobId,
      person: person === undefined ? undefined : { personId: person.personId, day: localDay(now, person.timezone) },
      feature,
      day: localDay(now, config.timezone),
      held: HELD_FOR_A_JOB,
      now,
      expiresAt: new Date(now.getTime() + RESERVATION_LIVES_MS),
    },
    config.budgets,
  );
  if (isReserved) return undefined;
  if (isOff) return { reason: "off" };
  const scope = findUsedUp(used, config.budgets, HELD_FOR_A_JOB) ?? "bot";
  return usedUp(scope, now, scope === "person" ? (person?.timezone ?? config.timezone) : config.timezone);
}

/**
 * The work is done and paid for: a ledger that cannot be written now must not take it away. It is written later, through the queue;
 * where that fails too, what was held expires.
 */
async function settleSurely({ db, queue, log }: Deps, spending: { jobId: string; calls: number; spent: number }): Promise<void> {
  const { jobId: key } = spending;
  try {
    await settle(db, spending);
  } catch (error) {
    log.warn("ai.budget.late", { key, error });
    const settlement: z.infer<typeof queuedSettlement> = { type: "settlement", ...spending };
    await queue
      .send(settlement, { delaySeconds: SETTLED_AGAIN_AFTER_SECONDS })
      .catch((lost: unknown) => log.error("ai.budget.unsettled", { key, error: lost }));
  }
}
