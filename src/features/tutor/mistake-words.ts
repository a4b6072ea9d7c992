import type { Translate } from "#platform/i18n/words.ts";
import type { MistakeType } from "./mistake.ts";

const TYPES: Record<MistakeType, string> = {
  article: "mistake-type-article",
  case: "mistake-type-case",
  "verb form": "mistake-type-verb-form",
  tense: "mistake-type-tense",
  "word order": "mistake-type-word-order",
  spelling: "mistake-type-spelling",
  vocabulary: "mistake-type-vocabulary",
  preposition: "mistake-type-preposition",
  agreement: "mistake-type-agreement",
  pronoun: "mistake-type-pronoun",
  plural: "mistake-type-plural",
  other: "mistake-type-other",
};

export function typeName(t: Translate, type: MistakeType): string {
  return t(TYPES[type]);
}
