import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import {
  APICallError,
  embedMany,
  generateText,
  NoObjectGeneratedError,
  Output,
  streamText,
  type EmbeddingModel,
  type LanguageModel,
  type LanguageModelUsage,
  type ModelMessage,
} from "ai";
import { createWorkersAI } from "workers-ai-provider";
import repairPrompt from "#prompts/ai-repair.md";
import type { ModelName } from "../config.ts";
import { OutsideError } from "../outside-error.ts";
import { createLeakCheck, LONGEST_ANSWER } from "./answer.ts";
import { priceOfText, priceOfUsage } from "./cost.ts";
import { failureOfStatus, modelFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import type { ChatAnswer, ChatRequest, Embeddings, EmbedRequest, Judgement, JudgeRequest } from "./model.ts";
import { nameOf, type ModelSources } from "./sources.ts";

const MAX_JUDGEMENT_TOKENS = 4_000;
/** Enough of a bad answer for its author to see what was wrong. */
const QUOTED_FOR_REPAIR = 4_000;

/** One call of one model. An empty answer, one broken off and one that repeats our instructions are failures, never a result. */
export async function completeChat(sources: ModelSources, name: ModelName, request: ChatRequest, meter: Meter): Promise<ChatAnswer> {
  const call = {
    ...callOf(sources, name, request),
    messages: request.turns.map((turn) => ({ role: turn.role, content: turn.text })),
    maxOutputTokens: request.maxOutputTokens,
  };
  const isLeaking = createLeakCheck(request.system);
  const onText = request.onText ?? (() => undefined);
  const showSafely = (text: string) => void (isLeaking(text) || onText(text));
  try {
    const { text, finishReason } =
      request.onText === undefined ? await generateWhole(call, meter) : await streamWhole(call, meter, showSafely);
    if (text.trim() === "") throw modelFailure("the answer is empty", true);
    if (finishReason !== "stop" && finishReason !== "length") throw modelFailure(`the answer ended with ${finishReason}`, true);
    if (isLeaking(text)) throw modelFailure("the answer repeats the instructions", true);
    return {
      text: text.trim().slice(0, LONGEST_ANSWER),
      model: nameOf(name),
      isCut: finishReason === "length" || text.length > LONGEST_ANSWER,
    };
  } catch (error) {
    throw toOutsideError(error);
  }
}

/** One call, and one more for an answer that does not parse if the turn has it; then the failure is told. */
export async function completeJudgement<Value>(
  sources: ModelSources,
  name: ModelName,
  request: JudgeRequest<Value>,
  meter: Meter,
): Promise<Judgement<Value>> {
  const call = {
    ...callOf(sources, name, request),
    maxOutputTokens: MAX_JUDGEMENT_TOKENS,
    output: Output.object({ schema: request.schema }),
  };
  const input: ModelMessage = { role: "user", content: JSON.stringify(request.input) };
  const judge = async (messages: ModelMessage[]) => {
    const { output, usage } = await generateText({ ...call, messages });
    meter.charge(priceOf(usage), usage);
    return { value: output, model: nameOf(name) };
  };
  try {
    return await judge([input]);
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) throw toOutsideError(error);
    meter.charge(priceOf(error.usage), error.usage);
    if (!meter.takeCall()) throw unparsed(error);
    return await judge([input, { role: "assistant", content: quoted(error.text) }, { role: "user", content: repairPrompt }]).catch(
      (second: unknown) => {
        if (NoObjectGeneratedError.isInstance(second)) meter.charge(priceOf(second.usage), second.usage);
        throw NoObjectGeneratedError.isInstance(second) ? unparsed(second) : toOutsideError(second);
      },
    );
  }
}

export async function embedTexts(
  sources: ModelSources,
  name: ModelName,
  { texts, signal }: EmbedRequest,
  meter: Meter,
): Promise<Embeddings> {
  try {
    const { embeddings, usage } = await embedMany({
      model: openEmbedder(sources, name),
      values: texts,
      maxRetries: 0,
      maxParallelCalls: 1,
      abortSignal: signal,
    });
    // Some providers do not count what they embed.
    const isCounted = Number.isFinite(usage.tokens) && usage.tokens > 0;
    const counted = { inputTokens: isCounted ? usage.tokens : undefined };
    meter.charge(isCounted ? priceOfUsage(counted) : priceOfText({ input: texts.join(), output: "" }), counted);
    return { vectors: embeddings, model: nameOf(name) };
  } catch (error) {
    throw toOutsideError(error);
  }
}

function callOf(sources: ModelSources, name: ModelName, request: { system: string; signal: AbortSignal }) {
  return { model: openModel(sources, name), instructions: request.system, maxRetries: 0, abortSignal: request.signal };
}

type ChatCall = ReturnType<typeof callOf> & { messages: ModelMessage[]; maxOutputTokens: number };
type Completed = { text: string; finishReason: string };

async function generateWhole(call: ChatCall, meter: Meter): Promise<Completed> {
  const { text, finishReason, usage } = await generateText(call);
  meter.charge(priceOf(usage), usage);
  return { text, finishReason };
}

/** A stream is good only when nothing went wrong in it: it may end quietly after an error, with a hole or with half of the text. */
async function streamWhole(call: ChatCall, meter: Meter, onText: (textSoFar: string) => void): Promise<Completed> {
  const errors: unknown[] = [];
  const enough = new AbortController();
  const stream = streamText({
    ...call,
    abortSignal: AbortSignal.any([call.abortSignal, enough.signal]),
    onError: ({ error }) => void errors.push(error),
  });
  let text = "";
  for await (const delta of stream.textStream) {
    text += delta;
    if (text.length > LONGEST_ANSWER) break;
    onText(text);
  }
  if (text.length > LONGEST_ANSWER) {
    enough.abort();
    meter.charge(priceOfText({ input: call.instructions + JSON.stringify(call.messages), output: text }));
    return { text, finishReason: "length" };
  }
  if (errors.length > 0) throw errors[0];
  call.abortSignal.throwIfAborted();
  const usage = await stream.usage;
  meter.charge(priceOf(usage), usage);
  return { text, finishReason: await stream.finishReason };
}

function openModel(sources: ModelSources, name: ModelName): LanguageModel {
  return name.provider === "workers-ai" ? openWorkersAi(sources)(name.model) : openCompatible(sources, name.provider)(name.model);
}

function openEmbedder(sources: ModelSources, name: ModelName): EmbeddingModel {
  return name.provider === "workers-ai"
    ? openWorkersAi(sources).textEmbedding(name.model)
    : openCompatible(sources, name.provider).embeddingModel(name.model);
}

function openWorkersAi({ workersAi }: ModelSources) {
  if (workersAi === undefined) throw modelFailure("there is no AI binding", false);
  return createWorkersAI({ binding: workersAi });
}

function openCompatible({ config, fetch }: ModelSources, provider: "openrouter" | "compatible") {
  const apiKey = config.apiKeys[provider];
  const baseURL = config.roots[provider];
  return createOpenAICompatible({
    name: provider,
    baseURL,
    fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(apiKey === "" ? {} : { apiKey }),
  });
}

function priceOf(usage: LanguageModelUsage | undefined): number {
  const cost = usage?.raw?.["cost"];
  return priceOfUsage({ ...usage, cost: typeof cost === "number" ? cost : undefined });
}

function quoted(text: string | undefined): string {
  return (text ?? "").slice(0, QUOTED_FOR_REPAIR) || "(empty)";
}

function unparsed(error: NoObjectGeneratedError): OutsideError {
  return modelFailure("the answer does not parse", true, error);
}

function toOutsideError(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (APICallError.isInstance(error)) return failureOfStatus(error.statusCode, error.responseHeaders?.["retry-after"], error);
  return modelFailure(error instanceof Error ? error.name : "unknown", true, error);
}
