import type * as z from "zod";
import type { Deps } from "../deps.ts";
import type { JobContext } from "../feature.ts";
import { noteOutageOf } from "../outages.ts";
import { accepted, refused, type Result } from "../result.ts";
import { findUsedUp, HELD_FOR_A_JOB, localDay, nextMidnight, type AiRefusal } from "./budget.ts";
import { type queuedSettlement, reserve, settle } from "./ledger.ts";
import { createMeter } from "./meter.ts";
import type { Models } from "./model.ts";

/** Longer than any job runs. What a job holds that died with its object is free again after it. */
const RESERVATION_LIVES_MS = 10 * 60_000;

const SETTLED_AGAIN_AFTER_SECONDS = 10;

type Spender = Pick<JobContext, "deps" | "jobId" | "note" | "payer" | "signal">;

/**
 * Runs work with models and has it paid for from the budgets of the person, the feature and the bot: reserved by the job's id
 * before, settled once after, whatever becomes of the work. Refused before any model is asked.
 */
export async function withinBudget<Value>(
  spender: Spender,
  feature: string,
  work: (models: Models) => Promise<Value>,
): Promise<Result<Value, AiRefusal>> {
  const { deps, jobId, note, signal } = spender;
  const refusal = await reserveFor(spender, feature);
  if (refusal !== undefined) {
    note({ type: "unpaid", reason: refusal.reason === "off" ? "off" : refusal.scope });
    const isTheirOwn = refusal.reason === "used-up" && refusal.scope === "person";
    if (!isTheirOwn) await noteUnserved(spender);
    return refused(refusal);
  }
  const meter = createMeter((call) => note({ type: "model", ...call }));
  try {
    return accepted(await work(deps.models(meter)));
  } catch (error) {
    if (!isStopped(signal)) await noteUnserved(spender);
    throw error;
  } finally {
    const { calls, spent } = meter.total();
    await settleSurely(deps, { jobId, calls, spent });
  }
}

/** Whoever came and got no answer from us must not lose anything by it. That this could not be kept must not hide why. */
async function noteUnserved({ deps: { db, clock, log }, payer, jobId: key }: Spender): Promise<void> {
  if (payer === "academy") return;
  try {
    await noteOutageOf(db, payer.personId, await clock.now());
  } catch (error) {
    log.warn("ai.outage.unnoted", { key, error });
  }
}

/** By the person; the end of the time for a job is ours. */
function isStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof DOMException && reason.name === "AbortError";
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

async function reserveFor({ deps, jobId, payer }: Spender, feature: string): Promise<AiRefusal | undefined> {
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
  const timezone = scope === "person" ? (person?.timezone ?? config.timezone) : config.timezone;
  return { reason: "used-up", scope, renewsAt: nextMidnight(now, timezone).getTime() };
}
