import type { MistakeType, Mode } from "#features/tutor/feature.ts";
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

const TYPES: Record<MistakeType, string> = {
  article: "progress-type-article",
  case: "progress-type-case",
  "verb form": "progress-type-verb-form",
  tense: "progress-type-tense",
  "word order": "progress-type-word-order",
  spelling: "progress-type-spelling",
  vocabulary: "progress-type-vocabulary",
  preposition: "progress-type-preposition",
  agreement: "progress-type-agreement",
  pronoun: "progress-type-pronoun",
  plural: "progress-type-plural",
  other: "progress-type-other",
};

/** Short enough for a column. */
export function skillName(t: Translate, mode: Mode): string {
  return t(SKILLS[mode]);
}

export function typeName(t: Translate, type: MistakeType): string {
  return t(TYPES[type]);
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
