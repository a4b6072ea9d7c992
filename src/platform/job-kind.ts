import type * as z from "zod";
import type { Payer } from "./ai/payer.ts";
import type { Purse } from "./ai/purse.ts";
import type { Deps } from "./deps.ts";
import type { Translate } from "./i18n/words.ts";
import type { Profile } from "./profile.ts";
import type { Text } from "./text/tree.ts";
import type { Noted } from "./trace.ts";
import type { StateReader, Turn } from "./turn.ts";

export type JobContext = {
  deps: Deps;
  /** Of this job among all jobs of all objects, the same when it is begun again. */
  jobId: string;
  /** Aborts at the deadline and when the person stops the job. */
  signal: AbortSignal;
  state: StateReader;
  profile: Profile | undefined;
  /** Who pays for the models that it asks. */
  payer: Payer;
  purse: Purse;
  /** Shows the result growing, rendered only as often as it is sent; the result itself is what `done` says. `source` is what a stopped job has for its partial result. */
  draft: { show: (render: () => Text, source: string) => void; think: (label: string) => void };
  /** Tells staff who ask why what was done for this job; kept with its result. */
  note: (noted: Noted) => void;
  t: Translate;
};

/** What a job in the queue has: it runs outside of the person's object, and sees nothing of it. */
export type QueueJobContext = Pick<JobContext, "deps" | "jobId" | "signal" | "payer" | "purse" | "note">;

/** Why there is no outcome: `stopped` by the person, with what was written so far; otherwise a code for the log. */
export type JobFailure = { reason: string; partial?: string | undefined };
/** Work beside the loop. It sends nothing: what it returns comes back to `done` as a turn of its own. */
type Job<Input, Outcome, Context> = {
  name: string;
  /**
   * 1 where it is left out. A job of a newer version than the code's is parked for the code to come; an older one is run, and given
   * up with an apology if its input does not fit any more.
   */
  version?: number;
  deadlineMs: number;
  input: z.ZodType<Input>;
  outcome: z.ZodType<Outcome>;
  run: (input: Input, context: Context) => Promise<Outcome>;
  done: (outcome: Outcome, input: Input, turn: Turn, deps: Deps) => Promise<void> | void;
  failed: (failure: JobFailure, input: Input, turn: Turn, deps: Deps) => Promise<void> | void;
};
/** What a person waits for before the screen: it runs in their object, one at a time. */
export type ObjectJobKind<Input = unknown, Outcome = unknown> = Job<Input, Outcome, JobContext> & { where: "object" };
/** What takes longer or is shared: it is tried again where what fails may pass, and given up when it is lost twice. */
export type QueueJobKind<Input = unknown, Outcome = unknown> = Job<Input, Outcome, QueueJobContext> & {
  where: "queue";
  /** A job with the same key as one that has not come back is not begun. */
  dedupeKey?: (input: Input) => string;
};
export type JobKind = ObjectJobKind | QueueJobKind;

/** Checks input and outcome at the door, so that the list of jobs can hold them all alike. */
export function defineJob<Input, Outcome>(job: Omit<ObjectJobKind<Input, Outcome>, "where">): ObjectJobKind {
  return { where: "object", ...checked(job) };
}

/** The same for the queue. */
export function defineQueueJob<Input, Outcome>({ dedupeKey, ...job }: Omit<QueueJobKind<Input, Outcome>, "where">): QueueJobKind {
  const unique = dedupeKey === undefined ? {} : { dedupeKey: (input: unknown) => dedupeKey(job.input.parse(input)) };
  return { where: "queue", ...checked(job), ...unique };
}

function checked<Input, Outcome, Context>(job: Job<Input, Outcome, Context>): Job<unknown, unknown, Context> {
  return {
    ...job,
    run: (input, context) => job.run(job.input.parse(input), context),
    done: (outcome, input, turn, deps) => job.done(job.outcome.parse(outcome), job.input.parse(input), turn, deps),
    failed: (failure, input, turn, deps) => job.failed(failure, job.input.parse(input), turn, deps),
  };
}
