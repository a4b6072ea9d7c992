import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, type LanguageModel } from "ai";
import { createWorkersAI } from "workers-ai-provider";
import type { ModelName } from "../config.ts";
import { OutsideError } from "../outside-error.ts";
import type { ChatAnswer, ChatRequest } from "./model.ts";
import type { ModelSources } from "./models.ts";

/** One call of one model. An empty answer, an answer broken off and a refusal of the provider are failures, never a result. */
export async function completeChat(sources: ModelSources, name: ModelName, request: ChatRequest): Promise<ChatAnswer> {
  try {
    const answer = await generateText({
      model: openModel(sources, name),
      instructions: request.system,
      messages: request.turns.map((turn) => ({ role: turn.role, content: turn.text })),
      maxOutputTokens: request.maxOutputTokens,
      maxRetries: 0,
      abortSignal: request.signal,
    });
    const text = answer.text.trim();
    if (text === "") throw failure("the answer is empty", true);
    if (answer.finishReason !== "stop" && answer.finishReason !== "length") throw failure(`the answer ended with ${answer.finishReason}`, true);
    return { text, model: `${name.provider}:${name.model}`, isCut: answer.finishReason === "length" };
  } catch (error) {
    throw toOutsideError(error);
  }
}

function openModel({ config, fetch, workersAi }: ModelSources, { provider, model }: ModelName): LanguageModel {
  if (provider === "workers-ai") {
    if (workersAi === undefined) throw failure("there is no AI binding", false);
    return createWorkersAI({ binding: workersAi })(model);
  }
  const baseURL = config.roots[provider];
  const apiKey = config.apiKeys[provider];
  return createOpenAICompatible({ name: provider, baseURL, fetch, includeUsage: true, supportsStructuredOutputs: true, ...(apiKey === "" ? {} : { apiKey }) })(model);
}

function toOutsideError(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (APICallError.isInstance(error)) {
    const retryAfter = Number(error.responseHeaders?.["retry-after"]);
    return new OutsideError({
      service: "model",
      reason: `status ${error.statusCode ?? "none"}`,
      retryable: error.isRetryable || error.statusCode === 200,
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined,
      cause: error,
    });
  }
  const name = error instanceof Error ? error.name : "unknown";
  return new OutsideError({ service: "model", reason: name, retryable: true, cause: error });
}

function failure(reason: string, retryable: boolean): OutsideError {
  return new OutsideError({ service: "model", reason, retryable });
}
