import type { Message } from "grammy/types";
import * as z from "zod";
import { defineFlow } from "#platform/flow-kind.ts";
import type { Deps } from "#platform/deps.ts";
import type { RequestKind } from "#platform/request-kind.ts";
import type { Turn } from "#platform/turn.ts";
import { foresee, submit } from "./asking.ts";
import { readText } from "./rules.ts";
import { listOffered, renderKinds, renderTextQuestion } from "./view.ts";

const DAY_MS = 24 * 60 * 60_000;

const asked = z.object({ kind: z.string(), ask: z.string(), text: z.string().optional() });

/** Asks what a person wants to say to staff. */
const textFlow = defineFlow<z.infer<typeof asked>>({
  name: "request",
  version: 1,
  first: "text",
  data: asked,
  expiresAfterMs: DAY_MS,
  steps: {
    text: {
      accepts: "message",
      ask: ({ ask }, turn) => renderTextQuestion(turn, ask),
      decide: (input, data) => {
        const text = readText(input);
        return text === undefined ? { type: "stay", reason: "request-text-length" } : { type: "finish", data: { ...data, text } };
      },
    },
  },
  save: async ({ kind: name, text }, turn, deps, sent) => {
    const kind = findKind(turn, name);
    if (kind === undefined || text === undefined) return turn.say(turn.directory.home(turn));
    await submit(turn, deps, { kind, text, sent });
  },
});

const choosing = z.object({ text: z.string(), kind: z.string().optional() });

/** Asks what the request is for, where there is more than one thing to ask for. */
const kindFlow = defineFlow<z.infer<typeof choosing>>({
  name: "asking",
  version: 1,
  first: "kind",
  data: choosing,
  expiresAfterMs: DAY_MS,
  steps: {
    kind: {
      accepts: "choice",
      ask: (_, turn, choose) => renderKinds(turn, choose),
      decide: (kind, data) => ({ type: "finish", data: { ...data, kind } }),
    },
  },
  save: async ({ kind: name, text }, turn, deps) => {
    const kind = findKind(turn, name);
    if (kind === undefined) return turn.say(turn.directory.home(turn));
    await begin(turn, deps, { kind, text });
  },
});

export const requestFlows = [textFlow, kindFlow];

/** What is asked for, as far as it was written, and the messages that it came with. */
type Written = { text: string; sent?: readonly Message[] | undefined };

/** Asks for whatever is still missing; `text` is empty where nothing was written yet. */
export async function beginAny(turn: Turn, deps: Deps, { text, sent }: Written): Promise<void> {
  const [kind, ...others] = listOffered(turn);
  if (kind !== undefined && others.length === 0) return begin(turn, deps, { kind, text, sent });
  await turn.openFlow(kindFlow, { text });
}

export async function begin(turn: Turn, deps: Deps, { kind, text, sent = [] }: Written & { kind: RequestKind }): Promise<void> {
  const written = readText(text);
  if (written !== undefined) return submit(turn, deps, { kind, text: written, sent });
  const refusal = await foresee(turn, deps, kind);
  if (refusal === undefined) await turn.openFlow(textFlow, { kind: kind.name, ask: kind.ask });
  else turn.show("request", refusal);
}

export function findKind({ directory }: Pick<Turn, "directory">, name: string | undefined): RequestKind | undefined {
  return directory.requestKinds.find((kind) => kind.name === name);
}
