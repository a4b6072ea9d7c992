import type { Call } from "#platform/telegram/view.ts";
import type { Effect, Target } from "#session/effects.ts";
import type { InboxRow } from "#session/inbox.ts";
import { threadIn } from "./chat.ts";
import { labelIn } from "./plan.ts";

export function unsentOf({ status, effects }: InboxRow): Effect[] {
  return status === "sending" ? effects : [];
}

/** What an effect is known by: its label, where it carries one. All that show the same card, or open the same topic, do the same. */
export function labelOf({ target, effectId }: Effect): string {
  if (target.type === "card") return cardLabel(target.cardId);
  if (target.type === "call" && target.call.method === "reopenForumTopic") return openingLabel(target.call);
  return labelIn(target) ?? effectId;
}

export function cardLabel(cardId: number): string {
  return `card ${cardId}`;
}

export function openingLabel({ payload }: Call): string {
  return `open ${threadIn(payload)}`;
}

export function isSharedLabel(label: string): boolean {
  return /^(card|open) \d+$/.test(label);
}

export function chatOf(target: Target): string {
  if (target.type === "queue job") return "queue";
  return target.type === "relay" || target.type === "event" ? target.to : "its own";
}
