import { parseSpeech, parseTranscription, speechOf, transcriptionOf } from "./model-audio.ts";
import { embeddingsOf, parseEmbeddings } from "./model-embeddings.ts";
import { failedResponse, type ModelFailure, slowness } from "./model-failures.ts";
import { reply } from "./model-reply.ts";
import { type Answer, chunksOf, completionOf, eventStream, modelName, usageOf } from "./model-stream.ts";
import { makeVoiceNote } from "./voice-note.ts";

/** One request as the fake saw it. `status` is 0 when the connection failed. */
export type ModelCall = {
  number: number;
  at: number;
  endpoint: Endpoint;
  model: string;
  isStream: boolean;
  messages: ModelMessage[];
  status: number;
};
export type Endpoint = "chat/completions" | "audio/transcriptions" | "audio/speech" | "embeddings";
export type ModelMessage = { role: string; content: string };

export type FakeModelOptions = {
  now: () => number;
  /** Milliseconds between the chunks of a stream, so that a person sees it grow; the default is none. */
  pace?: number;
};

export type FakeModel = {
  /** Answers `POST <base>/` and one of the endpoints; any other path is 404. Rejects where the connection would break. */
  fetch: (request: Request) => Promise<Response>;
  calls: ModelCall[];
  /** How many requests have come in, answered or not. */
  arrived: () => number;
  fail: (failure: ModelFailure) => void;
  heal: () => void;
  /** The texts of the next answers, in their order; after them the rules answer again. */
  script: (answers: string[]) => void;
  /** What the next answer costs, in dollars. */
  bill: (dollars: number) => void;
};

/** A language model in memory that is honest about being none: rules answer, or what a test has scripted. */
export function createModel({ now, pace = 0 }: FakeModelOptions): FakeModel {
  const calls: ModelCall[] = [];
  const failures: ModelFailure[] = [];
  const scripted: string[] = [];
  const bills: number[] = [];
  let arrived = 0;

  async function fetch(request: Request): Promise<Response> {
    const endpoint = endpoints.find((path) => new URL(request.url).pathname.endsWith(`/${path}`));
    if (request.method !== "POST" || endpoint === undefined) return errorResponse(404, "Not found");
    arrived += 1;
    const order = orderOf(endpoint, parseObject(await request.text()));
    const { model = "", isStream = false, messages = [] } = order ?? {};
    const failure = failures.find((candidate) => candidate.times > 0 && (candidate.model ?? model) === model);
    if (failure) failure.times -= 1;
    if (failure?.kind === "slow") await slowness(failure.ms);
    const call: ModelCall = { number: calls.length + 1, at: now(), endpoint, model, isStream, messages, status: 200 };
    calls.push(call);
    try {
      const response = order ? order.respond(call, failure) : errorResponse(400, "a required field is missing or wrong");
      call.status = response.status;
      return response;
    } catch (error) {
      call.status = 0;
      throw error;
    }
  }

  /** Undefined when the body lacks what the endpoint requires. */
  function orderOf(endpoint: Endpoint, body: Record<string, unknown>): Order | undefined {
    if (endpoint !== "chat/completions") return wholeOrderOf(endpoint, body);
    const asked = parseCompletion(body);
    return asked && { ...asked, respond: (call, failure) => respond(asked, call, failure) };
  }

  function respond(asked: Completion, call: ModelCall, failure: ModelFailure | undefined): Response {
    const isScripted = scripted.length > 0;
    // A scripted answer stays for the call that succeeds.
    const text =
      (failure && failure.kind !== "slow" && failure.kind !== "stalled" ? scripted[0] : scripted.shift()) ?? answerTo(asked.messages);
    if (asked.wantsJson && !isScripted) return errorResponse(400, `${modelName} has no rules for response_format`);
    const counted = usageOf(asked.messages, text);
    const usage = { ...counted, cost: bills.shift() ?? counted.cost };
    const answer: Answer = { id: `gen-fake-${call.number}`, created: Math.floor(now() / 1000), text, usage };
    const failed = failure && failedResponse(failure, answer, asked.isStream ? "stream" : "whole");
    if (failed) return failed;
    if (!asked.isStream) return Response.json(completionOf(answer));
    return eventStream(chunksOf(answer, asked.wantsUsage ? "with-usage" : "without-usage"), { pace });
  }

  return {
    fetch,
    calls,
    arrived: () => arrived,
    fail: (failure) => void failures.push({ ...failure }),
    heal: () => void failures.splice(0),
    script: (answers) => void scripted.push(...answers),
    bill: (dollars) => void bills.push(dollars),
  };
}

const endpoints: Endpoint[] = ["chat/completions", "audio/transcriptions", "audio/speech", "embeddings"];

type Order = {
  model: string;
  isStream?: boolean;
  messages?: ModelMessage[];
  respond: (call: ModelCall, failure: ModelFailure | undefined) => Response;
};

/** The endpoints that never stream. */
function wholeOrderOf(endpoint: Exclude<Endpoint, "chat/completions">, body: Record<string, unknown>): Order | undefined {
  const order = ({ model }: { model: string }, answer: () => Response): Order => ({
    model,
    respond: (call, failure) => (failure && failedResponse(failure, emptyAnswer(call), "whole")) ?? answer(),
  });
  if (endpoint === "embeddings") {
    const asked = parseEmbeddings(body);
    return asked && order(asked, () => embeddingsOf(asked));
  }
  if (endpoint === "audio/speech") {
    const asked = parseSpeech(body);
    return asked && order(asked, () => speechOf(asked, makeVoiceNote));
  }
  const asked = parseTranscription(body);
  return asked && order(asked, () => transcriptionOf(asked));
}

const emptyAnswer = ({ number }: ModelCall): Answer => ({ id: `gen-fake-${number}`, created: 0, text: "", usage: usageOf([], "") });

type Completion = { model: string; messages: ModelMessage[]; isStream: boolean; wantsUsage: boolean; wantsJson: boolean };

function answerTo(messages: ModelMessage[]): string {
  const written = messages.filter(({ role }) => role === "user");
  const system = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(({ content }) => content)
    .join("\n");
  return reply({ system, text: written.at(-1)?.content ?? "", turn: written.length });
}

/** Undefined when the body is no request for a completion. */
function parseCompletion(body: Record<string, unknown>): Completion | undefined {
  if (typeof body["model"] !== "string" || !Array.isArray(body["messages"]) || body["messages"].length === 0) return undefined;
  const streamOptions = asObject(body["stream_options"]);
  return {
    model: body["model"],
    messages: body["messages"].map(asObject).map(({ role, content }) => ({ role: String(role), content: textOf(content) })),
    isStream: body["stream"] === true,
    wantsUsage: streamOptions["include_usage"] === true,
    wantsJson: body["response_format"] !== undefined && asObject(body["response_format"])["type"] !== "text",
  };
}

/** A message's content is a text or a list of parts, of which the fake reads the texts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const parts: unknown[] = Array.isArray(content) ? content : [];
  return parts.map((part) => textIn(asObject(part)["text"])).join("\n");
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

const asObject = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? { ...value } : {});

const errorResponse = (status: number, message: string): Response => Response.json({ error: { code: status, message } }, { status });
