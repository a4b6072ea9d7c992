const dimensions = 32;
const dollarsForText = 0.000_001;

/** Undefined when the body is no request for embeddings. */
export function parseEmbeddings({ model, input }: Record<string, unknown>): { model: string; texts: string[] } | undefined {
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  if (typeof model !== "string" || texts.length === 0 || !texts.every((text) => typeof text === "string")) return undefined;
  return { model, texts };
}

export function embeddingsOf({ texts }: { texts: string[] }): Response {
  const data = texts.map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text) }));
  const tokens = Math.ceil(texts.join("").length / 4);
  return Response.json({
    object: "list",
    model: "stoa-fake-1",
    data,
    usage: { prompt_tokens: tokens, total_tokens: tokens, cost: texts.length * dollarsForText },
  });
}

/** Counts of letter triples: texts that share words come out alike, and nothing is claimed about their sense. */
function vectorOf(text: string): number[] {
  const counts = Array.from({ length: dimensions }, () => 0);
  const letters = ` ${text.toLowerCase()} `;
  for (let at = 0; at + 3 <= letters.length; at++) {
    const triple = Array.from(letters.slice(at, at + 3)).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 10_007, 7);
    const place = triple % dimensions;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const length = Math.hypot(...counts) || 1;
  return counts.map((count) => count / length);
}
