import type { Message } from "grammy/types";
import type * as z from "zod";
import type { Deps } from "./deps.ts";
import type { View } from "./telegram/view.ts";
import type { Turn } from "./turn.ts";

/** `message` is anything that can be sent, an album included; in a group there are no such steps. */
export type FlowStep<Data> = {
  /** `choose(value)` is the callback data of a button that answers this step. */
  ask: (data: Data, turn: Turn, choose: (value: string) => string) => View;
  accepts: "choice" | "text" | "message";
  /** Pure: `now` is when the answer was accepted. Of a message that is no text, `input` is its caption or nothing. */
  decide: (input: string, data: Data, now: Date) => FlowDecision<Data>;
};
export type FlowDecision<Data> =
  | { type: "next"; step: string; data: Data }
  /** Asks again, after the sentence with the key `reason`. */
  | { type: "stay"; reason?: string }
  | { type: "finish"; data: Data };
/**
 * A conversation of several steps, one at a time with a person in each chat and topic; in a group it takes only replies to its own
 * question. It survives restarts; an older version found after a deploy is migrated, or ends with a sentence. A newer one, or one of
 * a feature that is switched off, is left as it is until it expires.
 */
export type FlowKind<Data = unknown> = {
  name: string;
  version: number;
  first: string;
  data: z.ZodType<Data>;
  steps: Record<string, FlowStep<Data>>;
  expiresAfterMs: number;
  /** The present form of what an older version left; undefined where there is none. */
  migrate?: (old: { version: number; step: string; data: unknown }) => { step: string; data: Data } | undefined;
  /** `sent` is the message, or the album, that gave the last answer; nothing where that was a button. */
  save: (data: Data, turn: Turn, deps: Deps, sent: readonly Message[]) => Promise<void> | void;
  /** When something else ends it before its last answer: /cancel, another command, a button. Not when it has expired. */
  onCancel?: (data: Data, turn: Turn, deps: Deps) => Promise<void> | void;
};

/** Checks the data at the door, so that the list of flows can hold them all alike. */
export function defineFlow<Data>(flow: FlowKind<Data>): FlowKind {
  const steps = Object.entries(flow.steps).map(([name, step]): [string, FlowStep<unknown>] => [
    name,
    {
      accepts: step.accepts,
      ask: (data, turn, choose) => step.ask(flow.data.parse(data), turn, choose),
      decide: (input, data, now) => step.decide(input, flow.data.parse(data), now),
    },
  ]);
  return {
    ...flow,
    data: flow.data,
    steps: Object.fromEntries(steps),
    save: (data, turn, deps, sent) => flow.save(flow.data.parse(data), turn, deps, sent),
    onCancel: (data, turn, deps) => flow.onCancel?.(flow.data.parse(data), turn, deps),
  };
}
