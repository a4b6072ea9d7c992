import { disarmAddresses } from "#platform/ai/addresses.ts";
import type { View } from "#platform/telegram/view.ts";
import { parseMarkdown } from "#platform/text/markdown.ts";
import { italic, paragraph, quote } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { stepButtons } from "./view.ts";

/** What is asked about a recording, below it. */
export function renderListening(turn: Turn, question: string): View {
  return { text: disarmAddresses(parseMarkdown(question, { allowedHosts: [] })), buttons: stepButtons(turn) };
}

/** While it is recorded. */
export function renderRecording(turn: Turn): View {
  return { text: [paragraph(italic(turn.t("listening-recording")))] };
}

/** A text that cannot be read aloud is there to be read. */
export function renderUnspoken(turn: Turn, { passage, question }: { passage: string; question: string }): View {
  const { text, buttons = [] } = renderListening(turn, question);
  return { text: [paragraph(italic(turn.t("listening-unspoken"))), ...disarmAddresses([quote(passage)]), ...text], buttons };
}
