import { listSteerings, type CampaignReport, type Totals } from "#platform/campaign/steer.ts";
import type { View } from "#platform/telegram/view.ts";
import { bold, list, paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { reportButton, steerButton } from "./buttons.ts";

/** The slot of the screen on which staff follow what they have sent. */
export const REPORT = "campaign";

const TITLES = { running: "campaign-running", paused: "campaign-paused", cancelled: "campaign-cancelled", finished: "campaign-finished" };
const LABELS = { pause: "campaign-do-pause", resume: "campaign-do-resume", cancel: "campaign-do-cancel", again: "campaign-do-again" };
const ENDS: Array<[keyof Totals, string]> = [
  ["sent", "campaign-sent"],
  ["unreachable", "campaign-unreachable"],
  ["failed", "campaign-failed"],
  ["unknown", "campaign-unknown"],
  ["skipped", "campaign-skipped"],
];

/** How far a campaign is, to the number, and what can be done about it. */
export function renderReport({ t }: Pick<Turn, "t">, report: CampaignReport): View {
  const { campaign, totals } = report;
  const { campaignId, status } = campaign;
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const left = totals.pending + totals.sending;
  const counted = ENDS.filter(([end]) => totals[end] > 0).map(([end, key]) => t(key, { count: totals[end] }));
  const isUnderWay = status === "running" || status === "paused";
  const steerings = listSteerings(report).map((steering) => ({
    label: t(LABELS[steering]),
    data: steerButton.data({ campaignId, steering }),
  }));
  return {
    text: [
      paragraph(bold(t(TITLES[status]))),
      list([
        t(campaign.filledTo === null ? "campaign-all" : "campaign-filling", { count: all }),
        ...counted,
        ...(left > 0 ? [t("campaign-left", { count: left })] : []),
      ]),
    ],
    buttons: [...(isUnderWay ? [[{ label: t("campaign-refresh"), data: reportButton.data({ campaignId }) }]] : []), steerings].filter(
      (row) => row.length > 0,
    ),
  };
}
