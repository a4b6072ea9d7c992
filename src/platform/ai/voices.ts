import type { ModelName } from "../config.ts";

const MELOTTS = "@cf/myshell-ai/melotts";
const AURA = "@cf/deepgram/aura-2-";

/** What the models of Workers AI speak. One behind an HTTP root is taken to speak everything. */
const WORKERS_AI_LANGUAGES: Record<string, readonly string[]> = {
  [MELOTTS]: ["en", "es", "fr", "zh", "ja", "ko"],
  [`${AURA}en`]: ["en"],
  [`${AURA}es`]: ["es"],
};

/** The models of the list that speak a language: what a feature asks before it offers to read something aloud. */
export function listSpeakers(names: readonly ModelName[], language: string): ModelName[] {
  return names.filter(({ provider, model }) => provider !== "workers-ai" || WORKERS_AI_LANGUAGES[model]?.includes(language) === true);
}

/** What a speech model of Workers AI is given; its families differ. */
export function workersAiInput({ model, voice }: ModelName, text: string, language: string): Record<string, unknown> {
  if (model === MELOTTS) return { prompt: text, lang: language };
  return { text, encoding: "mp3", ...(voice === undefined ? {} : { speaker: voice }) };
}
