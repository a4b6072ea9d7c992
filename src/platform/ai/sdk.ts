import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, streamText, type LanguageModel } from "ai";
import { createWorkersAI } from "workers-ai-provider";
import type { ModelName } from "../config.ts";
import { OutsideError } from "../outside-error.ts";
import type { ChatAnswer, ChatRequest } from "./model.ts";
import type { ModelSources } from "./models.ts";

/** One call of one model. An empty answer, an answer broken off and a refusal of the provider are failures, never a result. */
export async function completeChat(sources: ModelSources, name: ModelName, request: ChatRequest): Promise<ChatAnswer> {
  try {
    const call = callOf(sources, name, request);
    const { text, finishReason } = request.onText === undefined ? await generateText(call) : await streamWhole(call, request.onText);
    if (text.trim() === "") throw failure("the answer is empty", true);
    if (finishReason !== "stop" && finishReason !== "length") throw failure(`the answer ended with ${finishReason}`, true);
    return { text: text.trim(), model: `${name.provider}:${name.model}`, isCut: finishReason === "length" };
  } catch (error) {
    throw toOutsideError(error);
  }
}

function callOf(sources: ModelSources, name: ModelName, request: ChatRequest) {
  return {
    model: openModel(sources, name),
    instructions: request.system,
    messages: request.turns.map((turn) => ({ role: turn.role, content: turn.text })),
    maxOutputTokens: request.maxOutputTokens,
    maxRetries: 0,
    abortSignal: request.signal,
  };
}

/** A stream is good only when nothing went wrong in it: it may end quietly after an error, with a hole or with half of the text. */
async function streamWhole(
  call: ReturnType<typeof callOf>,
  onText: (textSoFar: string) => void,
): Promise<{ text: string; finishReason: string }> {
  const errors: unknown[] = [];
  const stream = streamText({ ...call, onError: ({ error }) => void errors.push(error) });
  let text = "";
  for await (const delta of stream.textStream) onText((text += delta));
  if (errors.length > 0) throw errors[0];
  call.abortSignal.throwIfAborted();
  return { text, finishReason: await stream.finishReason };
}

function openModel({ config, fetch, workersAi }: ModelSources, { provider, model }: ModelName): LanguageModel {
  if (provider === "workers-ai") {
    if (workersAi === undefined) throw failure("there is no AI binding", false);
    return createWorkersAI({ binding: workersAi })(model);
  }
  const baseURL = config.roots[provider];
  const apiKey = config.apiKeys[provider];
  return createOpenAICompatible({
    name: provider,
    baseURL,
    fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(apiKey === "" ? {} : { apiKey }),
  })(model);
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
