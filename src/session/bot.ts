import type { Payer } from "#platform/ai/payer.ts";
import type { Purse } from "#platform/ai/purse.ts";
import type { Deps } from "#platform/deps.ts";
import type { Directory } from "#platform/feature.ts";
import type { Translate } from "#platform/i18n/words.ts";
import type { InterfaceLanguage, Profile } from "#platform/profile.ts";
import type { Subject } from "#platform/object-name.ts";
import type { RowKind } from "#platform/sessions.ts";
import type { StateReader, Turn } from "#platform/turn.ts";
import type { Noted } from "#platform/trace.ts";
import type { Draft } from "./drafts.ts";
import type { JobKey, JobReport } from "./jobs.ts";

/** What the session needs to know of the bot that it runs. */
export type SessionBot = {
  deps: Deps;
  directory: Directory;
  words: (language: InterfaceLanguage) => Translate;
  /** Handles one row and returns the outcome's name for the log; throws to have it run again. */
  run: (work: { kind: RowKind; body: string }, turn: Turn) => Promise<string>;
  /** What a card says now, in the words of an object's chat; undefined for one that this code does not know. */
  renderCard: (cardId: number, object: { subject: Subject; state: StateReader }) => Promise<RenderedCard | undefined>;
  /** Whether there is code for a job of this kind and version. */
  knowsJob: (job: JobKey) => boolean;
  /** Runs a job to its end; never rejects. */
  runJob: (job: JobKey & { input: unknown }, context: JobSurroundings, stopped: AbortSignal) => Promise<JobReport["outcome"]>;
  /** Says that something went wrong and shows the way back; for a row whose tries are used up. */
  apologise: (turn: Turn) => void;
  /** Ends the spinner of a pressed button, without words. */
  answerPress: (body: string) => Promise<void>;
  /** Answers a pre-checkout query from the object's own state; never rejects. */
  answerCheckout: (body: string, state: StateReader) => Promise<void>;
  /** The draft under which somebody pressed Stop. */
  draftIdOf: (body: string) => number | undefined;
  isCancel: (body: string) => boolean;
};

/** The content of one message; `rev` is the state of the card that it tells. */
export type RenderedCard = { content: Record<string, unknown>; rev: number; isOpen: boolean };

export type JobSurroundings = {
  jobId: string;
  state: StateReader;
  profile: Profile | undefined;
  payer: Payer;
  purse: Purse;
  draft: Draft;
  note: (noted: Noted) => void;
};
