import { withDeadline } from "../deadline.ts";
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
      return await withDeadline(CALL_DEADLINE_MS, (signal) => completeChat(sources, name, { ...request, signal }), request.signal);
    } catch (error) {
      failure = toFailure(error);
    }
  }
  throw failure;
}

function toFailure(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (error instanceof DOMException) return new OutsideError({ service: "model", reason: error.name, retryable: true, cause: error });
  throw error;
}
