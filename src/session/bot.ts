import type { Deps } from "#platform/deps.ts";
import type { Directory, JobContext } from "#platform/feature.ts";
import type { Translate } from "#platform/i18n/words.ts";
import type { InterfaceLanguage } from "#platform/profile.ts";
import type { RowKind } from "#platform/sessions.ts";
import type { Turn } from "#platform/turn.ts";
import type { JobReport } from "./jobs.ts";

/** What the session needs to know of the bot that it runs. */
export type SessionBot = {
  deps: Deps;
  directory: Directory;
  words: (language: InterfaceLanguage) => Translate;
  /** Handles one row and returns the outcome's name for the log; throws to have it run again. */
  run: (work: { kind: RowKind; body: string }, turn: Turn) => Promise<string>;
  runJob: (job: { name: string; input: unknown }, context: Omit<JobContext, "deps" | "signal">) => Promise<JobReport["outcome"]>;
  /** Says that something went wrong and shows the way back; for a row whose tries are used up. */
  apologise: (turn: Turn) => void;
};
