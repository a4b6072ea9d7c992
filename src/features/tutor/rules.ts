import type { Level } from "#platform/profile.ts";

/** What the tutor may use at each level. */
export const LEVEL_RULES: Record<Level, string> = {
  A1: "basic words, present tense, short main clauses; translate whatever may be new.",
  A2: "everyday words, past tenses, modal verbs, simple compound sentences; translate hard words.",
  B1: "subordinate clauses, passive, subjunctive forms, opinions; translate little.",
  B2: "abstract subjects, connectors, nuanced opinions; translate only idioms.",
  C1: "idiomatic and precise language in any register; no translation.",
  C2: "everything a well-read native speaker would say; no translation.",
};

/** A language code as the prompt names the language: in English. */
export function languageName(code: string): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
}
