import type { Translate } from "#platform/i18n/words.ts";
import type { View } from "#platform/telegram/view.ts";
import { added, italic, paragraph, quote, struck, type Text } from "#platform/text/tree.ts";
import type { Correction } from "./mistake.ts";

/** What a teacher needs to decide: the sentence, and what was made of it and why. */
export function renderDisputed(
  { sentence, wrong, right, reason, level }: Correction & { sentence: string; level: string },
  t: Translate,
): Text {
  return [
    quote(sentence),
    paragraph(struck(wrong), " ", added(right), reason === "" ? "" : ` — ${reason}`),
    paragraph(italic(t("dispute-level", { level }))),
  ];
}

export function renderDisputeNotice(decision: "accepted" | "declined", word: string | null, t: Translate): View {
  const sentence = decision === "accepted" ? t("dispute-told-accepted") : t("dispute-told-declined");
  return { text: [paragraph(sentence), ...(word === null || word === "" ? [] : [quote(word)])] };
}

/** Pressed again, the button does not open a second dispute. */
export function renderDisputeOpened(t: Translate, state: "new" | "waiting" | "decided"): View {
  switch (state) {
    case "new":
      return { text: [paragraph(t("dispute-opened"))] };
    case "waiting":
      return { text: [paragraph(t("dispute-waiting"))] };
    case "decided":
      return { text: [paragraph(t("dispute-decided"))] };
  }
}
