import * as z from "zod";
import { defineFlow } from "#platform/feature.ts";
import { paragraph } from "#platform/text/tree.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { findKnownCard } from "./actions.ts";
import { actAndTell } from "./answers.ts";

const data = z.object({ cardId: z.int(), action: z.string(), ask: z.string(), rev: z.int().optional(), text: z.string().optional() });

const HOUR_MS = 60 * 60_000;
/** As much as fits on the card, and into what the person is told. */
const MOST = 1_000;

/** Asks whoever decides for the words that belong to it: the reason of a rejection, a question. */
export const wordsFlow = defineFlow<z.infer<typeof data>>({
  name: "card-words",
  version: 1,
  first: "words",
  data,
  expiresAfterMs: HOUR_MS,
  steps: {
    words: {
      accepts: "text",
      ask: ({ cardId, ask }, turn) => ({ text: [paragraph(turn.t(ask, { card: `#${cardId}` }))] }),
      decide: (input, wish) => {
        const text = input.trim();
        if (text === "" || text.length > MOST) return { type: "stay", reason: "desk-words-length" };
        return { type: "finish", data: { ...wish, text } };
      },
    },
  },
  save: async ({ cardId, action: name, rev, text }, turn, deps) => {
    const known = await findKnownCard(turn, deps, cardId);
    const action = known === undefined ? undefined : actionOf(known.kind, name);
    if (known !== undefined && action !== undefined) await actAndTell(turn, deps, { known, action, text, seenRev: rev });
  },
});
