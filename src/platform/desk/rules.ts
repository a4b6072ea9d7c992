import { actorName, type Actor } from "./actor.ts";
import type { CardAction } from "./kind.ts";
import type { Card, CardFile, CardStep } from "./store.ts";

/** The first step of every card; and the step by which its person changes what they have written with it. */
export const OPENED = "open";
export const EDITED = "edit";

/** How long a card stays with whoever has claimed it. */
export const CLAIM_MS = 30 * 60_000;

/**
 * Why a step was not taken. `decided`: the work is in a state in which it cannot be; `changed`: somebody did something since the
 * correction was chosen; `ownWork`: nobody decides on their own; `foreign`: it is somebody else's; `condition`: what else the
 * action asks for does not hold.
 */
export type StepRefusal = "decided" | "changed" | "ownWork" | "foreign" | "held" | "role" | "condition";

type Tried = { file: CardFile; action: CardAction; actor: Actor; at: Date; seenRev?: number | undefined };

/** Reads from the card why a step that the database has not taken was refused. */
export function judgeStep({ file: { card }, action, actor, at, seenRev }: Tried): StepRefusal {
  if (actor.type === "person" && action.by === "person" && card.personId !== actor.personId) return "foreign";
  if (actor.type === "person" && action.by === "staff" && card.personId === actor.personId) return "ownWork";
  const isCorrection = action.corrects?.includes(card.status) === true && seenRev !== undefined;
  if (isCorrection && card.movedRev !== seenRev) return "changed";
  if (!isCorrection && !action.from.includes(card.status)) return "decided";
  return isHeldByAnother(card, actor, at) ? "held" : "role";
}

export function isHeld(card: Card, at: Date): boolean {
  return card.holderId !== null && card.claimUntil !== null && card.claimUntil > at;
}

function isHeldByAnother(card: Card, actor: Actor, at: Date): boolean {
  return isHeld(card, at) && actorName(actor) !== `person:${card.holderId}`;
}

/** The step that brought the card into its present state. */
export function decisiveStep({ steps }: CardFile, actions: readonly CardAction[]): CardStep | undefined {
  const moving = new Set(actions.filter(({ to }) => to !== undefined).map(({ name }) => name));
  return steps.findLast(({ action }) => moving.has(action));
}

/** What its person wants, in the words that they have left standing. */
export function wordsOnCard({ steps }: Pick<CardFile, "steps">): string {
  return steps.findLast(({ action }) => action === OPENED || action === EDITED)?.text ?? "";
}

/** The step whose notice counts for the card: the last one of which the person was told. */
export function lastDelivery({ steps }: CardFile): CardStep | undefined {
  return steps.findLast(({ delivery }) => delivery !== null);
}

/** Whether a reply says one of the words, and nothing else: "approve", not "do not approve". */
export function saysWord(reply: string, words: string): boolean {
  const said = normalise(reply);
  return words.split("|").some((word) => normalise(word) === said);
}

function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, "");
}
