import type { Deps } from "#platform/deps.ts";
import { findColleague, listColleagues, selectStaff, toColleagues, type Colleague, type Others } from "#platform/desk/colleagues.ts";
import { holdingAction, type HoldingName } from "#platform/desk/kind.ts";
import { CLAIM_MS } from "#platform/desk/rules.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { act, findKnownCard, foresee, type KnownCard, type Outcome } from "./actions.ts";
import { sayLine } from "./answers.ts";
import { toast } from "./bot.ts";
import { closeAnswered, selectPressedCard, toPressedCard } from "./questions.ts";
import { renderHandOver, renderOutcome } from "./view.ts";

type Pressed = { cardId: number };

export async function pressHolding(ctx: BotContext, cardId: number, name: "claim" | "release"): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined) return "stale";
  await toast(ctx, renderOutcome(turn, deps, await hold(turn, deps, known, name)));
}

/** Asks to whom: whoever else holds the role. */
export async function askHandOver(ctx: BotContext, { cardId }: Pressed): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined) return "stale";
  const refusal = await offerColleagues(turn, deps, known);
  if (refusal !== undefined) await toast(ctx, refusal);
}

/** The card comes into the private chat of whoever has it now, who so hears of it. */
export async function handOver(ctx: BotContext, { cardId, personId }: Pressed & { personId: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const [staff, ...found] = await deps.db.batch([selectStaff(deps), ...selectPressedCard(ctx, cardId)]);
  const known = toPressedCard(ctx, found);
  if (known === undefined) return "stale";
  const colleague = findColleague(toColleagues(deps, staff, othersFor(known)), String(personId));
  if (colleague === undefined) return "stale";
  const outcome = await handTo(turn, deps, known, colleague);
  await closeAnswered(ctx, known, outcome);
  await toast(ctx, renderOutcome(turn, deps, outcome));
}

/** `/claim 17`, `/release 17`, `/hand_over 17 @name`: what the buttons do. */
export async function holdByCommand(
  turn: Turn,
  deps: Deps,
  known: KnownCard,
  { name, rest }: { name: HoldingName; rest: string },
): Promise<void> {
  if (name !== "hand-over") return sayLine(turn, renderOutcome(turn, deps, await hold(turn, deps, known, name)));
  const colleague = rest === "" ? undefined : findColleague(await listColleagues(deps, othersFor(known)), rest);
  if (colleague !== undefined) return sayLine(turn, renderOutcome(turn, deps, await handTo(turn, deps, known, colleague)));
  const refusal = await offerColleagues(turn, deps, known);
  if (refusal !== undefined) sayLine(turn, refusal);
}

function hold(turn: Turn, deps: Deps, known: KnownCard, name: "claim" | "release"): Promise<Outcome> {
  const held = { holderId: turn.personId, holderName: turn.senderName, until: new Date(turn.now.getTime() + CLAIM_MS) };
  return act(turn, deps, { known, action: holdingAction(known.kind, name), holding: name === "claim" ? held : "nobody" });
}

function handTo(turn: Turn, deps: Deps, known: KnownCard, { personId, name }: Colleague): Promise<Outcome> {
  const holding = { holderId: personId, holderName: name, until: new Date(turn.now.getTime() + CLAIM_MS) };
  return act(turn, deps, { known, action: holdingAction(known.kind, "hand-over"), holding, places: [`person:${personId}`] });
}

/** Says to whom it may go, unless whoever asks may not hand it over: that is the answer then. */
async function offerColleagues(turn: Turn, deps: Deps, known: KnownCard): Promise<string | undefined> {
  const action = holdingAction(known.kind, "hand-over");
  const refused = await foresee(turn, deps, { known, action });
  if (refused !== undefined) return renderOutcome(turn, deps, refused);
  turn.say(renderHandOver(turn, known.file.card, await listColleagues(deps, othersFor(known, turn.personId))));
  return undefined;
}

/** Nobody is handed their own work. */
function othersFor({ kind, file }: KnownCard, ...besides: number[]): Others {
  return { role: kind.role, without: [file.card.personId, ...besides] };
}
