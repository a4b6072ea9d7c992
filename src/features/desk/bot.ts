import { sendAgain } from "#platform/desk/deliveries.ts";
import { refreshEvent } from "#platform/desk/events.ts";
import { insertEvent } from "#platform/events.ts";
import { actionOf, holdingAction, type CardAction } from "#platform/desk/kind.ts";
import { CLAIM_MS } from "#platform/desk/rules.ts";
import { holdsRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { act, actorOf, findKnownCard, foresee, holding, refuse, type KnownCard } from "./actions.ts";
import { askForInput } from "./choices.ts";
import { closeQuestion } from "./questions.ts";
import { listColleagues } from "./store.ts";
import { renderChange, renderHandOver, renderOutcome } from "./view.ts";

type Pressed = { cardId: number };

/** A button of a card: does what it says, or asks for the words that belong to it. */
export async function pressAction(
  ctx: BotContext,
  { cardId, action: name, rev }: Pressed & { action: string; rev?: number },
): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  const action = known === undefined ? undefined : actionOf(known.kind, name);
  if (known === undefined || action === undefined || action.by !== "staff") return "stale";
  if (action.input?.isRequired !== true) {
    const outcome = await act(turn, deps, { known, action, seenRev: rev });
    if (outcome.type === "done") await closeQuestion(ctx);
    return toast(ctx, renderOutcome(turn, deps, outcome));
  }
  const reason = await foresee(turn, deps, { known, action, seenRev: rev });
  if (reason !== undefined) return toast(ctx, renderOutcome(turn, deps, await refuse(turn, deps, { known, action, reason })));
  await closeQuestion(ctx);
  await askForInput(turn, deps, { known, action, seenRev: rev });
}

export async function pressHolding(ctx: BotContext, cardId: number, name: "claim" | "release"): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined) return "stale";
  await toast(ctx, renderOutcome(turn, deps, await act(turn, deps, { known, ...holding(turn, known.kind, name) })));
}

/** Asks to whom: whoever else holds the role. */
export async function askHandOver(ctx: BotContext, { cardId }: Pressed): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined) return "stale";
  const action = holdingAction(known.kind, "hand-over");
  const reason = await foresee(turn, deps, { known, action });
  if (reason !== undefined) return toast(ctx, renderOutcome(turn, deps, await refuse(turn, deps, { known, action, reason })));
  const colleagues = await listColleagues(deps, known.kind.role, [turn.personId, known.file.card.personId]);
  turn.say(renderHandOver(turn, known.file.card, colleagues));
}

/** The card comes into the private chat of whoever has it now, who so hears of it. */
export async function handOver(ctx: BotContext, { cardId, personId }: Pressed & { personId: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  const colleague =
    known === undefined
      ? undefined
      : (await listColleagues(deps, known.kind.role, [known.file.card.personId])).find((each) => each.personId === personId);
  if (known === undefined || colleague === undefined) return "stale";
  const until = new Date(turn.now.getTime() + CLAIM_MS);
  const held = { holderId: personId, holderName: colleague.name, until };
  const outcome = await act(turn, deps, { known, action: holdingAction(known.kind, "hand-over"), holding: held });
  if (outcome.type === "done") {
    await closeQuestion(ctx);
    await showPrivately(ctx, outcome.known, personId);
  }
  await toast(ctx, renderOutcome(turn, deps, outcome));
}

async function showPrivately({ turn, deps }: BotContext, { file }: KnownCard, personId: number): Promise<void> {
  const writing = turn.writing();
  const event = refreshEvent(file.card, `person:${personId}`, { ...writing, key: `${writing.key}:handed` });
  await deps.db.batch([insertEvent(deps.db, event)]);
  turn.deliver(event);
}

/** Offers what may stand in place of the decision that was made. */
export async function askChange(ctx: BotContext, { cardId, rev }: Pressed & { rev: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined || known.file.card.movedRev !== rev) return "stale";
  const refusal = await refusalOf(ctx, known, "change");
  if (refusal !== undefined) return toast(ctx, refusal);
  turn.say(renderChange(turn, known));
}

/** The last thing that the person was told goes out once more. */
export async function pressSendAgain(ctx: BotContext, { cardId, rev }: Pressed & { rev: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  const step = known?.file.steps.find((each) => each.rev === rev);
  if (known === undefined || step === undefined) return "stale";
  const refusal = await refusalOf(ctx, known, "send-again");
  if (refusal !== undefined) return toast(ctx, refusal);
  const may = holdsRole({ config: deps.config, personId: turn.personId, role: known.kind.role });
  const events = await sendAgain(deps.db, known.file, { step, actor: actorOf(turn), ...turn.writing(), may });
  events.forEach(turn.deliver);
  await toast(ctx, ctx.t("desk-sending-again"));
}

/** Leaves everything as it is. */
export async function keep(ctx: BotContext, { cardId }: Pressed): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined) return "stale";
  const refusal = await refusalOf(ctx, known, "keep");
  if (refusal !== undefined) return toast(ctx, refusal);
  await closeQuestion(ctx);
}

/** Why somebody may not do what staff may in any state of a card, in words; undefined where they may. Refused, it is kept. */
async function refusalOf({ turn, deps }: BotContext, known: KnownCard, name: string): Promise<string | undefined> {
  const action: CardAction = { name, by: "staff", from: Object.keys(known.kind.states), done: "desk-held" };
  const reason = await foresee(turn, deps, { known, action });
  return reason === undefined ? undefined : renderOutcome(turn, deps, await refuse(turn, deps, { known, action, reason }));
}

async function toast(ctx: BotContext, text: string): Promise<void> {
  await ctx.answerCallbackQuery({ text: text.slice(0, 200) });
}
