import { timeOf } from "#platform/desk/view.ts";
import type { View } from "#platform/telegram/view.ts";
import { bold, paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { verifyButton } from "./buttons.ts";

type Words = Pick<Turn, "t">;

export function renderIdentifierQuestion({ t }: Words): View {
  return { text: [paragraph(bold(t("verify-question"))), paragraph(t("verify-question-hint"))] };
}

/** A message of its own, since no screen that is edited can carry this button. */
export function renderShareNumber({ t }: Words): View {
  return { text: [paragraph(t("verify-share"))], shareNumber: { label: t("verify-share-button") } };
}

/** The welcome, which takes the number's button away. */
export function renderWelcome({ t }: Words): View {
  return { text: [paragraph(bold(t("verify-done")))], shareNumber: "gone" };
}

export function renderAlreadyStudent(turn: Turn): View {
  const home = turn.directory.home(turn);
  return { ...home, text: [paragraph(turn.t("verify-already")), ...home.text] };
}

export function renderClaimed({ t }: Words): View {
  return { text: [paragraph(t("verify-claimed")), paragraph(t("verify-claim-proof"))], shareNumber: "gone" };
}

export function renderProofAdded({ t }: Words): View {
  return { text: [paragraph(t("verify-claim-added"))] };
}

export function renderNotFound({ t }: Words, contact: string): View {
  return { text: [paragraph(t("verify-not-found")), ...ask(t, contact)], buttons: again(t) };
}

export function renderTaken({ t }: Words, contact: string): View {
  return { text: [paragraph(t("verify-taken")), ...ask(t, contact)], buttons: again(t) };
}

export function renderTooManyAttempts(turn: Turn, againAt: Date): View {
  const time = timeOf({ timezone: turn.profile()?.timezone ?? "UTC" }, againAt);
  return { text: [paragraph(turn.t("verify-too-often", { time }))] };
}

export function renderNotYourContact({ t }: Words): View {
  return { text: [paragraph(t("verify-not-yours"))] };
}

export function renderNumberUnreadable({ t }: Words, contact: string): View {
  return { text: [paragraph(t("verify-number-unreadable")), ...ask(t, contact)], buttons: again(t) };
}

export function renderRemoved({ t }: Words, { reason, contact }: { reason: string | undefined; contact: string }): View {
  const why = reason === undefined ? [] : [paragraph(t("verify-removed-why", { reason }))];
  return { text: [paragraph(bold(t("verify-removed"))), ...why, ...ask(t, contact)] };
}

export function renderRestored({ t }: Words): View {
  return { text: [paragraph(bold(t("verify-restored"))), paragraph(t("verify-restored-hint"))] };
}

export function renderMovedAway({ t }: Words, contact: string): View {
  return { text: [paragraph(bold(t("verify-moved"))), ...ask(t, contact)] };
}

export function renderClaimRefused({ t }: Words, { reason, contact }: { reason: string | undefined; contact: string }): View {
  const why = reason === undefined ? [] : [paragraph(t("verify-claim-refused-why", { reason }))];
  return { text: [paragraph(t("verify-claim-refused")), ...why, ...ask(t, contact)], buttons: again(t) };
}

/** For whoever waits at the door of the group, who may never have been here before. */
export function renderJoinWaits(turn: Turn): View {
  const { t } = turn;
  const home = turn.directory.home(turn);
  const buttons = turn.profile() === undefined ? (home.buttons ?? []) : again(t);
  return { text: [paragraph(bold(t("verify-join"))), paragraph(t("verify-join-hint"))], buttons };
}

/** What the verifiers read, above the record. */
export function renderOfficeNote({ t }: Words, record: View): View {
  return { ...record, text: [paragraph(bold(t("verify-office-note"))), ...record.text] };
}

function ask(t: Words["t"], contact: string) {
  return [paragraph(contact === "" ? t("verify-ask-academy") : t("verify-ask-contact", { contact }))];
}

function again(t: Words["t"]): View["buttons"] & {} {
  return [[{ label: t("menu-student"), data: verifyButton.data({}) }]];
}
