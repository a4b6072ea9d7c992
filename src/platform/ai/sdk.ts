import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import {
  APICallError,
  type EmbeddingModelV4,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Content,
  type LanguageModelV4Prompt,
  type LanguageModelV4StreamPart,
  type LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { createWorkersAI } from "workers-ai-provider";
import * as z from "zod";
import repairPrompt from "#prompts/ai-repair.md";
import type { ModelName } from "../config.ts";
import { parseJson } from "../json.ts";
import { OutsideError } from "../outside-error.ts";
import { createLeakCheck, LONGEST_ANSWER } from "./answer.ts";
import { priceOfText, priceOfUsage } from "./cost.ts";
import { failureOfStatus, failureOfWorkersAi, modelFailure, toModelFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import type { ChatAnswer, ChatRequest, ChatTurn, Embeddings, EmbedRequest, Judgement, JudgeRequest } from "./model.ts";
import { nameOf, type ModelSources } from "./sources.ts";

const MAX_JUDGEMENT_TOKENS = 4_000;
/** Enough of a bad answer for its author to see what was wrong. */
const QUOTED_FOR_REPAIR = 4_000;

/** One call of one model. An empty answer, one broken off and one that repeats our instructions are failures, never a result. */
export async function completeChat(sources: ModelSources, name: ModelName, request: ChatRequest, meter: Meter): Promise<ChatAnswer> {
  const model = openModel(sources, name);
  const call = { ...callOf(request, request.turns), maxOutputTokens: request.maxOutputTokens };
  const isLeaking = createLeakCheck(request.system);
  const onText = request.onText ?? (() => undefined);
  const showSafely = (text: string) => void (isLeaking(text) || onText(text));
  try {
    const { text, finishReason } =
      request.onText === undefined ? await generateWhole(model, call, meter) : await streamWhole(model, call, meter, showSafely);
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
  const model = openModel(sources, name);
  const form = { maxOutputTokens: MAX_JUDGEMENT_TOKENS, responseFormat: { type: "json", schema: jsonSchemaOf(request.schema) } } as const;
  const judge = async (turns: ChatTurn[]) => {
    const { text, finishReason } = await generateWhole(model, { ...callOf(request, turns), ...form }, meter);
    const { success, data } = request.schema.safeParse(parseJson(text));
    return { text, judgement: success && finishReason === "stop" ? { value: data, model: nameOf(name) } : undefined };
  };
  const input: ChatTurn = { role: "user", text: JSON.stringify(request.input) };
  try {
    const first = await judge([input]);
    if (first.judgement !== undefined) return first.judgement;
    if (!meter.takeCall()) throw unparsed();
    const second = await judge([input, { role: "assistant", text: quoted(first.text) }, { role: "user", text: repairPrompt }]);
    if (second.judgement === undefined) throw unparsed();
    return second.judgement;
  } catch (error) {
    throw toOutsideError(error);
  }
}

export async function embedTexts(
  sources: ModelSources,
  name: ModelName,
  { texts, signal }: EmbedRequest,
  meter: Meter,
): Promise<Embeddings> {
  try {
    const { embeddings, usage } = await openEmbedder(sources, name).doEmbed({ values: texts, abortSignal: signal });
    if (embeddings.length !== texts.length) throw modelFailure("there is not a vector for each text", true);
    // Some providers do not count what they embed.
    const counted = { inputTokens: (usage?.tokens ?? 0) > 0 ? usage?.tokens : undefined };
    meter.charge(counted.inputTokens === undefined ? priceOfText({ input: texts.join(), output: "" }) : priceOfUsage(counted), counted);
    return { vectors: embeddings, model: nameOf(name) };
  } catch (error) {
    throw toOutsideError(error);
  }
}

function callOf({ system, signal }: { system: string; signal: AbortSignal }, turns: readonly ChatTurn[]): LanguageModelV4CallOptions {
  const messages = turns.map(({ role, text }): LanguageModelV4Prompt[number] => ({ role, content: [{ type: "text", text }] }));
  return { prompt: [{ role: "system", content: system }, ...messages], abortSignal: signal };
}

type Completed = { text: string; finishReason: string };

async function generateWhole(model: LanguageModelV4, call: LanguageModelV4CallOptions, meter: Meter): Promise<Completed> {
  const { content, finishReason, usage } = await model.doGenerate(call);
  const text = content.map(textOf).join("");
  charge(meter, usage, { input: JSON.stringify(call.prompt), output: text });
  return { text, finishReason: finishReason.unified };
}

/** A stream is good only when nothing went wrong in it: it may end quietly after an error, with a hole or with half of the text. */
async function streamWhole(
  model: LanguageModelV4,
  call: LanguageModelV4CallOptions,
  meter: Meter,
  onText: (textSoFar: string) => void,
): Promise<Completed> {
  const { stream } = await model.doStream(call);
  let text = "";
  let end: Extract<LanguageModelV4StreamPart, { type: "finish" }> | undefined;
  try {
    // Whoever leaves the loop cancels the stream, and with it the request.
    for await (const part of stream) {
      if (part.type === "error") throw part.error;
      if (part.type === "finish") end = part;
      if (part.type !== "text-delta") continue;
      text += part.delta;
      if (text.length > LONGEST_ANSWER) return { text, finishReason: "length" };
      onText(text);
    }
    call.abortSignal?.throwIfAborted();
    if (end === undefined) throw modelFailure("the answer broke off", true);
    return { text, finishReason: end.finishReason.unified };
  } finally {
    // What was said before it ended badly has been billed all the same; whoever gave the call up charges it whole.
    const isBilled = call.abortSignal?.aborted !== true && (end !== undefined || text !== "");
    if (isBilled) charge(meter, end?.usage, { input: JSON.stringify(call.prompt), output: text });
  }
}

function openModel(sources: ModelSources, name: ModelName): LanguageModelV4 {
  return name.provider === "workers-ai" ? openWorkersAi(sources)(name.model) : openCompatible(sources, name.provider)(name.model);
}

function openEmbedder(sources: ModelSources, name: ModelName): EmbeddingModelV4 {
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

function textOf(content: LanguageModelV4Content): string {
  return content.type === "text" ? content.text : "";
}

/** Where the provider counts nothing, the tokens are guessed from what was said. */
function charge(meter: Meter, counted: LanguageModelV4Usage | undefined, said: { input: string; output: string }): void {
  const told = counted?.raw?.["cost"];
  const cost = typeof told === "number" ? told : undefined;
  const [inputTokens, outputTokens] = [counted?.inputTokens.total, counted?.outputTokens.total];
  const isCounted = [cost, inputTokens, outputTokens].some((figure) => figure !== undefined);
  meter.charge(isCounted ? priceOfUsage({ cost, inputTokens, outputTokens }) : priceOfText(said), { inputTokens, outputTokens });
}

/** Servers that promise to keep to a schema want each object closed. */
function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _, ...form } = z.toJSONSchema(schema, { target: "draft-7", io: "input", override: closeObject });
  return form;
}

function closeObject({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.type === "object") jsonSchema.additionalProperties ??= false;
}

function quoted(text: string | undefined): string {
  return (text ?? "").slice(0, QUOTED_FOR_REPAIR) || "(empty)";
}

function unparsed(): OutsideError {
  return modelFailure("the answer does not parse", true);
}

function toOutsideError(error: unknown): OutsideError {
  if (!APICallError.isInstance(error)) return toModelFailure(error);
  // The adapter of Workers AI wraps what the binding threw.
  if (error.url.startsWith("workers-ai:")) return failureOfWorkersAi(error.cause ?? error, Date.now());
  return failureOfStatus(error.statusCode, error.responseHeaders?.["retry-after"], error);
}
