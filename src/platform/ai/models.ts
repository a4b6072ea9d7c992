import type { Config, ModelName } from "../config.ts";
import { OutsideError } from "../outside-error.ts";
import type { ChatAnswer, ChatRequest, Models } from "./model.ts";

export type ModelSources = { config: Config; fetch: typeof fetch; workersAi?: Ai };

const CALL_DEADLINE_MS = 30_000;

/** The models of the configuration. The SDK behind them is loaded at the first call, never at start-up. */
export function createModels(sources: ModelSources): Models {
  return { chat: (request) => firstGoodAnswer(sources, sources.config.models.chat, request) };
}

async function firstGoodAnswer(sources: ModelSources, names: readonly ModelName[], request: ChatRequest): Promise<ChatAnswer> {
  const { completeChat } = await import("./sdk.ts");
  let failure = new OutsideError({ service: "model", reason: "no model is configured", retryable: false });
  for (const name of names) {
    if (request.signal.aborted) break;
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(CALL_DEADLINE_MS)]);
      return await completeChat(sources, name, { ...request, signal });
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      failure = error;
    }
  }
  throw failure;
}
