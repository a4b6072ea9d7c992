import { backToMenu } from "#platform/home.ts";
import type { View } from "#platform/telegram/view.ts";
import { bold, italic, paragraph, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { endButton, learnButton, retryButton, talkButton } from "./buttons.ts";
import { LONGEST_MESSAGE } from "./conversation.ts";
import { languageName } from "./rules.ts";

export function renderLearnMenu(turn: Turn, targetLanguage: string): View {
  const language = nameIn(turn, targetLanguage);
  return {
    text: [paragraph(bold(turn.t("learn-title", { language }))), paragraph(turn.t("learn-invitation"))],
    buttons: [[{ label: turn.t("learn-conversation"), data: talkButton.data({}) }], [backToMenu(turn)]],
  };
}

export function renderConversationStart(turn: Turn, targetLanguage: string): View {
  const language = nameIn(turn, targetLanguage);
  const level = turn.profile()?.level ?? "A1";
  return {
    text: [
      paragraph(bold(turn.t("conversation-title"))),
      paragraph(turn.t("conversation-intro", { language, level })),
      paragraph(italic(turn.t("conversation-hint"))),
    ],
    buttons: [[{ label: turn.t("conversation-end"), data: endButton.data({}) }]],
  };
}

/** The tutor's answer with what was wrong in it said plainly when the model was cut short. */
export function renderAnswer(turn: Turn, answer: Text, isCut: boolean): View {
  return {
    text: isCut ? [...answer, paragraph(italic(turn.t("answer-cut")))] : answer,
    buttons: [[{ label: turn.t("conversation-end"), data: endButton.data({}) }]],
  };
}

/** What the tutor had said when the learner pressed Stop, and how to go on. */
export function renderStopped(turn: Turn, partial: Text): View {
  const retry = partial.length > 0 ? [] : [[{ label: turn.t("try-again"), data: retryButton.data({}) }]];
  return {
    text: [...partial, paragraph(italic(turn.t("tutor-stopped")))],
    buttons: [...retry, [{ label: turn.t("conversation-end"), data: endButton.data({}) }]],
  };
}

export function renderNoAnswer(turn: Turn): View {
  return {
    text: [paragraph(turn.t("tutor-unavailable"))],
    buttons: [
      [{ label: turn.t("try-again"), data: retryButton.data({}) }],
      [{ label: turn.t("conversation-end"), data: endButton.data({}) }],
    ],
  };
}

export function renderRetrying(turn: Turn): View {
  return { text: [paragraph(turn.t("tutor-retrying"))] };
}

export function renderTooLong(turn: Turn, length: number): View {
  return { text: [paragraph(turn.t("message-too-long", { length, limit: LONGEST_MESSAGE }))] };
}

export function renderTextOnly(turn: Turn): View {
  return {
    text: [paragraph(turn.t("conversation-text-only"))],
    buttons: [[{ label: turn.t("conversation-end"), data: endButton.data({}) }]],
  };
}

export function renderConversationEnd(turn: Turn): View {
  return {
    text: [paragraph(bold(turn.t("conversation-ended"))), paragraph(turn.t("conversation-ended-hint"))],
    buttons: [
      [{ label: turn.t("learn-conversation"), data: talkButton.data({}) }],
      [{ label: turn.t("menu-learn"), data: learnButton.data({}) }],
      [backToMenu(turn)],
    ],
  };
}

/** The taught language in the person's own words. */
function nameIn(turn: Turn, code: string): string {
  const interfaceLanguage = turn.profile()?.interfaceLanguage;
  return interfaceLanguage === undefined
    ? languageName(code)
    : (new Intl.DisplayNames(interfaceLanguage, { type: "language" }).of(code) ?? code);
}
