import { disarmAddresses } from "#platform/ai/addresses.ts";
import type { Translate } from "#platform/i18n/words.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { parseMarkdown } from "#platform/text/markdown.ts";
import { added, details, italic, paragraph, quote, struck, type Inline, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { cardButton, disputeButton } from "./buttons.ts";
import type { Correction } from "./mistake.ts";
import { isEmptyReply, type Reply } from "./reply.ts";
import type { Study } from "./study.ts";
import { renderRetryable, stepButtons } from "./view.ts";

/** A reply to be read: the answer, the corrections a line each, the native version as a quote, the question. */
export function renderReply({ answer, corrections, native, question }: Reply, t: Translate): Text {
  return disarmAddresses([
    ...read(answer),
    ...(corrections.length === 0 ? [] : [paragraph(...corrections.flatMap(renderCorrection))]),
    ...(native === "" ? [] : [quote(italic(t("reply-native")), "\n", native)]),
    ...read(question),
  ]);
}

/** `heard` is a text that was read aloud and may now be read, or empty. */
type Answered = { reply: Reply; isCut: boolean; study: Study; heard: string };

/** The tutor's answer, with what can be done about each correction, and said plainly when the model was cut short. */
export function renderAnswer(turn: Turn, { reply, isCut, study, heard }: Answered): View {
  return {
    text: [
      ...renderReply(reply, turn.t),
      ...(heard === "" ? [] : disarmAddresses([details(turn.t("listening-heard"), heard)])),
      ...(isCut ? [paragraph(italic(turn.t("answer-cut")))] : []),
    ],
    buttons: [...correctionButtons(turn, reply.corrections, study), ...stepButtons(turn)],
  };
}

/** What the tutor had said when the learner pressed Stop, and how to go on. */
export function renderStopped(turn: Turn, partial?: Reply): View {
  const said = partial === undefined || isEmptyReply(partial) ? [] : renderReply(partial, turn.t);
  const text = [...said, paragraph(italic(turn.t("tutor-stopped")))];
  return said.length > 0 ? { text, buttons: stepButtons(turn) } : renderRetryable(turn, text);
}

/** A tutor has nothing to link to. */
function read(markdown: string): Text {
  return parseMarkdown(markdown, { allowedHosts: [] });
}

function renderCorrection({ wrong, right, reason }: Correction, at: number, { length }: { length: number }): Inline[] {
  const begin = `${at === 0 ? "" : "\n"}${length === 1 ? "" : `${at + 1}. `}`;
  return [begin, struck(wrong), " ", added(right), reason === "" ? "" : ` — ${reason}`];
}

/** Those of the newest corrections, which are the last of the practice; one that found no room there has none. */
function correctionButtons(turn: Turn, corrections: readonly Correction[], { startedAt, mistakes }: Study): ViewButton[][] {
  const first = mistakes.length - corrections.length;
  return corrections.flatMap(({ wrong }, n) => {
    if (mistakes[first + n]?.wrong !== wrong) return [];
    const number = corrections.length === 1 ? "" : ` ${n + 1}`;
    const args = { startedAt, at: first + n };
    return [
      [
        { label: turn.t("correction-card", { number }), data: cardButton.data(args) },
        { label: turn.t("correction-dispute", { number }), data: disputeButton.data(args) },
      ],
    ];
  });
}
