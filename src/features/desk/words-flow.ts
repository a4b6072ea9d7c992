import * as z from "zod";
import { defineTextFlow } from "#platform/text-flow.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { findKnownCard } from "./actions.ts";
import { actAndTell } from "./answers.ts";
import { renderWordsQuestion } from "./view.ts";
import { noteWords } from "./words-edits.ts";
import { judgeWords } from "./words.ts";

/** Asks whoever decides for the words that belong to it: the reason of a rejection, a question. */
export const wordsFlow = defineTextFlow({
  name: "card-words",
  data: z.object({ cardId: z.int(), action: z.string(), ask: z.string(), rev: z.int().optional() }),
  ask: ({ cardId, ask }, turn) => renderWordsQuestion(turn, { cardId, ask }),
  judge: judgeWords,
  save: async ({ cardId, action: name, rev, text }, turn, deps, [sent]) => {
    const writing = turn.writing();
    const known = await findKnownCard(turn, deps, cardId);
    const action = known === undefined ? undefined : actionOf(known.kind, name);
    if (known === undefined || action === undefined) return;
    noteWords(turn, { cardId, action: name, stepKey: writing.key }, sent);
    await actAndTell(turn, deps, { known, action, text, seenRev: rev, writing });
  },
});
