import { MODES } from "#features/tutor/feature.ts";
import { backToMenu } from "#platform/home.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { heading, italic, paragraph, table } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { historyButton, OWN, personInButton, progressButton } from "./buttons.ts";
import type { HistoryPage, Learner } from "./store.ts";
import { nameOfLearner, skillName } from "./words.ts";

export const PAGE_SIZE = 10;

type Shown = { learner: Learner; page: number; history: HistoryPage };

/** What was practised, stretch by stretch, the newest first. */
export function renderHistory(turn: Turn, { learner, page, history }: Shown): View {
  const { t } = turn;
  const personId = personInButton(learner.personId, turn.personId);
  const isOwn = personId === OWN;
  const pages = Math.ceil(history.total / PAGE_SIZE);
  return {
    isStructured: true,
    text: [
      heading(2, isOwn ? t("progress-history") : t("progress-history-of", { who: nameOfLearner(learner) })),
      ...(history.total === 0
        ? [paragraph(t("progress-nothing"))]
        : [
            table(
              [t("progress-day"), t("progress-skill"), t("progress-min"), "✎"],
              history.sessions.map((session) => renderSession(turn, learner, session)),
            ),
            paragraph(italic(t("progress-history-means"))),
            ...(pages > 1 ? [paragraph(t("progress-page", { page: page + 1, pages }))] : []),
          ]),
    ],
    buttons: [
      ...renderPaging(turn, { personId, page, pages }),
      [{ label: t("back"), data: progressButton.data({ personId }) }],
      [backToMenu(turn)],
    ],
  };
}

function renderSession(turn: Turn, { timezone }: Learner, session: HistoryPage["sessions"][number]): string[] {
  const mode = MODES.find((each) => each === session.mode);
  const { mistakes, mended } = session;
  return [
    dayOf(turn, session.endedAt, timezone),
    mode === undefined ? "" : skillName(turn.t, mode),
    String(session.minutes),
    mended === 0 ? String(mistakes) : `${mistakes} ✓${mended}`,
  ];
}

function renderPaging({ t }: Turn, { personId, page, pages }: { personId: number; page: number; pages: number }): ViewButton[][] {
  const to = (label: string, target: number) => ({ label, data: historyButton.data({ personId, page: target }) });
  const row = [...(page > 0 ? [to(t("progress-newer"), page - 1)] : []), ...(page + 1 < pages ? [to(t("progress-older"), page + 1)] : [])];
  return row.length === 0 ? [] : [row];
}

/** The year where it is another one than this. */
function dayOf(turn: Turn, at: Date, timezone: string): string {
  const yearOf = (date: Date) => new Intl.DateTimeFormat("en", { timeZone: timezone, year: "numeric" }).format(date);
  const year = yearOf(at) === yearOf(turn.now) ? {} : { year: "2-digit" as const };
  const month = turn.language() === "en" ? "short" : "2-digit";
  const language = turn.language() === "en" ? "en-GB" : turn.language();
  return new Intl.DateTimeFormat(language, { timeZone: timezone, day: "2-digit", month, ...year }).format(at);
}
