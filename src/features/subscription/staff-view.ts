import type { Config } from "#platform/config.ts";
import { timeOf } from "#platform/desk/view.ts";
import type { Translate } from "#platform/i18n/words.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, heading, paragraph, table } from "#platform/text/tree.ts";
import { tellUnfound, type Unfound } from "#platform/find-who.ts";
import { giveButton, personButton, refundButton, revokeButton } from "./buttons.ts";
import { foldGrants, phaseOf, type GrantKind } from "./rules.ts";
import { listRefundable, type GrantRow, type LedgerEntry } from "./store.ts";

type Words = { t: Translate };

/** All there is about somebody's access. */
export type File = { personId: number; username: string | null; isKnown: boolean; grants: GrantRow[]; ledger: LedgerEntry[] };

export type Done = "done" | "nobody" | "lost";
type Note = "done" | "lost" | "refunded" | "refused";
type Asked = { type: "revoke" } | { type: "refund"; payment: LedgerEntry };
type Shown = { file: File; now: Date; note?: Note; reason?: string; asks?: Asked };

const KIND_NAMES: Record<GrantKind, string> = {
  trial: "sub-kind-trial",
  gift: "sub-kind-gift",
  staff: "sub-kind-staff",
  payment: "sub-kind-payment",
  revoke: "sub-kind-revoke",
  refund: "sub-kind-refund",
};
const NOTES: Record<Note, string> = {
  done: "sub-note-done",
  lost: "sub-note-lost",
  refunded: "sub-note-refunded",
  refused: "sub-note-refused",
};
const OFFERED_DAYS = [7, 30, 90];
/** As many as fit on a screen. */
const SHOWN = 15;
const REFUNDABLE = 5;

export function renderFile({ t }: Words, config: Config, { file, now, note, reason, asks }: Shown): View {
  const { personId } = file;
  return {
    isStructured: true,
    text: [
      heading(2, t("sub-file", { who: nameOf(file) })),
      ...(note === undefined ? [] : [paragraph(bold(t(NOTES[note])), ...(reason === undefined ? [] : [` ${reason}`]))]),
      paragraph(renderEnd(t, config, { file, now })),
      ...(file.grants.length === 0 ? [] : [renderHistory(t, config, file)]),
      ...(asks === undefined ? [] : [paragraph(bold(t("sub-are-you-sure")))]),
    ],
    buttons: asks === undefined ? fileButtons(t, config, file) : sureButtons(t, personId, asks),
  };
}

function nameOf({ username, personId }: { username: string | null; personId: number }): string {
  return username === null ? String(personId) : `@${username} (${personId})`;
}

function renderEnd(t: Translate, config: Config, { file, now }: { file: File; now: Date }): string {
  const endsAt = foldGrants(file.grants);
  if (endsAt === undefined) return t("sub-none-theirs");
  const date = timeOf(config, endsAt);
  return t(phaseOf(endsAt, 0, now) === "active" ? "sub-until" : "sub-ended", { date });
}

/** What was given and taken, the newest first. */
function renderHistory(t: Translate, config: Config, { grants, ledger }: File) {
  const stars = new Map(ledger.map((entry) => [entry.entryId, `${entry.stars} ⭐`]));
  const rows = grants.toReversed().slice(0, SHOWN);
  return table(
    [t("sub-column-when"), t("sub-column-what"), t("sub-column-days"), t("sub-column-why")],
    rows.map(({ grantId, kind, days, at, by, reason }) => [
      timeOf(config, at),
      t(KIND_NAMES[kind]),
      days === 0 ? "–" : String(days),
      reason ?? stars.get(grantId) ?? by,
    ]),
  );
}

function fileButtons(t: Translate, config: Config, { personId, ledger }: File): ViewButton[][] {
  const refunds = listRefundable(ledger).slice(0, REFUNDABLE);
  return [
    OFFERED_DAYS.map((days) => ({ label: `➕ ${days}`, data: giveButton.data({ personId, days }) })),
    [{ label: t("sub-revoke"), data: revokeButton.data({ personId, isSure: "no" }) }],
    ...refunds.map((entry) => [
      {
        label: t("sub-refund", { stars: entry.stars, date: timeOf(config, entry.at) }),
        data: refundButton.data({ personId, at: entry.at.getTime(), isSure: "no" }),
      },
    ]),
  ];
}

function sureButtons(t: Translate, personId: number, asks: Asked): ViewButton[][] {
  const yes =
    asks.type === "revoke"
      ? { label: t("sub-revoke-yes"), data: revokeButton.data({ personId, isSure: "yes" }) }
      : {
          label: t("sub-refund-yes", { stars: asks.payment.stars }),
          data: refundButton.data({ personId, at: asks.payment.at.getTime(), isSure: "yes" }),
        };
  return [[yes], [{ label: t("back"), data: personButton.data({ personId }) }]];
}

type Ending = { personId: number; username: string | null; endsAt: Date | null };

export function renderEndingSoon({ t }: Words, config: Config, found: Ending[], days: number): View {
  const rows = found.map((each) => [nameOf(each), each.endsAt === null ? "" : timeOf(config, each.endsAt)]);
  return {
    isStructured: true,
    text: [
      heading(2, t("sub-ending", { days })),
      rows.length === 0 ? paragraph(t("sub-ending-none")) : table([t("sub-column-who"), t("sub-column-end")], rows),
    ],
    buttons: found.slice(0, SHOWN).map((each) => [{ label: nameOf(each), data: personButton.data({ personId: each.personId }) }]),
  };
}

export function renderUsage({ t }: Words, unfound: Unfound): View {
  return { text: [paragraph(tellUnfound(t, unfound)), paragraph(t("sub-usage"))] };
}

export function renderNobody({ t }: Words): View {
  return { text: [paragraph(t("sub-nobody"))] };
}
