import { backToMenu } from "#platform/home.ts";
import type { View } from "#platform/telegram/view.ts";
import { bold, list, paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { keepButton, sureButton } from "./buttons.ts";

export function renderPrivacy(turn: Turn): View {
  const { t } = turn;
  return {
    text: [
      paragraph(bold(t("privacy-title"))),
      list([t("privacy-what"), t("privacy-model"), t("privacy-staff")]),
      paragraph(t("privacy-commands")),
      paragraph(t("privacy-kept")),
    ],
    buttons: turn.profile() === undefined ? [] : [[backToMenu(turn)]],
  };
}

export function renderAskToForget(turn: Turn): View {
  const { t } = turn;
  return {
    text: [paragraph(bold(t("forget-question"))), paragraph(t("forget-meaning"))],
    buttons: [[{ label: t("forget-yes"), data: sureButton.data({}) }], [{ label: t("forget-no"), data: keepButton.data({}) }]],
  };
}

export function renderAskAgain({ t }: Turn, forgetData: string): View {
  return {
    text: [paragraph(bold(t("forget-again"))), paragraph(t("forget-no-way-back"))],
    buttons: [[{ label: t("forget-for-good"), data: forgetData }], [{ label: t("forget-no"), data: keepButton.data({}) }]],
  };
}

export function renderExpired({ t }: Turn): View {
  return { text: [paragraph(t("forget-expired"))], buttons: [[{ label: t("forget-no"), data: keepButton.data({}) }]] };
}

export function renderForgotten({ t }: Turn): View {
  return { text: [paragraph(bold(t("forgotten"))), paragraph(t("forgotten-hint"))] };
}

export function renderKept(turn: Turn): View {
  return { text: [paragraph(turn.t("kept"))], buttons: turn.profile() === undefined ? [] : [[backToMenu(turn)]] };
}
