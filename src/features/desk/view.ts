import type { Deps } from "#platform/deps.ts";
import type { Colleague } from "#platform/desk/colleagues.ts";
import { cardButton, chooseButton, correctButton, handToButton } from "#platform/desk/buttons.ts";
import { actionOf, HOLDINGS, type CardAction } from "#platform/desk/kind.ts";
import { decisiveStep, type StepRefusal } from "#platform/desk/rules.ts";
import type { Card } from "#platform/desk/store.ts";
import { nameOn, timeOf } from "#platform/desk/view.ts";
import { unreachable } from "#platform/result.ts";
import type { View } from "#platform/telegram/view.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import type { KnownCard, Outcome } from "./actions.ts";

const MOST_CHOICES = 20;

/** What came of a step, in one line for whoever took it. */
export function renderOutcome(turn: Turn, deps: Deps, outcome: Outcome): string {
  const { known } = outcome;
  const card = `#${known.file.card.cardId}`;
  if (outcome.type === "refused") return renderRefusal(turn, deps, known, outcome.reason);
  return turn.t("desk-done", { card, state: isHolding(outcome.action) ? holdingOf(turn, deps, known) : stateOf(turn, known) });
}

function isHolding({ name }: CardAction): boolean {
  return HOLDINGS.some((each) => each === name);
}

/** Who has the card now; its state where nobody has. */
function holdingOf(turn: Turn, { config }: Deps, known: KnownCard): string {
  const { holderName, claimUntil } = known.file.card;
  if (holderName === null || claimUntil === null) return stateOf(turn, known);
  return turn.t("desk-held", { name: holderName, time: timeOf(config, claimUntil) });
}

function renderRefusal(turn: Turn, deps: Deps, known: KnownCard, reason: StepRefusal | "place"): string {
  const card = `#${known.file.card.cardId}`;
  switch (reason) {
    case "decided":
      return renderDecided(turn, deps, known);
    case "changed":
      return turn.t("desk-refused-changed", { card });
    case "ownWork":
      return turn.t("desk-refused-own-work");
    case "condition":
      return turn.t("desk-not-here", { card });
    case "foreign":
    case "place":
      return turn.t("desk-refused-place", { card });
    case "held": {
      const { holderName, claimUntil, changedAt } = known.file.card;
      return turn.t("desk-refused-held", { card, name: holderName ?? "", time: timeOf(deps.config, claimUntil ?? changedAt) });
    }
    case "role":
      return turn.t("staff-only");
    default:
      return unreachable(reason);
  }
}

/** The second of two reads who was first, and when. */
function renderDecided(turn: Turn, { config }: Deps, known: KnownCard): string {
  const step = decisiveStep(known.file, known.kind.actions);
  const card = `#${known.file.card.cardId}`;
  if (step === undefined) return turn.t("desk-not-here", { card });
  const done = actionOf(known.kind, step.action)?.done ?? "desk-done";
  return turn.t("desk-refused-decided", { card, what: turn.t(done, { name: nameOn(step, turn.t), time: timeOf(config, step.at) }) });
}

function stateOf(turn: Turn, { file, kind }: KnownCard): string {
  const state = kind.states[file.card.status];
  return state === undefined ? file.card.status : turn.t(state.name);
}

/** The decisions that may take the place of the one made. */
export function renderChange(turn: Turn, known: KnownCard): View {
  const { cardId, movedRev, status } = known.file.card;
  const options = known.kind.actions.filter((action) => action.corrects?.includes(status));
  return {
    text: [paragraph(turn.t("desk-change-ask", { card: `#${cardId}`, state: stateOf(turn, known) }))],
    buttons: [
      ...options.map((action) => [
        { label: turn.t(action.label ?? action.done), data: correctButton.data({ cardId, action: action.name, rev: movedRev }) },
      ]),
      [{ label: turn.t("desk-keep"), data: cardButton.data({ cardId }) }],
    ],
  };
}

/** In private the next message is the answer, so that there is a way out; in a group only a reply is. */
export function renderWordsQuestion({ t, place }: Turn, { cardId, ask }: { cardId: number; ask: string }): View {
  const keep = place === undefined ? [[{ label: t("desk-keep"), data: cardButton.data({ cardId }) }]] : [];
  return { text: [paragraph(t(ask, { card: `#${cardId}` }))], buttons: keep };
}

/** What belongs to an action, to be chosen; a reply to the card can name what is not among the first. */
export function renderChoices(
  turn: Turn,
  { cardId, movedRev }: Card,
  { action, choices }: { action: CardAction; choices: { value: string; label: string }[] },
): View {
  const { ask = "desk-no-choice" } = choices.length === 0 ? {} : (action.input ?? {});
  return {
    text: [paragraph(turn.t(ask, { card: `#${cardId}` }))],
    buttons: [
      ...choices
        .slice(0, MOST_CHOICES)
        .map(({ value, label }) => [{ label, data: chooseButton.data({ cardId, action: action.name, value, rev: movedRev }) }]),
      [{ label: turn.t("desk-keep"), data: cardButton.data({ cardId }) }],
    ],
  };
}

export function renderHandOver(turn: Turn, { cardId }: Card, colleagues: Colleague[]): View {
  const card = `#${cardId}`;
  if (colleagues.length === 0) return { text: [paragraph(turn.t("desk-nobody-else", { card }))] };
  return {
    text: [paragraph(turn.t("desk-hand-over-ask", { card }))],
    buttons: [
      ...colleagues.slice(0, 20).map(({ personId, name }) => [{ label: name, data: handToButton.data({ cardId, personId }) }]),
      [{ label: turn.t("desk-keep"), data: cardButton.data({ cardId }) }],
    ],
  };
}
