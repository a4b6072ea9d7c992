import type { Mode } from "#features/tutor/feature.ts";
import type { Translate } from "#platform/i18n/words.ts";
import type { Learner } from "./store.ts";

const SKILLS: Record<Mode, string> = {
  conversation: "progress-conversation",
  grammar: "progress-grammar",
  reading: "progress-reading",
  listening: "progress-listening",
  writing: "progress-writing",
  speaking: "progress-speaking",
  vocabulary: "progress-vocabulary",
};

/** Short enough for a column. */
export function skillName(t: Translate, mode: Mode): string {
  return t(SKILLS[mode]);
}

export function nameOfLearner({ username, personId }: Learner): string {
  return username === null ? String(personId) : `@${username}`;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** On one line and no longer than an example may be; a letter of any script is cut off whole. */
export function shorten(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const letters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  return letters.length <= length
    ? line
    : `${letters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}
