import { backToMenu } from "#platform/home.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { added, bold, italic, list, paragraph, struck, type Inline, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { exportButton, factsButton, learnButton, resumeButton, talkButton } from "./buttons.ts";
import type { Conversation } from "./conversation.ts";
import type { MistakeType } from "./mistake.ts";
import { typeName } from "./mistake-words.ts";
import { hasTasks, MODES, type Mode } from "./modes.ts";
import { LONGEST_RECORDING_MINUTES } from "./rules.ts";
import { minutesOf, type Study } from "./study.ts";
import { nameIn, stepButtons } from "./view.ts";

/** Of the mistakes to look at once more, the newest; what the learner doubts is for a teacher to look at. */
const SHOWN_MISTAKES = 5;

/** How each mode is called, and what it says of itself. */
const MODE_WORDS: Record<Mode, { name: string; intro: string }> = {
  conversation: { name: "learn-conversation", intro: "conversation-intro" },
  grammar: { name: "learn-grammar", intro: "intro-grammar" },
  reading: { name: "learn-reading", intro: "intro-reading" },
  listening: { name: "learn-listening", intro: "intro-listening" },
  writing: { name: "learn-writing", intro: "intro-writing" },
  speaking: { name: "learn-speaking", intro: "intro-speaking" },
  vocabulary: { name: "learn-vocabulary", intro: "intro-vocabulary" },
};

/** The word that a mode with tasks offers beside its button. */
const BEGINS_WITH: Partial<Record<Mode, string>> = {
  grammar: "word-ready",
  reading: "word-ready",
  listening: "word-ready",
  writing: "word-prompt",
  speaking: "word-ready",
  vocabulary: "word-quiz",
};

type Menu = { targetLanguage: string; newest: Conversation | undefined };

export function renderLearnMenu(turn: Turn, { targetLanguage, newest }: Menu): View {
  const language = nameIn(turn, targetLanguage);
  const [conversation, ...others] = MODES;
  return {
    text: [paragraph(bold(turn.t("learn-title", { language }))), paragraph(turn.t("learn-invitation"))],
    buttons: [
      ...(newest === undefined || newest.turns.length === 0 ? [] : [[resumeOf(turn, newest)]]),
      [modeButton(turn, conversation)],
      ...inPairs(others.map((mode) => modeButton(turn, mode))),
      [{ label: turn.t("facts-open"), data: factsButton.data({}) }],
      [backToMenu(turn)],
    ],
  };
}

type Start = { mode: Mode; focus: MistakeType | undefined; targetLanguage: string; hears: boolean; speaks: boolean };

export function renderStart(turn: Turn, { mode, focus, targetLanguage, hears, speaks }: Start): View {
  const language = nameIn(turn, targetLanguage);
  const level = turn.profile()?.level ?? "A1";
  return {
    text: [
      paragraph(bold(turn.t(MODE_WORDS[mode].name))),
      paragraph(turn.t(MODE_WORDS[mode].intro, { language, level })),
      ...(focus === undefined ? [] : [paragraph(bold(turn.t("practise-focus", { type: typeName(turn.t, focus) })))]),
      ...(BEGINS_WITH[mode] === undefined ? [] : [paragraph(turn.t("begin-by-word", { word: turn.t(BEGINS_WITH[mode]) }))]),
      ...(hears ? [paragraph(turn.t("conversation-voice", { limit: LONGEST_RECORDING_MINUTES }))] : []),
      ...(mode === "speaking" && !hears ? [paragraph(turn.t("speaking-unheard"))] : []),
      ...(mode === "listening" && !speaks ? [paragraph(turn.t("listening-silent"))] : []),
      paragraph(italic(turn.t("conversation-hint"))),
    ],
    buttons: stepButtons(turn),
  };
}

/** What was practised, without a mark for it: how many messages somebody writes says nothing of how well. */
export function renderConversationEnd(turn: Turn, conversation: Conversation): View {
  const { mode, study, startedAt, turns } = conversation;
  const transcript = { label: turn.t("transcript-get"), data: exportButton.data({ startedAt }) };
  return {
    text: [
      paragraph(bold(endInWords(turn, mode)), ...(study === undefined ? [] : [" ", turn.t("well-done")])),
      ...(study === undefined ? [] : renderPractised(turn, mode, study)),
      paragraph(turn.t("conversation-ended-hint")),
    ],
    buttons: [
      ...(turns.length === 0 ? [] : [[resumeOf(turn, conversation)], [transcript]]),
      [modeButton(turn, mode)],
      [{ label: turn.t("menu-learn"), data: learnButton.data({}) }],
      [backToMenu(turn)],
    ],
  };
}

function endInWords(turn: Turn, mode: Mode): string {
  return hasTasks(mode) ? turn.t("lesson-ended") : turn.t("conversation-ended");
}

function renderPractised(turn: Turn, mode: Mode, study: Study): Text {
  const { mistakes, turns } = study;
  const [made, mended] = [mistakes.length, mistakes.filter(({ isMended }) => isMended).length];
  const open = mistakes.filter(({ isMended, isDisputed }) => !isMended && isDisputed !== true).slice(-SHOWN_MISTAKES);
  return [
    paragraph(turn.t(MODE_WORDS[mode].name), "\n", turn.t("practice-minutes", { minutes: minutesOf(study), turns })),
    paragraph(turn.t("practice-mistakes", { made }), ...(mended === 0 ? [] : [" ", turn.t("practice-mended", { made, mended })])),
    ...(open.length === 0
      ? []
      : [paragraph(turn.t("practice-open")), list(open.map(({ wrong, right }): Inline[] => [struck(wrong), " ", added(right)]))]),
  ];
}

export function modeName(turn: Turn, mode: Mode): string {
  return turn.t(MODE_WORDS[mode].name);
}

function resumeOf(turn: Turn, { mode }: Conversation): ViewButton {
  return { label: turn.t("resume", { mode: modeName(turn, mode) }), data: resumeButton.data({}) };
}

function modeButton(turn: Turn, mode: Mode): ViewButton {
  return { label: turn.t(MODE_WORDS[mode].name), data: talkButton.data({ mode }) };
}

function inPairs<Item>(items: Item[]): Item[][] {
  return items.flatMap((_, at) => (at % 2 === 0 ? [items.slice(at, at + 2)] : []));
}
