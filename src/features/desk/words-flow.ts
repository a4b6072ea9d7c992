import * as z from "zod";
import { paragraph } from "#platform/text/tree.ts";
import { defineTextFlow } from "#platform/text-flow.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { findKnownCard } from "./actions.ts";
import { actAndTell } from "./answers.ts";

/** As much as fits on the card, and into what the person is told. */
const MOST = 1_000;

/** Asks whoever decides for the words that belong to it: the reason of a rejection, a question. */
export const wordsFlow = defineTextFlow({
  name: "card-words",
  data: z.object({ cardId: z.int(), action: z.string(), ask: z.string(), rev: z.int().optional() }),
  ask: ({ cardId, ask }, turn) => ({ text: [paragraph(turn.t(ask, { card: `#${cardId}` }))] }),
  judge: (text) => (text === "" || text.length > MOST ? "desk-words-length" : undefined),
  save: async ({ cardId, action: name, rev, text }, turn, deps) => {
    const known = await findKnownCard(turn, deps, cardId);
    const action = known === undefined ? undefined : actionOf(known.kind, name);
    if (known !== undefined && action !== undefined) await actAndTell(turn, deps, { known, action, text, seenRev: rev });
  },
});
