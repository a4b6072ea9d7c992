/** The name under which the fake answers, whatever model was asked for. */
export const modelName = "stoa-fake-1";

export type Usage = { prompt_tokens: number; completion_tokens: number; total_tokens: number; cost: number };
export type Answer = { id: string; created: number; text: string; usage: Usage };

/** What one event of the stream carries. */
export type Chunk = Record<string, unknown>;

const charactersInToken = 4;
const dollarsForToken = 0.000_000_2;
const wordsInChunk = 3;

export function usageOf(messages: ReadonlyArray<{ content: string }>, text: string): Usage {
  const tokens = (characters: number) => Math.ceil(characters / charactersInToken);
  const prompt = tokens(messages.reduce((sum, { content }) => sum + content.length, 0));
  const completion = tokens(text.length);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cost: (prompt + completion) * dollarsForToken,
  };
}

export function completionOf({ id, created, text, usage }: Answer): Chunk {
  const message = { role: "assistant", content: text, refusal: null };
  return { id, object: "chat.completion", created, model: modelName, choices: [{ index: 0, finish_reason: "stop", message }], usage };
}

/** The events of an answer in their order: the text in small pieces, the end, and the usage where it was asked for. */
export function chunksOf(answer: Answer, usage: "with-usage" | "without-usage"): Chunk[] {
  const pieces = answer.text.match(new RegExp(`(?:\\s*\\S+){1,${wordsInChunk}}\\s*`, "g")) ?? [];
  return [
    ...pieces.map((content) => chunkOf(answer, { choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] })),
    chunkOf(answer, { choices: [{ index: 0, delta: { content: "" }, finish_reason: "stop" }] }),
    ...(usage === "with-usage" ? [chunkOf(answer, { choices: [], usage: answer.usage })] : []),
  ];
}

export const chunkOf = ({ id, created }: Answer, content: Chunk): Chunk => ({
  id,
  object: "chat.completion.chunk",
  created,
  model: modelName,
  ...content,
});

export type StreamOptions = {
  pace?: number;
  /** How the stream ends: as agreed, without a word, or because the connection breaks. */
  ending?: "done" | "silent" | "broken";
  /** Milliseconds without a word in the middle. */
  stallMs?: number;
};

/** Server-sent events, one read at a time. A comment comes first, as OpenRouter sends while it waits. */
export function eventStream(chunks: readonly Chunk[], { pace = 0, ending = "done", stallMs = 0 }: StreamOptions = {}): Response {
  const events = [
    ": FAKE PROCESSING",
    ...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}`),
    ...(ending === "done" ? ["data: [DONE]"] : []),
  ];
  const middle = Math.floor(events.length / 2);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const event = events.shift();
      if (event !== undefined) {
        if (stallMs > 0 && events.length === middle) await new Promise((resolve) => setTimeout(resolve, stallMs));
        if (pace > 0) await new Promise((resolve) => setTimeout(resolve, pace));
        controller.enqueue(encoder.encode(`${event}\n\n`));
      } else if (ending === "broken") controller.error(new TypeError("terminated: the connection was reset"));
      else controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
