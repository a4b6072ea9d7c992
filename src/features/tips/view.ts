import { backToMenu } from "#platform/home.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, list, paragraph, quote } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { dailyButton, hourButton, listButton, restoreButton, sendButton, testButton, whenButton } from "./buttons.ts";
import { HOURS_TO_CHOOSE, LONGEST_TIP, SHORTEST_TIP, type TipRefusal } from "./rules.ts";
import type { StoredTip } from "./store.ts";

type Words = Pick<Turn, "t">;
/** Whether somebody takes tips, and at which hour of their clock. */
export type Choice = { isMuted: boolean; hour: number };

const SHOWN = 100;
const HOURS_IN_A_ROW = 5;

export function renderTip({ t }: Words, text: string): View {
  return {
    text: [paragraph(bold(t("tip-title"))), paragraph(text)],
    buttons: [
      [
        { label: t("tips-when"), data: whenButton.data({ from: "tip" }) },
        { label: t("tips-stop"), data: dailyButton.data({ wanted: "off" }) },
      ],
    ],
  };
}

export function renderChoice(turn: Words, choice: Choice): View {
  const { t } = turn;
  return {
    text: [paragraph(choice.isMuted ? t("tips-stopped") : t("tips-resumed", { time: clock(choice.hour) }))],
    buttons: [[switchOf(turn, choice)]],
  };
}

/** What the settings say of it. */
export function renderHour({ t }: Words, { isMuted, hour }: Choice): string {
  return isMuted ? t("tips-off") : t("tips-at", { time: clock(hour) });
}

export function renderWhen(turn: Words, choice: Choice): View {
  const hours = HOURS_TO_CHOOSE.map((hour) => {
    const isChosen = !choice.isMuted && hour === choice.hour;
    return { label: `${isChosen ? "✓ " : ""}${clock(hour)}`, data: hourButton.data({ hour }) };
  });
  const rows = hours.flatMap((_, at) => (at % HOURS_IN_A_ROW === 0 ? [hours.slice(at, at + HOURS_IN_A_ROW)] : []));
  return {
    text: [paragraph(bold(renderHour(turn, choice))), paragraph(turn.t("tips-when-ask"))],
    buttons: [...rows, [switchOf(turn, choice)], [backToMenu(turn)]],
  };
}

function switchOf({ t }: Words, { isMuted }: Choice): ViewButton {
  return isMuted
    ? { label: t("tips-resume"), data: dailyButton.data({ wanted: "on" }) }
    : { label: t("tips-stop"), data: dailyButton.data({ wanted: "off" }) };
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

export function renderTipQuestion({ t }: Words): View {
  return { text: [paragraph(bold(t("tip-ask"))), paragraph(t("tip-ask-hint", { shortest: SHORTEST_TIP, longest: LONGEST_TIP }))] };
}

type Added = { tipId: number | undefined; text: string; level: string | null; count: number };

export function renderTipAdded({ t }: Words, { tipId = 0, text, level, count }: Added): View {
  const pool = level === null ? [] : [paragraph(t("tip-level", { level }))];
  return { text: [paragraph(bold(t("tip-added", { tip: String(tipId), count }))), quote(text), ...pool] };
}

export function renderTipRefused(turn: Words, refusal: TipRefusal): View {
  return { text: [paragraph(turn.t(refusal)), ...renderTipQuestion(turn).text] };
}

export function renderTipChanged({ t }: Words, { tipId, text }: StoredTip): View {
  return { text: [paragraph(bold(t("tip-changed", { tip: String(tipId) }))), quote(text)] };
}

export function renderDeleted({ t }: Words, { tipId, text }: StoredTip): View {
  return {
    text: [paragraph(bold(t("tip-deleted", { tip: String(tipId) }))), quote(text)],
    buttons: [[{ label: t("tip-restore"), data: restoreButton.data({ tipId }) }]],
  };
}

/** Which tip is meant was not said, or there is none of that number. */
export function renderUnknown({ t }: Words, command: "edit_tip" | "delete_tip" | "send_tip" | "test_tip"): View {
  return { text: [paragraph(t("tip-unknown")), paragraph(t("tip-unknown-hint", { command: `/${command} 17` }))] };
}

type Listed = Pick<StoredTip, "tipId" | "text" | "language" | "level" | "addedAt"> & { sent: number };

export function renderList(turn: Turn, { tips, hasMore }: { tips: Listed[]; hasMore: boolean }): View {
  const { t } = turn;
  const timeZone = turn.profile()?.timezone ?? "UTC";
  const items = tips.map(({ tipId, text, language, level, addedAt, sent }) => {
    const date = addedAt.toLocaleDateString(turn.language(), { timeZone, dateStyle: "short" });
    const head = t("tip-listed", { tip: String(tipId), date, sent, pool: level === null ? language : `${language} ${level}` });
    return `${head}: ${[...text].length > SHOWN ? `${[...text].slice(0, SHOWN).join("")} …` : text}`;
  });
  const older = hasMore ? [[{ label: t("tip-older"), data: listButton.data({ below: tips.at(-1)?.tipId ?? 0 }) }]] : [];
  return {
    text: [paragraph(bold(t(items.length === 0 ? "tip-list-none" : "tip-list"))), ...(items.length === 0 ? [] : [list(items)])],
    buttons: older,
  };
}

export function renderSendQuestion({ t, now }: Turn, { tipId, text }: StoredTip, count: number): View {
  const at = Math.floor(now.getTime() / 1000);
  return {
    text: [paragraph(bold(t("tip-send-ask", { tip: String(tipId), count }))), quote(text), paragraph(t("tip-send-hint"))],
    buttons: [
      [{ label: t("tip-send", { count }), data: sendButton.data({ tipId, at }) }],
      [{ label: t("tip-test"), data: testButton.data({ tipId }) }],
    ],
  };
}
