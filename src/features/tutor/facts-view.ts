import type { View } from "#platform/telegram/view.ts";
import { bold, numbered, paragraph, quote } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { editFactButton, forgetFactButton, learnButton } from "./buttons.ts";
import { LONGEST_FACT, MOST_FACTS, type Fact } from "./memory.ts";

/** What the tutor remembers, all of it, with what can be done about each. */
export function renderFacts(turn: Turn, facts: readonly Fact[]): View {
  const rows = facts.map(({ factId }, at) => [
    { label: `✏️ ${at + 1}`, data: editFactButton.data({ factId }) },
    { label: `🗑 ${at + 1}`, data: forgetFactButton.data({ factId }) },
  ]);
  return {
    text: [
      paragraph(bold(turn.t("facts-title"))),
      facts.length === 0 ? paragraph(turn.t("facts-none")) : numbered(facts.map(({ text }) => text)),
      paragraph(turn.t("facts-hint")),
    ],
    buttons: [
      ...rows,
      [{ label: turn.t("facts-add"), data: editFactButton.data({ factId: 0 }) }],
      [{ label: turn.t("back"), data: learnButton.data({}) }],
    ],
  };
}

export function renderFactQuestion(turn: Turn, known: Fact | undefined): View {
  return { text: [paragraph(turn.t("facts-ask", { limit: LONGEST_FACT })), ...(known === undefined ? [] : [quote(known.text)])] };
}

export function renderTooManyFacts(turn: Turn): View {
  return { text: [paragraph(turn.t("facts-full", { limit: MOST_FACTS }))] };
}
