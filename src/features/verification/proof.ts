import type { Message } from "grammy/types";
import { attachToCard } from "#platform/desk/attach.ts";
import { findOpenCardOf } from "#platform/desk/store.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { adding, claimCard } from "./claim-card.ts";
import { renderProofAdded } from "./view.ts";

/** What somebody sends whose claim waits for a verifier comes to its card. */
export async function addProof({ turn, deps }: BotContext, sent: readonly Message[]): Promise<boolean> {
  if (deps.config.verifyBy !== "card") return false;
  const { personId, senderName: name } = turn;
  const writing = turn.writing();
  const file = await findOpenCardOf(deps.db, personId, claimCard.name);
  if (file === undefined) return false;
  const actor = { type: "person" as const, personId, name };
  const added = await attachToCard(deps, { kind: claimCard, file, action: adding, messages: sent, actor, ...writing });
  if (added.type === "refused") return false;
  added.events.forEach(turn.deliver);
  turn.say(renderProofAdded(turn));
  return true;
}
