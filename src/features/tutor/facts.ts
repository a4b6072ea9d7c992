import * as z from "zod";
import { defineFlow } from "#platform/feature.ts";
import { MAIN_SCREEN } from "#platform/home.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { dropFact, factsCell, LONGEST_FACT, MOST_FACTS, putFact } from "./memory.ts";
import { renderFactQuestion, renderFacts, renderTooManyFacts } from "./facts-view.ts";

const data = z.object({ factId: z.int().optional(), text: z.string().optional() });
const HOUR_MS = 60 * 60_000;
/** Stands in a button for a fact that is yet to be written. */
export const NEW_FACT = 0;

/** Asks the learner what the tutor is to know of them. */
export const factFlow = defineFlow<z.infer<typeof data>>({
  name: "remember",
  version: 1,
  first: "text",
  data,
  expiresAfterMs: HOUR_MS,
  steps: {
    text: {
      accepts: "text",
      ask: ({ factId }, turn) =>
        renderFactQuestion(
          turn,
          turn.state.read(factsCell)?.find((each) => each.factId === factId),
        ),
      decide: (input, asked) => {
        const text = input.replace(/\s+/g, " ").trim();
        if (text === "" || text.length > LONGEST_FACT) return { type: "stay", reason: "facts-length" };
        return { type: "finish", data: { ...asked, text } };
      },
    },
  },
  save: ({ factId, text = "" }, turn) => {
    const facts = putFact(turn.state.read(factsCell) ?? [], factId, text);
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
