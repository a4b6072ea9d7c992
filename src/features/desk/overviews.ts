import type { Deps } from "#platform/deps.ts";
import { isHeld } from "#platform/desk/rules.ts";
import type { Card } from "#platform/desk/store.ts";
import { timeOf } from "#platform/desk/view.ts";
import type { View } from "#platform/telegram/view.ts";
import { bold, list, mention, paragraph, type Inline } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import type { KnownCard } from "./actions.ts";

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

/** Says that a card waits, and calls whoever has it. */
export function renderReminder(turn: Turn, { config }: Deps, { file: { card }, kind }: KnownCard): View {
  const what = { card: `#${card.cardId}`, kind: turn.t(kind.title), name: card.personName, time: timeOf(config, card.openedAt) };
  const holder: Inline[] = isHeld(card, turn.now) ? holderOf(card) : [turn.t("desk-reminder-free")];
  return { text: [paragraph(turn.t("desk-reminder", what), " ", ...holder)] };
}

/** Several that wait, in one message. */
export function renderReminders(turn: Turn, open: Card[]): View {
  const lines = open.map((card): Inline[] => [
    `${lineOf(turn, card)} · `,
    ...(isHeld(card, turn.now) ? holderOf(card) : [turn.t("desk-reminder-free")]),
  ]);
  return { text: [paragraph(bold(turn.t("desk-reminders", { count: open.length }))), list(lines), paragraph(turn.t("desk-morning-hint"))] };
}

/** `count` is how many there are; `open` are the oldest of them. */
export function renderMorning(turn: Turn, open: Card[], count: number): View {
  const lines = open.map((card) => [lineOf(turn, card), ...(isHeld(card, turn.now) ? [`✋ ${card.holderName}`] : [])].join(" · "));
  const more = count > open.length ? [paragraph(turn.t("desk-morning-more", { count: count - open.length }))] : [];
  return { text: [paragraph(bold(turn.t("desk-morning", { count }))), list(lines), ...more, paragraph(turn.t("desk-morning-hint"))] };
}

function lineOf(turn: Turn, card: Card): string {
  const kind = turn.directory.cardKind(card.kind);
  const title = kind === undefined ? card.kind : turn.t(kind.title);
  return [`#${card.cardId} ${title}`, card.personName, ageOf(turn, card)].filter((part) => part !== "").join(" · ");
}

function ageOf(turn: Turn, { openedAt }: Card): string {
  const hours = Math.floor((turn.now.getTime() - openedAt.getTime()) / HOUR_MS);
  if (hours < HOURS_A_DAY) return turn.t("desk-age-hours", { count: hours });
  return turn.t("desk-age-days", { count: Math.floor(hours / HOURS_A_DAY) });
}

function holderOf({ holderId, holderName }: Card): Inline[] {
  return holderId === null ? [] : ["✋ ", mention(holderId, holderName ?? String(holderId))];
}
