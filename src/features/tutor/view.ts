import type { AiRefusal } from "#platform/ai/budget.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { paragraph, quote, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { endButton, retryButton, taskButton } from "./buttons.ts";
import { conversationCell, LONGEST_MESSAGE, type Conversation } from "./conversation.ts";
import { hasTasks, type Mode } from "./modes.ts";
import { LARGEST_RECORDING_MB, languageName, LONGEST_RECORDING_MINUTES } from "./rules.ts";

/** What is kept to be tried again; of the press of a button there is nothing. */
export type Kept = "text" | "recording" | "nothing";

export function renderNoAnswer(turn: Turn, kept: Kept): View {
  return renderRetryable(turn, [paragraph(turn.t("tutor-unavailable"), ...keptInWords(turn, kept))]);
}

/** Why no model was asked, and when one will be. */
export function renderRefusal(turn: Turn, { refusal, kept, timezone }: { refusal: AiRefusal; kept: Kept; timezone: string }): View {
  return renderRetryable(turn, [paragraph(refusalInWords(turn, refusal, timezone), ...keptInWords(turn, kept))]);
}

function keptInWords(turn: Turn, kept: Kept): string[] {
  switch (kept) {
    case "text":
      return [" ", turn.t("kept-text")];
    case "recording":
      return [" ", turn.t("kept-recording")];
    case "nothing":
      return [];
  }
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
  return { text: [paragraph(turn.t("voice-silent"))], buttons: stepButtons(turn) };
}

export function renderNotHeard(turn: Turn): View {
  return renderRetryable(turn, [paragraph(turn.t("voice-not-heard"), ...keptInWords(turn, "recording"))]);
}

export function renderTooLongToHear(turn: Turn): View {
  return { text: [paragraph(turn.t("voice-too-long", { limit: LONGEST_RECORDING_MINUTES }))] };
}

export function renderTooLarge(turn: Turn): View {
  return { text: [paragraph(turn.t("voice-too-large", { limit: LARGEST_RECORDING_MB }))] };
}

/** What was sent instead of words. */
export type Unreadable = "sticker" | "picture" | "file" | "voice" | "other";

export function renderNotReadable(turn: Turn, { hears, kind }: { hears: boolean; kind: Unreadable }): View {
  const what = turn.t(hears ? "conversation-text-or-voice" : "conversation-text-only");
  const seen = seenInWords(turn, kind);
  return { text: [paragraph(seen === undefined ? what : `${seen} ${what}`)], buttons: stepButtons(turn) };
}

function seenInWords(turn: Turn, kind: Unreadable): string | undefined {
  switch (kind) {
    case "sticker":
      return turn.t("unreadable-sticker");
    case "picture":
      return turn.t("unreadable-picture");
    case "file":
      return turn.t("unreadable-file");
    case "voice":
    case "other":
      return undefined;
  }
}

export function renderRetryable(turn: Turn, text: Text): View {
  const { unanswered = [], unheard = [] } = turn.state.read(conversationCell) ?? {};
  if (unanswered.length + unheard.length === 0) return { text, buttons: stepButtons(turn) };
  return { text, buttons: [[{ label: turn.t("try-again"), data: retryButton.data({ startedAt: startOf(turn) }) }], [endOf(turn)]] };
}

/** What can be pressed where the lesson stands: for a task, if there are any, and to end it. */
export function stepButtons(turn: Turn): ViewButton[][] {
  const conversation = turn.state.read(conversationCell);
  const label = conversation === undefined ? undefined : taskLabel(turn, conversation);
  const task = label === undefined ? [] : [[{ label, data: taskButton.data({ startedAt: startOf(turn) }) }]];
  return [...task, [endOf(turn)]];
}

const FIRST_TASK: Partial<Record<Mode, string>> = { writing: "task-prompt", vocabulary: "task-quiz" };

function taskLabel(turn: Turn, { mode, step }: Conversation): string | undefined {
  switch (step) {
    case "open":
      return undefined;
    case "start":
      return turn.t(FIRST_TASK[mode] ?? "task-ready");
    case "task":
    case "retry":
      return turn.t("task-another");
    case "done":
      return turn.t("task-next");
  }
}

export function endOf(turn: Turn): ViewButton {
  const isLesson = hasTasks(turn.state.read(conversationCell)?.mode ?? "conversation");
  return { label: isLesson ? turn.t("lesson-end") : turn.t("conversation-end"), data: endButton.data({ startedAt: startOf(turn) }) };
}

/** Of the conversation that a button belongs to. */
function startOf(turn: Turn): number {
  return turn.state.read(conversationCell)?.startedAt ?? 0;
}

/** The taught language in the person's own words. */
export function nameIn(turn: Turn, code: string): string {
  const interfaceLanguage = turn.profile()?.interfaceLanguage;
  return interfaceLanguage === undefined
    ? languageName(code)
    : (new Intl.DisplayNames(interfaceLanguage, { type: "language" }).of(code) ?? code);
}
