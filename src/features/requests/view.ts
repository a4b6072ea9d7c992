import type { Config } from "#platform/config.ts";
import type { Card, CardFile, CardStep } from "#platform/desk/store.ts";
import { wordsOnCard } from "#platform/desk/rules.ts";
import { timeOf } from "#platform/desk/view.ts";
import type { MenuItem } from "#platform/feature.ts";
import { backToMenu } from "#platform/home.ts";
import { beginButton, type RequestKind } from "#platform/request-kind.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { isStaff } from "#platform/role.ts";
import { excerpt } from "#platform/text/split.ts";
import { bold, paragraph, quote } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { askButton, speakButton, statusButton, withdrawButton } from "./buttons.ts";
import { pageButton } from "./notices.ts";
import { readStanding, type Standing } from "./standing.ts";

/** How people are told of each state. */
const STATUS: Record<string, string> = {
  pending: "request-status-pending",
  information: "request-status-information",
  approved: "request-status-approved",
  rejected: "request-status-rejected",
  withdrawn: "request-status-withdrawn",
  expired: "request-status-expired",
};

/** How much of what somebody wrote they are shown again. */
const REMEMBERED = 300;

export function renderTextQuestion(turn: Turn, ask: string): View {
  const { t } = turn;
  return { text: [paragraph(bold(t(ask))), paragraph(t("request-text-hint"))], buttons: wayHome(turn) };
}

export function renderKinds(turn: Turn, choose: (value: string) => string): View {
  return {
    text: [paragraph(bold(turn.t("request-which")))],
    buttons: listOffered(turn).map(({ name, label }) => [{ label: turn.t(label), data: choose(name) }]),
  };
}

/** What may be asked for at any time. */
export function listOffered({ directory }: Turn): RequestKind[] {
  return directory.requestKinds.filter(({ isOfferedElsewhere }) => isOfferedElsewhere !== true);
}

export function renderReceived(turn: Turn, { cardId }: Card): View {
  const { t } = turn;
  return {
    text: [paragraph(bold(t("request-received", { card: `#${cardId}` }))), paragraph(t("request-received-hint"))],
    buttons: [[{ label: t("request-mine"), data: statusButton.data({}) }], ...wayHome(turn)],
  };
}

export function renderAlready(turn: Turn, kind: RequestKind, config: Config): View {
  const { t } = turn;
  return {
    text: [paragraph(t(kind.already))],
    buttons: [...pageButton(t, kind, config), [{ label: t("request-mine"), data: statusButton.data({}) }], ...wayHome(turn)],
  };
}

export function renderTooSoon(turn: Turn, hours: number): View {
  return { text: [paragraph(turn.t("request-too-soon", { hours }))], buttons: wayHome(turn) };
}

/** A request as its person sees it; `note` is the key of a sentence above it. */
export function renderStatus(turn: Turn, config: Config, { file, note }: { file: CardFile; note?: string }): View {
  const { t } = turn;
  const { card, steps } = file;
  const zone = { timezone: turn.profile()?.timezone ?? config.timezone };
  const question = questionOf(file);
  const rejection = card.status === "rejected" ? lastOf(steps, "reject") : undefined;
  return {
    text: [
      ...(note === undefined ? [] : [paragraph(t(note))]),
      paragraph(bold(t(STATUS[card.status] ?? "request-status-pending", { card: `#${card.cardId}` }))),
      paragraph(t("request-since", { time: timeOf(zone, card.openedAt) })),
      quote(excerpt(wordsOnCard(file), REMEMBERED) || "–"),
      ...(question === undefined ? [] : [paragraph(t("request-question", { question }))]),
      ...(rejection?.text == null ? [] : [paragraph(t("request-told-reason", { reason: rejection.text }))]),
    ],
    buttons: [...(card.isOpen ? openButtons(turn, card) : closedButtons(turn, config, card)), ...wayHome(turn)],
  };
}

function openButtons({ t }: Turn, { cardId, status }: Card): ViewButton[][] {
  const label = status === "information" ? t("request-answer") : t("request-add");
  return [[{ label, data: speakButton.data({ cardId }) }], [{ label: t("request-withdraw"), data: withdrawButton.data({ cardId }) }]];
}

function closedButtons(turn: Turn, config: Config, card: Card): ViewButton[][] {
  if (card.status !== "approved") return [[again(turn, card)]];
  const kind = turn.directory.requestKinds.find(({ name }) => name === card.kind);
  return kind === undefined ? [] : pageButton(turn.t, kind, config);
}

function again({ t }: Turn, { kind }: Card): ViewButton {
  return { label: t("request-again"), data: beginButton.data({ kind }) };
}

export function renderNoRequest(turn: Turn, { granted }: Standing): View {
  const { t, directory } = turn;
  const kind = directory.requestKinds.find(({ name }) => granted.includes(name));
  if (kind !== undefined) return { text: [paragraph(t(kind.already))], buttons: wayHome(turn) };
  return { text: [paragraph(t("request-none"))], buttons: [[{ label: t("request-menu"), data: askButton.data({}) }], ...wayHome(turn)] };
}

export function renderSpeakQuestion(turn: Turn, { cardId, question }: { cardId: number; question: string | undefined }): View {
  const { t } = turn;
  const card = `#${cardId}`;
  const buttons = wayHome(turn);
  if (question === undefined) return { text: [paragraph(t("request-ask-addition", { card }))], buttons };
  return {
    text: [paragraph(bold(t("request-told-question", { card }))), paragraph(question), paragraph(t("request-ask-answer"))],
    buttons,
  };
}

export function renderPassedOn(turn: Turn, { cardId }: Card): View {
  return { text: [paragraph(turn.t("request-passed-on", { card: `#${cardId}` }))], buttons: wayHome(turn) };
}

export function renderWithdrawn(turn: Turn, card: Card): View {
  return {
    text: [paragraph(turn.t("request-withdrawn-now", { card: `#${card.cardId}` }))],
    buttons: [[again(turn, card)], ...wayHome(turn)],
  };
}

export function renderRenewed(turn: Turn, { cardId }: Card): View {
  return { text: [paragraph(turn.t("request-renewed", { card: `#${cardId}` }))], buttons: wayHome(turn) };
}

/** What staff have asked, while they wait for the answer. */
export function questionOf({ card, steps }: CardFile): string | undefined {
  return card.status === "information" ? (lastOf(steps, "ask")?.text ?? undefined) : undefined;
}

/** In the menu: one's own request, and what one may still ask for. Staff are not offered to ask themselves. */
export function requestMenu(turn: Turn, config: Config): MenuItem[] {
  const { t, state } = turn;
  const { open, granted } = readStanding(state);
  const left = listOffered(turn).filter(({ name }) => !granted.includes(name) && !open.some(({ kind }) => kind === name));
  const [only, ...others] = left;
  const label = only !== undefined && others.length === 0 ? only.label : "request-menu";
  return [
    ...(open.length === 0 ? [] : [{ label: t("request-mine"), data: statusButton.data({}) }]),
    ...(left.length === 0 || isStaff(turn, config) ? [] : [{ label: t(label), data: askButton.data({}) }]),
  ];
}

/** Where nothing but requests is to be had, how to begin is told as well. */
export function requestWelcome(turn: Turn): string[] {
  const { t, state, directory } = turn;
  const { open, granted } = readStanding(state);
  const asked = open.find(({ isAsked }) => isAsked);
  if (asked !== undefined) return [t("request-welcome-asked", { card: `#${asked.cardId}` })];
  const [waiting] = open;
  if (waiting !== undefined) return [t("request-welcome-waiting", { card: `#${waiting.cardId}` })];
  const has = directory.requestKinds.find(({ name }) => granted.includes(name));
  if (has !== undefined) return [t(has.already)];
  return directory.menuItems(turn).length === 1 ? [t("request-welcome")] : [];
}

function wayHome(turn: Turn): ViewButton[][] {
  return turn.profile() === undefined ? [] : [[backToMenu(turn)]];
}

function lastOf(steps: CardStep[], name: string): CardStep | undefined {
  return steps.findLast(({ action }) => action === name);
}
