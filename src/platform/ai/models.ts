import { withDeadline } from "../deadline.ts";
import type { Config, ModelName } from "../config.ts";
import type { Log } from "../log.ts";
import { OutsideError } from "../outside-error.ts";
import { accepted, refused } from "../result.ts";
import { createBreakers, type Breakers } from "./breakers.ts";
import { priceOfHearing, priceOfSpeaking, priceOfText } from "./cost.ts";
import { modelFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import type { ChatRequest, Models, Role } from "./model.ts";
import { listSpeakers } from "./voices.ts";

export type ModelSources = {
  config: Pick<Config, "models" | "apiKeys" | "roots">;
  fetch: typeof fetch;
  workersAi?: Ai;
  log?: Log;
  /** Shorter in tests. */
  deadlinesMs?: Partial<Record<Role, number>>;
  now?: () => number;
};

/** No model is called without a meter; features get theirs from `withinBudget`. */
export type OpenModels = (meter: Meter) => Models;

/** DESIGN 6. A turn of the tutor has 60 seconds, which its job watches over: two calls of chat. */
const DEADLINES_MS: Record<Role, number> = { chat: 30_000, judge: 90_000, transcribe: 30_000, speak: 30_000, embed: 15_000 };

/** The models of the configuration. The code behind them is loaded at the first call, never at start-up. */
export function createModels(sources: ModelSources): OpenModels {
  const { models: names } = sources.config;
  const breakers = createBreakers(sources.now ?? Date.now);

  return (meter) => {
    const ask = <Answer>(task: Task<Answer>) => firstGoodAnswer({ ...task, sources, breakers, meter });
    return {
      chat: (request) =>
        ask({
          role: "chat",
          names: names.chat,
          signal: request.signal,
          priceIfLost: priceOfText({ input: writtenIn(request), output: "" }),
          call: async (name, signal) => (await import("./sdk.ts")).completeChat(sources, name, { ...request, signal }, meter),
        }),
      judge: (request) =>
        ask({
          role: "judge",
          names: request.isSecondOpinion === true ? names.judgeSecond : names.judge,
          signal: request.signal,
          priceIfLost: priceOfText({ input: request.system + JSON.stringify(request.input), output: "" }),
          call: async (name, signal) => (await import("./sdk.ts")).completeJudgement(sources, name, { ...request, signal }, meter),
        }),
      embed: (request) =>
        ask({
          role: "embed",
          names: names.embed,
          signal: request.signal,
          priceIfLost: priceOfText({ input: request.texts.join(), output: "" }),
          call: async (name, signal) => (await import("./sdk.ts")).embedTexts(sources, name, { ...request, signal }, meter),
        }),
      transcribe: (request) =>
        ask({
          role: "transcribe",
          names: names.transcribe,
          signal: request.signal,
          priceIfLost: priceOfHearing(request),
          call: async (name, signal) => (await import("./speech-to-text.ts")).transcribe(sources, name, { ...request, signal }, meter),
        }),
      speak: async (request) => {
        const speakers = listSpeakers(names.speak, request.language);
        if (speakers.length === 0 && names.speak.length > 0) return refused("language-not-spoken");
        return accepted(
          await ask({
            role: "speak",
            names: speakers,
            signal: request.signal,
            priceIfLost: priceOfSpeaking(request.text),
            call: async (name, signal) => (await import("./text-to-speech.ts")).speak(sources, name, { ...request, signal }, meter),
          }),
        );
      },
    };
  };
}

type Task<Answer> = {
  role: Role;
  names: readonly ModelName[];
  signal: AbortSignal;
  /** What is charged for a call that was given up: it may have been billed in full. */
  priceIfLost: number;
  call: (name: ModelName, signal: AbortSignal) => Promise<Answer>;
};

type Surroundings = { sources: ModelSources; breakers: Breakers; meter: Meter };

async function firstGoodAnswer<Answer>(task: Task<Answer> & Surroundings): Promise<Answer> {
  let failure: OutsideError | undefined;
  for (const name of task.names) {
    if (task.signal.aborted || !task.meter.hasCallsLeft()) break;
    const breaker = task.breakers.of(nameOf(name));
    if (!breaker.admit()) {
      failure ??= modelFailure("every model is resting after its failures", true);
      continue;
    }
    task.meter.takeCall();
    try {
      const answer = await withDeadline(deadlineOf(task), (signal) => task.call(name, signal), task.signal);
      breaker.succeeded();
      return answer;
    } catch (error) {
      failure = toFailure(error);
      if (error instanceof DOMException) task.meter.charge(task.priceIfLost);
      if (failure.retryable && !task.signal.aborted) breaker.failed();
      else breaker.learntNothing();
      task.sources.log?.warn("ai.call.failed", { model: nameOf(name), reason: failure.reason });
    }
  }
  throw failure ?? noAnswer(task);
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

/** As the configuration writes it, the voice left out. */
export function nameOf({ provider, model }: ModelName): string {
  return `${provider}:${model}`;
}

function writtenIn({ system, turns }: ChatRequest): string {
  return [system, ...turns.map((turn) => turn.text)].join();
}
