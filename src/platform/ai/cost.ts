// In millionths of a US dollar. A provider that tells its cost is believed; for the others these prices stand, which are those of
// Workers AI rounded up: llama-3.3-70b-instruct-fp8-fast for tokens, whisper-large-v3-turbo for a minute heard (46.63 neurons), and
// aura-2 for what is spoken. https://developers.cloudflare.com/workers-ai/platform/pricing/
const INPUT_TOKEN = 0.3;
const OUTPUT_TOKEN = 2.3;
const SECOND_HEARD = 10;
const CHARACTER_SPOKEN = 30;

/** Few characters, so that languages whose words make many tokens are not priced too low. */
const CHARACTERS_A_TOKEN = 3;

export type TokenUsage = { cost?: number | undefined; inputTokens?: number | undefined; outputTokens?: number | undefined };

/** `cost` is the provider's own, in US dollars. */
export function priceOfUsage({ cost, inputTokens = 0, outputTokens = 0 }: TokenUsage): number {
  return cost === undefined ? Math.ceil(inputTokens * INPUT_TOKEN + outputTokens * OUTPUT_TOKEN) : priceOfCost(cost);
}

/** For a call of which nobody says what it used: one that was given up. */
export function priceOfText({ input, output }: { input: string; output: string }): number {
  return priceOfUsage({ inputTokens: input.length / CHARACTERS_A_TOKEN, outputTokens: output.length / CHARACTERS_A_TOKEN });
}

export function priceOfHearing({ cost, seconds }: { cost?: number | undefined; seconds: number }): number {
  return cost === undefined ? Math.ceil(seconds * SECOND_HEARD) : priceOfCost(cost);
}

export function priceOfSpeaking(text: string): number {
  return text.length * CHARACTER_SPOKEN;
}

function priceOfCost(dollars: number): number {
  return Math.ceil(dollars * 1_000_000);
}
