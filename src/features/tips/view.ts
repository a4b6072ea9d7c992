import type { View } from "#platform/telegram/view.ts";
import { bold, paragraph, quote } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { dailyButton } from "./buttons.ts";
import { LONGEST_TIP, SHORTEST_TIP, type TipRefusal } from "./rules.ts";

export function renderTip(turn: Turn, text: string): View {
  return {
    text: [paragraph(bold(turn.t("tip-title"))), paragraph(text)],
    buttons: [[{ label: turn.t("tips-stop"), data: dailyButton.data({ wanted: "off" }) }]],
  };
}

export function renderMuted(turn: Turn, isMuted: boolean): View {
  return {
    text: [paragraph(isMuted ? turn.t("tips-stopped") : turn.t("tips-resumed"))],
    buttons: [
      [
        isMuted
          ? { label: turn.t("tips-resume"), data: dailyButton.data({ wanted: "on" }) }
          : { label: turn.t("tips-stop"), data: dailyButton.data({ wanted: "off" }) },
      ],
    ],
  };
}

export function renderTipQuestion(turn: Turn): View {
  return {
    text: [paragraph(bold(turn.t("tip-ask"))), paragraph(turn.t("tip-ask-hint", { shortest: SHORTEST_TIP, longest: LONGEST_TIP }))],
  };
}

export function renderTipAdded(turn: Turn, tip: { text: string; count: number }): View {
  return { text: [paragraph(bold(turn.t("tip-added", { count: tip.count }))), quote(tip.text)] };
}

export function renderTipRefused(turn: Turn, refusal: TipRefusal): View {
  return { text: [paragraph(turn.t(refusal)), ...renderTipQuestion(turn).text] };
}
