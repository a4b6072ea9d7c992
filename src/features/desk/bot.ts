import { actionOf, CHANGE } from "#platform/desk/kind.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { act, findKnownCard, foresee } from "./actions.ts";
import { refusalOf, tellAgain } from "./again.ts";
import { askForInput } from "./choices.ts";
import { closeAnswered, closeQuestion, findPressedCard } from "./questions.ts";
import { renderChange, renderOutcome } from "./view.ts";

type Pressed = { cardId: number };

/** A button of a card: does what it says, or asks for the words that belong to it. */
export async function pressAction(
  ctx: BotContext,
  { cardId, action: name, rev }: Pressed & { action: string; rev?: number },
): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findPressedCard(ctx, cardId);
  const action = known === undefined ? undefined : actionOf(known.kind, name);
  if (known === undefined || action === undefined || action.by !== "staff") return "stale";
  const wish = { known, action, seenRev: rev };
  const outcome = action.input?.isRequired === true ? await foresee(turn, deps, wish) : await act(turn, deps, wish);
  if (outcome === undefined) {
    await closeQuestion(ctx, known);
    return askForInput(turn, deps, wish);
  }
  await closeAnswered(ctx, known, outcome);
  await toast(ctx, renderOutcome(turn, deps, outcome));
}

/** Offers what may stand in place of the decision that was made. */
export async function askChange(ctx: BotContext, { cardId, rev }: Pressed & { rev: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined || known.file.card.movedRev !== rev) return "stale";
  const refusal = await refusalOf(turn, deps, known, CHANGE);
  if (refusal !== undefined) return toast(ctx, refusal);
  turn.say(renderChange(turn, known));
}

/** The last thing that the person was told goes out once more. */
export async function pressSendAgain(ctx: BotContext, { cardId, rev }: Pressed & { rev: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  const step = known?.file.steps.find((each) => each.rev === rev);
  if (known === undefined || step === undefined) return "stale";
  await toast(ctx, await tellAgain(turn, deps, known, step));
}

/** Leaves everything as it is. */
export async function keep(ctx: BotContext, { cardId }: Pressed): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findPressedCard(ctx, cardId);
  if (known === undefined) return "stale";
  const refusal = await refusalOf(turn, deps, known, "keep");
  if (refusal !== undefined) return toast(ctx, refusal);
  await closeQuestion(ctx, known);
}

export async function toast(ctx: BotContext, text: string): Promise<void> {
  await ctx.answerCallbackQuery({ text: text.slice(0, 200) });
}
