import * as z from "zod";
import { MAIN_SCREEN } from "#platform/home.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { defineTextFlow } from "#platform/text-flow.ts";
import { dropFact, factsCell, LONGEST_FACT, MOST_FACTS, putFact } from "./memory.ts";
import { renderFactQuestion, renderFacts, renderTooManyFacts } from "./facts-view.ts";

/** Stands in a button for a fact that is yet to be written. */
const NEW_FACT = 0;

/** Asks the learner what the tutor is to know of them. */
export const factFlow = defineTextFlow({
  name: "remember",
  data: z.object({ factId: z.int().optional() }),
  ask: ({ factId }, turn) =>
    renderFactQuestion(
      turn,
      turn.state.read(factsCell)?.find((each) => each.factId === factId),
    ),
  judge: (text) => (text === "" || text.length > LONGEST_FACT ? "facts-length" : undefined),
  save: ({ factId, text }, turn) => {
    const facts = putFact(turn.state.read(factsCell) ?? [], factId, text.replace(/\s+/g, " "));
    turn.state.write(factsCell, facts);
    turn.show(MAIN_SCREEN, renderFacts(turn, facts));
  },
});

export function openFacts({ turn }: BotContext): void {
  turn.show(MAIN_SCREEN, renderFacts(turn, turn.state.read(factsCell) ?? []));
}

export async function editFact({ turn }: BotContext, { factId }: { factId: number }): Promise<"stale" | void> {
  const facts = turn.state.read(factsCell) ?? [];
  if (factId === NEW_FACT && facts.length >= MOST_FACTS) return turn.say(renderTooManyFacts(turn));
  if (factId !== NEW_FACT && !facts.some((each) => each.factId === factId)) return "stale";
  await turn.openFlow(factFlow, factId === NEW_FACT ? {} : { factId });
}

export function forgetFact(ctx: BotContext, { factId }: { factId: number }): void {
  const { state } = ctx.turn;
  state.write(factsCell, dropFact(state.read(factsCell) ?? [], factId));
  openFacts(ctx);
}
