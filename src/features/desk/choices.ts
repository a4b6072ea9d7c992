import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { act, type KnownCard, type Step } from "./actions.ts";
import { closeAnswered, findPressedCard } from "./questions.ts";
import { renderChoices, renderOutcome } from "./view.ts";
import { wordsFlow } from "./words-flow.ts";

/** Asks for what belongs to an action: by a choice where there is one, otherwise in words. */
export async function askForInput(turn: Turn, deps: Deps, { known, action, seenRev }: Omit<Step, "text">): Promise<void> {
  const { card } = known.file;
  const { input, name } = action;
  if (input === undefined) return;
  const choices = await input.choices?.(card, deps);
  if (choices !== undefined) return turn.say(renderChoices(turn, card, { action, choices }));
  await turn.openFlow(wordsFlow, { cardId: card.cardId, action: name, ask: input.ask, ...(seenRev === undefined ? {} : { rev: seenRev }) });
}

/** One of the choices was pressed. */
export async function pressChoice(
  ctx: BotContext,
  { cardId, action: name, value, rev }: { cardId: number; action: string; value: string; rev: number },
): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findPressedCard(ctx, cardId);
  const action = known === undefined ? undefined : actionOf(known.kind, name);
  const text = action?.input?.parse?.(value);
  if (known === undefined || action === undefined || action.by !== "staff" || text === undefined) return "stale";
  const outcome = await act(turn, deps, { known, action, text, seenRev: rev });
  await closeAnswered(ctx, known, outcome);
  await ctx.answerCallbackQuery({ text: renderOutcome(turn, deps, outcome).slice(0, 200) });
}

/** What a reply to a card says besides the words that decide. */
export function readInput({ kind, file }: KnownCard, reply: string): { action: Step["action"]; text: string } | undefined {
  for (const action of kind.actions) {
    const text = action.by === "staff" && action.from.includes(file.card.status) ? action.input?.parse?.(reply) : undefined;
    if (text !== undefined) return { action, text };
  }
  return undefined;
}
