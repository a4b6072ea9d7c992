import type { View } from "#platform/telegram/view.ts";
import { bold, paragraph, quote, type Text } from "#platform/text/tree.ts";
import { renderPlain } from "#platform/text/plain.ts";
import type { Turn } from "#platform/turn.ts";
import { type Conversation, isAskedForTask } from "./conversation.ts";
import { modeName } from "./mode-view.ts";
import { readReply } from "./reply.ts";
import { renderReply } from "./reply-view.ts";
import { stepButtons } from "./view.ts";

/** Where it was left: the tutor's last words. */
export function renderResumed(turn: Turn, conversation: Conversation): View {
  const last = conversation.turns.findLast(({ role }) => role === "assistant")?.text ?? "";
  return {
    text: [
      paragraph(bold(modeName(turn, conversation.mode))),
      paragraph(turn.t("resume-title")),
      quote(...renderLast(turn, conversation, last)),
    ],
    buttons: stepButtons(turn),
  };
}

/** What was to be heard is still not to be read. */
function renderLast(turn: Turn, conversation: Conversation, markdown: string): Text {
  const isToHear = conversation.mode === "listening" && conversation.step === "task";
  const shown = isToHear
    ? markdown
        .split("\n")
        .filter((line) => !line.trimStart().startsWith(">"))
        .join("\n")
    : markdown;
  return renderKept(turn, conversation, shown);
}

/** All that is kept of it, as plain text. */
export function writeTranscript(turn: Turn, conversation: Conversation, day: string): string {
  const said = conversation.turns
    .filter(({ role, text }) => role === "assistant" || !isAskedForTask(text))
    .map(({ role, text }) => {
      const words = role === "user" ? text : renderPlain(renderKept(turn, conversation, text));
      return `${role === "user" ? turn.t("transcript-you") : turn.t("transcript-tutor")}\n${words}`;
    });
  return [`${modeName(turn, conversation.mode)} · ${day}`, ...said].join("\n\n");
}

/** What was kept was checked before: its corrections are of something that the learner wrote. */
function renderKept(turn: Turn, { turns }: Conversation, markdown: string): Text {
  const written = turns.flatMap(({ role, text }) => (role === "user" ? [text] : [])).join("\n");
  return renderReply(readReply(markdown, { written: { text: written, isSpoken: false }, isWhole: true }), turn.t);
}
