import { sendAgain } from "#platform/desk/deliveries.ts";
import { SEND_AGAIN, type CardAction } from "#platform/desk/kind.ts";
import type { CardStep } from "#platform/desk/store.ts";
import type { Deps } from "#platform/deps.ts";
import { holdsRole } from "#platform/role.ts";
import type { Turn } from "#platform/turn.ts";
import { actorOf, foresee, type KnownCard } from "./actions.ts";
import { renderOutcome } from "./view.ts";

/** Tells the person of a step once more, if it has not reached them; what comes of that is told in words. */
export async function tellAgain(turn: Turn, deps: Deps, known: KnownCard, step: CardStep): Promise<string> {
  const writing = turn.writing();
  const refusal = await refusalOf(turn, deps, known, SEND_AGAIN);
  if (refusal !== undefined) return refusal;
  const may = holdsRole({ config: deps.config, personId: turn.personId, role: known.kind.role });
  const events = await sendAgain(deps.db, known.file, { step, actor: actorOf(turn), ...writing, may });
  events.forEach(turn.deliver);
  return turn.t(events.length === 0 ? "desk-nothing-lost" : "desk-sending-again");
}

/** Why somebody may not do what staff may in any state of a card, in words; undefined where they may. Refused, it is kept. */
export async function refusalOf(turn: Turn, deps: Deps, known: KnownCard, name: string): Promise<string | undefined> {
  const action: CardAction = { name, by: "staff", from: Object.keys(known.kind.states), done: "desk-held" };
  const refused = await foresee(turn, deps, { known, action });
  return refused === undefined ? undefined : renderOutcome(turn, deps, refused);
}
