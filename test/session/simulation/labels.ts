import type { Effect, Target } from "#session/effects.ts";
import type { InboxRow } from "#session/inbox.ts";
import { labelIn } from "./plan.ts";

export function unsentOf({ status, effects }: InboxRow): Effect[] {
  return status === "sending" ? effects : [];
}

/** What an effect is known by: its label, where it carries one. */
export function labelOf({ target, effectId }: Effect): string {
  return labelIn(target) ?? effectId;
}

export function chatOf(target: Target): string {
  if (target.type === "queue job") return "queue";
  return target.type === "relay" ? target.to : "its own";
}
