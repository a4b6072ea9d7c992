import type { JobContext } from "../job-kind.ts";
import { noteOutageOf } from "../outages.ts";
import { accepted, refused, type Result } from "../result.ts";
import type { AiRefusal } from "./budget.ts";
import { createMeter } from "./meter.ts";
import type { Models } from "./model.ts";

type Spender = Pick<JobContext, "deps" | "jobId" | "note" | "payer" | "purse" | "signal">;

/**
 * Runs work with models and has it paid for from the budgets of the person, the feature and the bot: reserved by the job's id
 * before, settled once after, whatever becomes of the work. `signal` ends it also when it turns out that it may not be paid.
 */
export async function withinBudget<Value>(
  spender: Spender,
  feature: string,
  work: (models: Models, signal: AbortSignal) => Promise<Value>,
): Promise<Result<Value, AiRefusal>> {
  const { deps, note, purse, signal } = spender;
  const { refusal, doubt } = await purse.reserve(feature);
  if (refusal !== undefined) return refuse(spender, refusal);
  const allowed = whileAllowed(doubt);
  const meter = createMeter((call) => note({ type: "model", ...call }));
  const workAndPay = async () => {
    try {
      return await work(deps.models(meter), AbortSignal.any([signal, allowed.signal]));
    } finally {
      await purse.settle(meter.total());
    }
  };
  try {
    return accepted(await workAndPay());
  } catch (error) {
    const late = allowed.refusal();
    if (late !== undefined) return await refuse(spender, late);
    if (!isStopped(signal)) await noteUnserved(spender);
    throw error;
  }
}

async function refuse(spender: Spender, refusal: AiRefusal): Promise<Result<never, AiRefusal>> {
  spender.note({ type: "unpaid", reason: refusal.reason === "off" ? "off" : refusal.scope });
  const isTheirOwn = refusal.reason === "used-up" && refusal.scope === "person";
  if (!isTheirOwn) await noteUnserved(spender);
  return refused(refusal);
}

/** Aborts as soon as what was doubtful is refused. */
function whileAllowed(doubt: Promise<AiRefusal | undefined> = Promise.resolve(undefined)) {
  const controller = new AbortController();
  let refusal: AiRefusal | undefined;
  const onFound = (found: AiRefusal | undefined) => {
    refusal = found;
    if (found !== undefined) controller.abort(new DOMException("not to be paid", "AbortError"));
  };
  doubt.then(onFound, () => undefined);
  return { signal: controller.signal, refusal: () => refusal };
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
