import type { Level } from "#platform/profile.ts";
import { LARGEST_DOWNLOAD } from "#platform/telegram/file.ts";

/** What the tutor may use at each level. */
export const LEVEL_RULES: Record<Level, string> = {
  A1: "basic words, the present tense, main clauses of a few words; put a translation in brackets behind whatever may be new.",
  A2: "everyday words, past tenses, modal verbs, simple compound sentences; put a translation in brackets behind hard words.",
  B1: "subordinate clauses, passive, subjunctive forms, opinions; translate little.",
  B2: "abstract subjects, connectors, nuanced opinions; translate only idioms.",
  C1: "idiomatic and precise language in any register; no translation.",
  C2: "everything a well-read native speaker would say; no translation.",
};

/** Longer recordings are cut short by some models and misheard by most. */
export const LONGEST_RECORDING_MINUTES = 5;
export const LARGEST_RECORDING_MB = LARGEST_DOWNLOAD / 1024 / 1024;

/** What is known of a recording before it is downloaded; Telegram does not always tell the size. */
export function refuseRecording({
  recording: { seconds },
  bytes = 0,
}: {
  recording: { seconds: number };
  bytes?: number | undefined;
}): "too-long" | "too-large" | undefined {
  if (seconds > LONGEST_RECORDING_MINUTES * 60) return "too-long";
  return bytes > LARGEST_DOWNLOAD ? "too-large" : undefined;
}

/** A language code as the prompt names the language: in English. */
export function languageName(code: string): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
}
