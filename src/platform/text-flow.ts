import type { Message } from "grammy/types";
import * as z from "zod";
import type { Deps } from "./deps.ts";
import { defineFlow, type FlowKind } from "./flow-kind.ts";
import type { View } from "./telegram/view.ts";
import type { Turn } from "./turn.ts";

const HOUR_MS = 60 * 60_000;
const answer = z.object({ text: z.string().default("") });

/** `data` is what the question is about; `judge` gives the key of what is wrong with an answer, which comes without spaces around it. */
type TextFlow<Data> = {
  name: string;
  data: z.ZodType<Data>;
  ask: (data: Data, turn: Turn) => View;
  judge: (text: string) => string | undefined;
  save: (asked: Data & { text: string }, turn: Turn, deps: Deps, sent: readonly Message[]) => Promise<void> | void;
};

/** A flow of one question, which is answered in words within an hour. */
export function defineTextFlow<Data>({ name, data, ask, judge, save }: TextFlow<Data>): FlowKind {
  return defineFlow({
    name,
    version: 1,
    first: "text",
    data: z.intersection(data, answer),
    expiresAfterMs: HOUR_MS,
    steps: {
      text: {
        accepts: "text",
        ask: (asked, turn) => ask(asked, turn),
        decide: (input, asked) => {
          const text = input.trim();
          const refusal = judge(text);
          return refusal === undefined ? { type: "finish", data: { ...asked, text } } : { type: "stay", reason: refusal };
        },
      },
    },
    save,
  });
}
