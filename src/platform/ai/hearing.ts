// Above the one or below the other nobody spoke, and a model that transcribes all the same has made it up: the thresholds of Whisper.
const NO_SPEECH_ABOVE = 0.6;
const LOG_PROBABILITY_BELOW = -1;
// What stands for them where a provider returns neither.
const FEWEST_CHARACTERS_A_SECOND = 2;
const FEWEST_WORDS = 2;

/** A stretch of a transcript with what its model says of it, where it does. */
export type Segment = { text: string; noSpeechProbability?: number | undefined; averageLogProbability?: number | undefined };
export type Heard = { text: string; segments: readonly Segment[]; seconds: number; language: string };

/** What was really said; undefined when it was nothing. */
export function hearSpeech({ text, segments, seconds, language }: Heard): string | undefined {
  const spoken = segments.filter(isSpoken);
  const said = (spoken.length === segments.length ? text : spoken.map((segment) => segment.text.trim()).join(" ")).trim();
  if (said === "") return undefined;
  if (segments.some(isRated)) return said;
  return said.length < seconds * FEWEST_CHARACTERS_A_SECOND || countWords(said, language) < FEWEST_WORDS ? undefined : said;
}

function isRated({ noSpeechProbability, averageLogProbability }: Segment): boolean {
  return noSpeechProbability !== undefined || averageLogProbability !== undefined;
}

function isSpoken({ noSpeechProbability = 0, averageLogProbability = 0 }: Segment): boolean {
  return noSpeechProbability <= NO_SPEECH_ABOVE && averageLogProbability >= LOG_PROBABILITY_BELOW;
}

function countWords(text: string, language: string): number {
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)].filter((part) => part.isWordLike).length;
}
