import { type Answer, chunkOf, chunksOf, completionOf, eventStream } from "./model-stream.ts";

/**
 * A failure that the next calls meet; `times` counts down, `Infinity` stays until healed. `dead` fails the connection, `garbage` answers HTML
 * with 200, `broken-json` has a hole where an event was cut, `tool-call` wants to call a tool that nobody offered, `cut` breaks the stream halfway, `error-chunk` ends it halfway with OpenRouter's error event, `slow` waits and then answers as usual, `stalled` waits in the middle of its stream.
 */
export type ModelFailure = { times: number; /** Only calls of this model meet it. */ model?: string } & (
  | { kind: "dead" | "garbage" | "empty-stream" | "cut" | "error-chunk" | "tool-call" | "broken-json" }
  | { kind: "too-many-requests"; retryAfter: number }
  | { kind: "server-error"; status?: number }
  | { kind: "slow" | "stalled"; ms: number }
);

/** What comes instead of the answer; undefined when the answer comes after all. Throws where the connection would fail. */
export function failedResponse(failure: ModelFailure, answer: Answer, form: "stream" | "whole"): Response | undefined {
  switch (failure.kind) {
    case "dead":
      throw new TypeError("fetch failed: the connection was refused");
    case "too-many-requests":
      return errorResponse(rateLimit, { "retry-after": String(failure.retryAfter) });
    case "server-error":
      return errorResponse({ code: failure.status ?? 500, message: "Internal Server Error", metadata: { error_type: "server" } });
    case "garbage":
      return new Response("<html><body>Please sign in to the network</body></html>", { headers: { "content-type": "text/html" } });
    case "slow":
      return undefined;
    case "stalled":
      return form === "stream" ? eventStream(chunksOf(answer, "with-usage"), { stallMs: failure.ms }) : undefined;
    default:
      return form === "stream" ? failedStream(failure.kind, answer) : failedWhole(failure.kind, answer);
  }
}

type MidwayFailure = "empty-stream" | "cut" | "error-chunk" | "tool-call" | "broken-json";

function failedStream(kind: MidwayFailure, answer: Answer): Response {
  if (kind === "empty-stream") return eventStream([]);
  if (kind === "broken-json")
    return new Response(`data: {"choices":[{"delta":{"content":"Gu\n\n${linesOf(answer)}`, {
      headers: { "content-type": "text/event-stream" },
    });
  if (kind === "tool-call") {
    const delta = { role: "assistant", tool_calls: [{ index: 0, ...toolCall }] };
    return eventStream([...firstHalf(answer), chunkOf(answer, { choices: [{ index: 0, delta, finish_reason: "tool_calls" }] })]);
  }
  if (kind === "cut") return eventStream(firstHalf(answer), { ending: "broken" });
  return eventStream([...firstHalf(answer), errorChunk(answer)], { ending: "silent" });
}

/** The same failures as they look when no stream was asked for. */
function failedWhole(kind: MidwayFailure, answer: Answer): Response {
  if (kind === "empty-stream") return Response.json(completionOf({ ...answer, text: "" }));
  if (kind === "tool-call") {
    const message = { role: "assistant", content: null, tool_calls: [toolCall] };
    return Response.json({ ...completionOf(answer), choices: [{ index: 0, finish_reason: "tool_calls", message }] });
  }
  if (kind === "error-chunk")
    return Response.json({ ...completionOf(answer), choices: [{ index: 0, finish_reason: "error", error: rateLimit }] });
  const text = JSON.stringify(completionOf(answer));
  return new Response(text.slice(0, Math.ceil(text.length / 2)), { headers: { "content-type": "application/json" } });
}

const linesOf = (answer: Answer): string =>
  chunksOf(answer, "with-usage")
    .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
    .join("");

/** Waits inside the request that is slow. */
export const slowness = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function firstHalf(answer: Answer): ReturnType<typeof chunksOf> {
  const chunks = chunksOf(answer, "without-usage");
  return chunks.slice(0, Math.ceil((chunks.length - 1) / 2));
}

const toolCall = { id: "call_1", type: "function", function: { name: "delete_person", arguments: '{"personId":900}' } };

const rateLimit = { code: 429, message: "Rate limit exceeded", metadata: { error_type: "rate_limit_exceeded" } };

const errorChunk = (answer: Answer): ReturnType<typeof chunkOf> =>
  chunkOf(answer, { provider: "Fake", error: rateLimit, choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }] });

function errorResponse(error: typeof rateLimit, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status: error.code, headers });
}
