import type { Role } from "./ai/model.ts";
import type { RowKind } from "./sessions.ts";

/** One call of a model: what it was asked as, what it took and cost, and `answered` or the reason why it gave no answer. */
export type ModelCall = {
  role: Role;
  model: string;
  /** Where it was asked by one that has a name: which, in which version. */
  prompt?: string | undefined;
  outcome: string;
  ms: number;
  inputTokens: number;
  outputTokens: number;
  /** In millionths of a US dollar. */
  spent: number;
};

/** What a job has to tell beside its result; `unpaid` is a model that was not asked: switched off, or a budget that is used up. */
export type Noted = ({ type: "model" } & ModelCall) | { type: "unpaid"; reason: "off" | "person" | "feature" | "bot" };

export type FailureKind = "bug" | "passing" | "unknown version";

/**
 * One thing that happened to a row of an inbox, kept with the row for staff who ask why: methods, models, codes and times, never
 * what anybody wrote. `at` in milliseconds.
 */
export type TraceEntry = { at: number } & (
  | { type: "failed"; kind: FailureKind; error: string; tries: number }
  | { type: "sent" | "plain"; method: string; tries: number }
  | { type: "unsent"; method: string; tries: number; reason: string }
  | Noted
  | { type: "replayed"; by: string }
);

/** What an object tells of one row of its inbox. */
export type RecalledRow = {
  key: string;
  seq: number;
  kind: RowKind;
  status: "waiting" | "sending" | "done" | "dead" | "limited";
  tries: number;
  acceptedAt: number;
  notBefore: number;
  outcome: string;
  ms: number;
  trace: TraceEntry[];
  /** What is still to be sent. */
  unsent: Array<{ method: string; tries: number; notBefore: number }>;
  /** It could not be handled, and what it was is still there. */
  isReplayable: boolean;
};

/** As much as a row keeps: more would only repeat what the first ones tell. */
const LONGEST_TRACE = 40;

export function extendTrace(trace: readonly TraceEntry[], ...entries: TraceEntry[]): TraceEntry[] {
  return [...trace, ...entries].slice(0, LONGEST_TRACE);
}

/** A reason from outside as far as it may be kept: without what it quotes, which may be somebody's own words. */
export function withoutQuotes(reason: string): string {
  return reason.replace(/"[^"]*"?|'[^']*'?|«[^»]*»?/g, "…").slice(0, 120);
}
