import * as z from "zod";
import summaryPrompt from "#prompts/tutor-summary.md";
import { withinBudget } from "#platform/ai/spend.ts";
import { defineJob } from "#platform/feature.ts";
import type { Turn } from "#platform/turn.ts";
import { conversationCell, findOpenConversation, isSummaryDue, notesDue, type Conversation } from "./conversation.ts";
import { factsCell, learnFacts, readNotes } from "./memory.ts";

const SUMMARY_MS = 30_000;
const MAX_NOTES_TOKENS = 400;

const due = z.object({ startedAt: z.number() });
/** `upTo` is how many turns of the conversation the notes cover; null where nothing came of it. */
const noted = z.object({ notes: z.string(), upTo: z.int() }).nullable();

/**
 * Takes notes of what the model is not given any more. Nobody waits for it: whoever writes meanwhile is answered at once, and what was
 * stopped or has failed is tried after a later answer.
 */
export const summaryJob = defineJob<z.infer<typeof due>, z.infer<typeof noted>>({
  name: "tutor.summary",
  deadlineMs: SUMMARY_MS,
  input: due,
  outcome: noted,
  run: async (_, context) => {
    const conversation = findOpenConversation(context.state);
    if (conversation === undefined) return null;
    const { turns, upTo } = notesDue(conversation);
    const material = JSON.stringify({ notes: conversation.summary, facts: context.state.read(factsCell) ?? [], turns });
    const answer = await withinBudget(context, "tutor", (models) =>
      models.chat({
        system: summaryPrompt,
        turns: [{ role: "user", text: material }],
        signal: context.signal,
        maxOutputTokens: MAX_NOTES_TOKENS,
      }),
    );
    return answer.ok ? { notes: answer.value.text, upTo } : null;
  },
  done: (outcome, { startedAt }, turn) => {
    const conversation = findOpenConversation(turn.state);
    if (outcome === null || conversation?.startedAt !== startedAt) return;
    const { summary, facts } = readNotes(outcome.notes);
    turn.state.write(conversationCell, { ...conversation, summary, summarised: outcome.upTo });
    if (facts.length > 0) turn.state.write(factsCell, learnFacts(turn.state.read(factsCell) ?? [], facts));
  },
  failed: () => undefined,
});

export function summarise(turn: Turn, conversation: Conversation): void {
  if (isSummaryDue(conversation)) turn.start(summaryJob, { startedAt: conversation.startedAt });
}
