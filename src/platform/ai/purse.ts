import type { AiRefusal } from "./budget.ts";

/** What one job pays its models from. */
export type Purse = {
  reserve: (feature: string) => Promise<Reserved>;
  /** What the job has spent in all; counted once, however often the job was begun. */
  settle: (spent: { calls: number; spent: number }) => Promise<void>;
};

/**
 * Whether the job may go on. `doubt` is asked beside it where the answer is not known yet: it says why the job must be given up after
 * all, and never rejects.
 */
export type Reserved = { refusal?: AiRefusal | undefined; doubt?: Promise<AiRefusal | undefined> };
