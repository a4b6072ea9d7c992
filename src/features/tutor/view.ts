import type { AiRefusal } from "#platform/ai/budget.ts";
import { backToMenu } from "#platform/home.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { added, bold, italic, list, paragraph, quote, struck, type Inline, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { endButton, learnButton, retryButton, talkButton } from "./buttons.ts";
import { conversationCell, LONGEST_MESSAGE } from "./conversation.ts";
import { minutesOf, type Study } from "./study.ts";
import { LARGEST_RECORDING_MB, languageName, LONGEST_RECORDING_MINUTES } from "./rules.ts";

/** Of the mistakes to look at once more, the newest. */
const SHOWN_MISTAKES = 5;

export function renderLearnMenu(turn: Turn, targetLanguage: string): View {
  const language = nameIn(turn, targetLanguage);
  return {
    text: [paragraph(bold(turn.t("learn-title", { language }))), paragraph(turn.t("learn-invitation"))],
    buttons: [[{ label: turn.t("learn-conversation"), data: talkButton.data({}) }], [backToMenu(turn)]],
  };
}

export function renderConversationStart(turn: Turn, { targetLanguage, hears }: { targetLanguage: string; hears: boolean }): View {
  const language = nameIn(turn, targetLanguage);
  const level = turn.profile()?.level ?? "A1";
  return {
    text: [
      paragraph(bold(turn.t("conversation-title"))),
      paragraph(turn.t("conversation-intro", { language, level })),
      ...(hears ? [paragraph(turn.t("conversation-voice"))] : []),
      paragraph(italic(turn.t("conversation-hint"))),
    ],
    buttons: [[endOf(turn)]],
  };
}

export function renderNoAnswer(turn: Turn): View {
  return renderRetryable(turn, [paragraph(turn.t("tutor-unavailable"))]);
}

/** Why no model was asked, and when one will be. */
export function renderRefusal(turn: Turn, refusal: AiRefusal, academyTimezone: string): View {
  return renderRetryable(turn, [paragraph(refusalInWords(turn, refusal, academyTimezone))]);
}

function refusalInWords(turn: Turn, refusal: AiRefusal, academyTimezone: string): string {
  if (refusal.reason === "off") return turn.t("tutor-off");
  const profile = turn.profile();
  const format = {
    timeZone: profile?.timezone ?? academyTimezone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  const time = new Intl.DateTimeFormat(profile?.interfaceLanguage ?? "en", format).format(refusal.renewsAt);
  switch (refusal.scope) {
    case "person":
      return turn.t("tutor-used-up", { time });
    case "feature":
    case "bot":
      return turn.t("tutor-used-up-by-all", { time });
  }
}

/** The same, when older messages had to make room for the newest. */
export function renderLeftOut(turn: Turn, view: View): View {
  return { ...view, text: [...view.text, paragraph(turn.t("tutor-left-out", { limit: LONGEST_MESSAGE }))] };
}

export function renderRetrying(turn: Turn): View {
  return { text: [paragraph(turn.t("tutor-retrying"))] };
}

export function renderTooLong(turn: Turn, length: number): View {
  return { text: [paragraph(turn.t("message-too-long", { length, limit: LONGEST_MESSAGE }))] };
}

/** What the learner said, as it was understood: so they see what is answered. */
export function renderEcho(turn: Turn, transcript: string): View {
  return { text: [paragraph(turn.t("voice-you-said")), quote(transcript)] };
}

export function renderSilence(turn: Turn): View {
  return { text: [paragraph(turn.t("voice-silent"))], buttons: [[endOf(turn)]] };
}

export function renderNotHeard(turn: Turn): View {
  return renderRetryable(turn, [paragraph(turn.t("voice-not-heard"))]);
}

export function renderTooLongToHear(turn: Turn): View {
  return { text: [paragraph(turn.t("voice-too-long", { limit: LONGEST_RECORDING_MINUTES }))] };
}

export function renderTooLarge(turn: Turn): View {
  return { text: [paragraph(turn.t("voice-too-large", { limit: LARGEST_RECORDING_MB }))] };
}

export function renderNotReadable(turn: Turn, { hears }: { hears: boolean }): View {
  return { text: [paragraph(turn.t(hears ? "conversation-text-or-voice" : "conversation-text-only"))], buttons: [[endOf(turn)]] };
}

/** What was practised, without a mark for it: how many messages somebody writes says nothing of how well. */
export function renderConversationEnd(turn: Turn, study: Study | undefined): View {
  return {
    text: [
      paragraph(bold(turn.t("conversation-ended"))),
      ...(study === undefined ? [] : renderPractised(turn, study)),
      paragraph(turn.t("conversation-ended-hint")),
    ],
    buttons: [
      [{ label: turn.t("learn-conversation"), data: talkButton.data({}) }],
      [{ label: turn.t("menu-learn"), data: learnButton.data({}) }],
      [backToMenu(turn)],
    ],
  };
}

function renderPractised(turn: Turn, study: Study): Text {
  const { mistakes, turns } = study;
  const mended = mistakes.filter(({ isMended }) => isMended);
  const open = mistakes.filter(({ isMended }) => !isMended).slice(-SHOWN_MISTAKES);
  return [
    paragraph(turn.t("practice-minutes", { minutes: minutesOf(study), turns })),
    paragraph(turn.t("practice-mistakes", { made: mistakes.length, mended: mended.length })),
    ...(open.length === 0 ? [] : [list(open.map(({ wrong, right }): Inline[] => [struck(wrong), " ", added(right)]))]),
  ];
}

export function renderRetryable(turn: Turn, text: Text): View {
  return { text, buttons: [[{ label: turn.t("try-again"), data: retryButton.data({ startedAt: startOf(turn) }) }], [endOf(turn)]] };
}

export function endOf(turn: Turn): ViewButton {
  return { label: turn.t("conversation-end"), data: endButton.data({ startedAt: startOf(turn) }) };
}

/** Of the conversation that a button belongs to. */
function startOf(turn: Turn): number {
  return turn.state.read(conversationCell)?.startedAt ?? 0;
}

/** The taught language in the person's own words. */
function nameIn(turn: Turn, code: string): string {
  const interfaceLanguage = turn.profile()?.interfaceLanguage;
  return interfaceLanguage === undefined
    ? languageName(code)
    : (new Intl.DisplayNames(interfaceLanguage, { type: "language" }).of(code) ?? code);
}
