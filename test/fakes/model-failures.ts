import { type Answer, chunkOf, chunksOf, eventStream } from "./model-stream.ts";

/**
 * A failure that the next calls meet; `times` counts down, `Infinity` stays until healed. `dead` fails the connection, `garbage` answers HTML
 * with 200, `cut` breaks the stream halfway, `error-chunk` ends it halfway with OpenRouter's error event, `slow` waits and then answers as usual.
 */
export type ModelFailure = { times: number } & (
  | { kind: "dead" | "garbage" | "empty-stream" | "cut" | "error-chunk" }
  | { kind: "too-many-requests"; retryAfter: number }
  | { kind: "server-error"; status?: number }
  | { kind: "slow"; ms: number }
);

/** What comes instead of the answer; undefined when the answer comes after all. Throws where the connection would fail. */
export function failedResponse(failure: ModelFailure, answer: Answer): Response | undefined {
  switch (failure.kind) {
    case "dead":
      throw new TypeError("fetch failed: the connection was refused");
    case "too-many-requests":
      return errorResponse({ code: 429, message: "Rate limit exceeded", type: "rate_limit_exceeded" }, { "retry-after": String(failure.retryAfter) });
    case "server-error":
      return errorResponse({ code: failure.status ?? 500, message: "Internal Server Error", type: "server" });
    case "garbage":
      return new Response("<html><body>Please sign in to the network</body></html>", { headers: { "content-type": "text/html" } });
    case "empty-stream":
      return eventStream([]);
    case "cut":
      return eventStream(firstHalf(answer), { ending: "broken" });
    case "error-chunk":
      return eventStream([...firstHalf(answer), errorChunk(answer)], { ending: "silent" });
    case "slow":
      return undefined;
  }
}

/** Waits inside the request that is slow. */
export const slowness = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function firstHalf(answer: Answer): ReturnType<typeof chunksOf> {
  const chunks = chunksOf(answer, "without-usage");
  return chunks.slice(0, Math.ceil((chunks.length - 1) / 2));
}

function errorChunk(answer: Answer): ReturnType<typeof chunkOf> {
  const error = { code: 429, message: "Rate limit exceeded", metadata: { error_type: "rate_limit_exceeded" } };
  return chunkOf(answer, { provider: "Fake", error, choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }] });
}

function errorResponse({ code, message, type }: { code: number; message: string; type: string }, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { code, message, metadata: { error_type: type } } }, { status: code, headers });
}
