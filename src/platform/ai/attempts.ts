import type { ModelName } from "../config.ts";
import { withDeadline } from "../deadline.ts";
import { OutsideError } from "../outside-error.ts";
import type { Breakers } from "./breakers.ts";
import { modelFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import type { Role } from "./model.ts";
import { nameOf, type ModelSources } from "./sources.ts";

/** DESIGN 6. A turn of the tutor has 60 seconds, which its job watches over: two calls of chat. */
const DEADLINES_MS: Record<Role, number> = { chat: 30_000, judge: 90_000, transcribe: 30_000, speak: 30_000, embed: 15_000 };

export type Task<Answer> = {
  role: Role;
  /** As it is noted. */
  prompt?: string;
  names: readonly ModelName[];
  signal: AbortSignal;
  /** What is charged for a call that was given up: it may have been billed in full. */
  priceIfLost: number;
  call: (name: ModelName, signal: AbortSignal) => Promise<Answer>;
};

type Surroundings = { sources: ModelSources; breakers: Breakers; meter: Meter };

/** Asks one model after another until one answers well, as long as the turn has calls; a model that rests is passed over. */
export async function firstGoodAnswer<Answer>(task: Task<Answer> & Surroundings): Promise<Answer> {
  let failure: OutsideError | undefined;
  for (const name of task.names) {
    if (task.signal.aborted || !task.meter.hasCallsLeft()) break;
    const breaker = task.breakers.of(nameOf(name));
    if (!breaker.admit()) {
      failure ??= modelFailure("every model is resting after its failures", true);
      continue;
    }
    task.meter.takeCall();
    const noteEnd = beginCall(task, name);
    try {
      const answer = await withDeadline(deadlineOf(task), (signal) => task.call(name, signal), task.signal);
      breaker.succeeded();
      noteEnd("answered");
      return answer;
    } catch (error) {
      failure = toFailure(error);
      if (error instanceof DOMException) task.meter.charge(task.priceIfLost);
      noteEnd(task.signal.aborted ? "given up" : failure.reason);
      if (failure.retryable && !task.signal.aborted) breaker.failed(failure.retryAfterMs);
      else breaker.learntNothing();
      task.sources.log?.warn("ai.call.failed", { model: nameOf(name), reason: failure.reason });
    }
  }
  throw failure ?? noAnswer(task);
}

/** Notes a call when it has ended, with what it took from its beginning. */
function beginCall({ role, prompt, meter }: Task<unknown> & Surroundings, name: ModelName): (outcome: string) => void {
  const startedAt = Date.now();
  const before = meter.total();
  return (outcome) => {
    const { spent, inputTokens, outputTokens } = meter.total();
    meter.note({
      role,
      model: nameOf(name),
      prompt,
      outcome,
      ms: Date.now() - startedAt,
      inputTokens: inputTokens - before.inputTokens,
      outputTokens: outputTokens - before.outputTokens,
      spent: spent - before.spent,
    });
  };
}

function noAnswer({ signal, names }: Task<unknown>): OutsideError {
  if (signal.aborted) return modelFailure("given up", true);
  return names.length === 0 ? modelFailure("no model is configured", false) : modelFailure("the turn has no call left", true);
}

function deadlineOf({ role, sources }: Task<unknown> & Surroundings): number {
  return sources.deadlinesMs?.[role] ?? DEADLINES_MS[role];
}

function toFailure(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (error instanceof DOMException) return modelFailure(error.name, true, error);
  throw error;
}
