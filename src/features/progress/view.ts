import { MODES, practiseButton, talkButton, typeName } from "#features/tutor/feature.ts";
import { backToMenu } from "#platform/home.ts";
import { unreachable } from "#platform/result.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { added, bold, heading, italic, list, paragraph, struck, table, type Block, type Inline, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { barOf } from "./bars.ts";
import { historyButton, personInButton } from "./buttons.ts";
import { commonest, nextStep, strengthsOf, type NextStep, type SkillWeeks, type Strength, type TypeMonths } from "./rules.ts";
import type { Learner, Progress } from "./store.ts";
import { markDays, streakOf, type DayMark, type Diary } from "./streak.ts";
import { nameOfLearner, shorten, skillName } from "./words.ts";

const LONGEST_EXAMPLE = 60;
const LONGEST_REASON = 120;
const MARKS: Record<DayMark, string> = { studied: "●", open: "○", missed: "·", rest: "☕", outage: "☔" };

/** How far somebody has come, for themselves or for a teacher: what is on record, and where that is little, that it is. */
export function renderProgress(turn: Turn, learner: Learner, progress: Progress): View {
  const { t } = turn;
  const isOwn = learner.personId === turn.personId;
  const hasPractised = progress.sessions > 0;
  const step = nextStep({ ...progress, hasPractised, order: MODES });
  return {
    isStructured: true,
    text: [
      heading(2, isOwn ? t("progress-title") : t("progress-title-of", { who: nameOfLearner(learner) })),
      ...renderStanding(turn, learner, progress),
      ...(hasPractised ? renderRecord(turn, progress) : [paragraph(t("progress-nothing"))]),
      ...(isOwn ? [heading(3, t("progress-next")), paragraph(renderStep(turn, step))] : []),
    ],
    buttons: [
      ...(isOwn ? [[buttonOf(turn, step)]] : []),
      ...(hasPractised
        ? [
            [
              {
                label: t("progress-history"),
                data: historyButton.data({ personId: personInButton(learner.personId, turn.personId), page: 0 }),
              },
            ],
          ]
        : []),
      [backToMenu(turn)],
    ],
  };
}

/** Opens the very practice that is advised. */
function buttonOf({ t }: Turn, step: NextStep): ViewButton {
  const { mode } = step;
  const skill = skillName(t, mode);
  if (step.because !== "mistakes") return { label: t("progress-practise", { skill }), data: talkButton.data({ mode }) };
  const { type } = step;
  return { label: t("progress-practise-type", { skill, type: typeName(t, type) }), data: practiseButton.data({ mode, type }) };
}

/** Level, days and streak, with the last seven days. */
function renderStanding(turn: Turn, { level }: Learner, { studyDays, diary }: Progress): Text {
  const { t } = turn;
  if (studyDays === 0) return [paragraph(bold(t("progress-level", { level })))];
  const { days } = streakOf(diary);
  return [
    paragraph(bold(t("progress-level", { level })), " · ", bold(t("progress-days", { days: studyDays }))),
    paragraph(days === 0 ? t("progress-no-streak") : bold(t("progress-streak", { days }))),
    ...renderLastDays(turn, diary),
  ];
}

function renderLastDays(turn: Turn, diary: Diary): Text {
  const marked = markDays(diary);
  const weekday = new Intl.DateTimeFormat(turn.language(), { weekday: "short", timeZone: "UTC" });
  const legend = [...new Set(marked.map(({ mark }) => mark))].flatMap((mark) => legendOf(turn, mark));
  return [
    table(
      marked.map(({ day }) => weekday.format(new Date(day))),
      [marked.map(({ mark }) => MARKS[mark])],
    ),
    ...(legend.length === 0 ? [] : [paragraph(italic(legend.join("\n")))]),
  ];
}

function legendOf({ t }: Turn, mark: DayMark): string[] {
  switch (mark) {
    case "open":
      return [t("progress-today-open")];
    case "rest":
      return [t("progress-rest")];
    case "outage":
      return [t("progress-outage")];
    case "studied":
    case "missed":
      return [];
  }
}

function renderRecord(turn: Turn, progress: Progress): Text {
  return [...renderWeeks(turn, progress.skills), ...renderMistakes(turn, progress.types), ...renderStrengths(turn, progress)];
}

/** This week against the last, by skill. */
function renderWeeks({ t }: Turn, skills: readonly SkillWeeks[]): Text {
  if (skills.length === 0) return [heading(3, t("progress-minutes")), paragraph(t("progress-quiet"))];
  const most = Math.max(...skills.flatMap(({ minutes }) => [minutes.now, minutes.before]));
  const header = [t("progress-skill"), t("progress-this-week"), t("progress-last-week")];
  const withBar = (minutes: number) => (minutes === 0 ? "" : `${barOf(minutes, most)} ${minutes}`);
  const sumOf = (what: "minutes" | "mistakes", when: "now" | "before") => String(skills.reduce((sum, skill) => sum + skill[what][when], 0));
  const totals = (what: "minutes" | "mistakes") =>
    skills.length === 1 ? [] : [[bold(t("progress-together")), bold(sumOf(what, "now")), bold(sumOf(what, "before"))]];
  const isFirst = skills.every(({ minutes, mistakes }) => minutes.before + mistakes.before === 0);
  return [
    heading(3, t("progress-minutes")),
    table(header, [
      ...skills.map(({ mode, minutes }) => [skillName(t, mode), withBar(minutes.now), withBar(minutes.before)]),
      ...totals("minutes"),
    ]),
    heading(3, t("progress-mistakes")),
    table(header, [
      ...skills.map(({ mode, mistakes }) => [skillName(t, mode), String(mistakes.now), String(mistakes.before)]),
      ...totals("mistakes"),
    ]),
    paragraph(italic(t(isFirst ? "progress-first-week" : "progress-week-means"))),
  ];
}

function renderMistakes({ t }: Turn, types: readonly TypeMonths[]): Text {
  const shown = commonest(types);
  const item = ({ type, now, wrong, right, reason }: TypeMonths): Inline[] => [
    bold(`${typeName(t, type)}: ${now}`),
    "\n",
    struck(shorten(wrong, LONGEST_EXAMPLE)),
    " ",
    added(shorten(right, LONGEST_EXAMPLE)),
    ...(reason.trim() === "" ? [] : [` — ${shorten(reason, LONGEST_REASON)}`]),
  ];
  return [heading(3, t("progress-commonest")), shown.length === 0 ? paragraph(t("progress-none-common")) : list(shown.map(item))];
}

function renderStrengths({ t }: Turn, progress: Progress): Text {
  const strengths = strengthsOf(progress);
  return [heading(3, t("progress-strengths")), renderStrengthList(t, strengths)];
}

function renderStrengthList(t: Turn["t"], strengths: readonly Strength[]): Block {
  if (strengths.length === 0) return paragraph(t("progress-too-early"));
  return list(strengths.map((strength) => renderStrength(t, strength)));
}

function renderStrength(t: Turn["t"], strength: Strength): Inline[] {
  switch (strength.is) {
    case "mended": {
      const { type, mended, made, wrong, right } = strength;
      const sentence = t("progress-mended", { type: typeName(t, type), mended, made });
      return [sentence, "\n", struck(shorten(wrong, LONGEST_EXAMPLE)), " ", added(shorten(right, LONGEST_EXAMPLE)), " ✓"];
    }
    case "gone":
      return [t("progress-gone", { type: typeName(t, strength.type), before: strength.before })];
    case "fewer":
      return [t("progress-fewer", { skill: skillName(t, strength.mode), now: strength.now, before: strength.before })];
    default:
      return unreachable(strength);
  }
}

function renderStep({ t }: Turn, step: NextStep): string {
  switch (step.because) {
    case "first":
      return t("progress-next-first");
    case "mistakes":
      return t("progress-next-mistakes", { type: typeName(t, step.type), open: step.open });
    case "rare":
      return t("progress-next-rare", { skill: skillName(t, step.mode) });
    case "kept":
      return t("progress-next-kept", { skill: skillName(t, step.mode) });
    default:
      return unreachable(step);
  }
}
