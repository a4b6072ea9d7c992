import { backToMenu } from "#platform/home.ts";
import { unreachable } from "#platform/result.ts";
import type { View } from "#platform/telegram/view.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import type { Unfound } from "./store.ts";

type Words = Pick<Turn, "t">;

export function renderPrivately({ t }: Words): View {
  return { text: [paragraph(t("progress-privately"))] };
}

export function renderUnclear({ t }: Words, why: "hidden" | "unclear"): View {
  return { text: [paragraph(t(why === "hidden" ? "progress-hidden" : "progress-usage"))] };
}

export function renderUnfound(turn: Words, unfound: Unfound): View {
  return { text: [paragraph(sentenceOf(turn, unfound))], buttons: [[backToMenu(turn)]] };
}

function sentenceOf({ t }: Words, unfound: Unfound): string {
  switch (unfound.reason) {
    case "notStaff":
      return t("staff-only");
    case "unknownName":
      return t("progress-unknown-name");
    case "unknownId":
      return t("progress-unknown-id");
    case "forgotten":
      return t("progress-forgotten");
    case "several":
      return t("progress-several", { ids: unfound.personIds.join(", ") });
    default:
      return unreachable(unfound);
  }
}
