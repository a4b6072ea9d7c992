import type { Config } from "#platform/config.ts";
import type { Card } from "#platform/desk/store.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { beginButton, type RequestKind } from "#platform/request-kind.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, paragraph } from "#platform/text/tree.ts";
import { renewButton, speakButton, withdrawButton } from "./buttons.ts";
import { REMINDED_BEFORE_MS } from "./rules.ts";

const DAY_MS = 24 * 60 * 60_000;

export function renderGranted(t: Translate, { card, kind, config }: { card: Card; kind: RequestKind; config: Config }): View {
  return {
    text: [paragraph(bold(t("request-told-approved", { card: numberOf(card) }))), paragraph(t(kind.granted))],
    buttons: pageButton(t, kind, config),
  };
}

/** The way on, for those who have it. */
export function pageButton(t: Translate, { page }: RequestKind, config: Config): ViewButton[][] {
  const url = page?.(config);
  return url === undefined ? [] : [[{ label: t("request-go-on"), url }]];
}

/** Only a day later is there a button to ask again. */
export function renderRejected(t: Translate, { card, reason, contact }: { card: Card; reason: string; contact: string }): View {
  return {
    text: [
      paragraph(bold(t("request-told-rejected", { card: numberOf(card) }))),
      paragraph(t("request-told-reason", { reason })),
      paragraph(t("request-told-again")),
      ...(contact === "" ? [] : [paragraph(t("request-told-contact", { contact }))]),
    ],
  };
}

export function renderQuestion(t: Translate, { cardId, question }: { cardId: number; question: string }): View {
  return {
    text: [
      paragraph(bold(t("request-told-question", { card: numberOf({ cardId }) }))),
      paragraph(question),
      paragraph(t("request-told-how-to-answer")),
    ],
    buttons: [
      [{ label: t("request-answer"), data: speakButton.data({ cardId }) }],
      [{ label: t("request-withdraw"), data: withdrawButton.data({ cardId }) }],
    ],
  };
}

export function renderReminder(t: Translate, { cardId }: Card): View {
  const days = REMINDED_BEFORE_MS / DAY_MS;
  return {
    text: [paragraph(t("request-told-reminder", { card: numberOf({ cardId }), days }))],
    buttons: [
      [{ label: t("request-renew"), data: renewButton.data({ cardId }) }],
      [{ label: t("request-withdraw"), data: withdrawButton.data({ cardId }) }],
    ],
  };
}

export function renderExpired(t: Translate, { cardId, kind }: Card): View {
  return {
    text: [paragraph(t("request-told-expired", { card: numberOf({ cardId }) }))],
    buttons: [[{ label: t("request-again"), data: beginButton.data({ kind }) }]],
  };
}

function numberOf({ cardId }: Pick<Card, "cardId">): string {
  return `#${cardId}`;
}
