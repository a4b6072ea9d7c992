import * as z from "zod";
import summaryPrompt from "#prompts/tutor-summary.md";
import { fillPrompt, nameOfPrompt } from "#platform/ai/prompt.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import { defineJob } from "#platform/job-kind.ts";
import type { Turn } from "#platform/turn.ts";
import { conversationCell, isSummaryDue, isWorthNoting, notesDue, turnsSchema, type Conversation } from "./conversation.ts";
import { factsCell, learnFacts, readNotes } from "./memory.ts";
import { languageName } from "./rules.ts";

const SUMMARY_MS = 30_000;
const MAX_NOTES_TOKENS = 400;

/** The notes so far, and the turns that come after them; `upTo` is how many of the conversation are noted then. */
const due = z.object({ startedAt: z.number(), notes: z.string(), turns: turnsSchema, upTo: z.int(), isOver: z.boolean() });
/** Null where nothing came of it. */
const noted = z.string().nullable();

/**
 * Takes notes of what the model is not given any more, and at the end of the rest. Nobody waits for it: whoever writes meanwhile is
 * answered at once. What was stopped or has failed in the middle is noted after a later answer; what is over comes after that answer.
 */
export const summaryJob = defineJob<z.infer<typeof due>, z.infer<typeof noted>>({
  name: "tutor.summary",
  version: 2,
  deadlineMs: SUMMARY_MS,
  input: due,
  outcome: noted,
  run: async ({ notes, turns }, context) => {
    const material = JSON.stringify({ notes, facts: context.state.read(factsCell) ?? [], turns });
    const answer = await withinBudget(context, "tutor", (models, signal) =>
      models.chat({
        prompt: nameOfPrompt(summaryPrompt),
        system: fillPrompt(summaryPrompt, { language: languageName(context.profile?.interfaceLanguage ?? "en") }),
        turns: [{ role: "user", text: material }],
        signal,
        maxOutputTokens: MAX_NOTES_TOKENS,
      }),
    );
    return answer.ok ? answer.value.text : null;
  },
  done: (outcome, { startedAt, upTo }, turn) => {
    // Whoever was forgotten meanwhile is known by nothing.
    if (outcome === null || turn.profile() === undefined) return;
    const { summary, facts } = readNotes(outcome);
    const newest = turn.state.read(conversationCell);
    if (newest?.startedAt === startedAt) turn.state.write(conversationCell, { ...newest, summary, summarised: upTo });
    if (facts.length > 0) turn.state.write(factsCell, learnFacts(turn.state.read(factsCell) ?? [], facts));
  },
  failed: ({ reason }, input, turn) => {
    if (reason === "stopped" && input.isOver && turn.profile() !== undefined) turn.start(summaryJob, input);
  },
});

/** Takes notes while somebody talks, when enough has been said. */
export function summarise(turn: Turn, conversation: Conversation): void {
  if (isSummaryDue(conversation)) start(turn, conversation, { ...notesDue(conversation), isOver: false });
}

/** Takes notes of all that is left when somebody has stopped for now. */
export function summariseRest(turn: Turn, conversation: Conversation): void {
  const { turns, summarised } = conversation;
  const rest = turns.slice(summarised);
  if (isWorthNoting(rest)) start(turn, conversation, { turns: rest, upTo: turns.length, isOver: true });
}

function start(
  turn: Turn,
  { startedAt, summary: notes }: Conversation,
  rest: Pick<z.infer<typeof due>, "turns" | "upTo" | "isOver">,
): void {
  turn.start(summaryJob, { startedAt, notes, ...rest });
}
