import type { Reader } from "#platform/campaign/kind.ts";
import type { Config } from "#platform/config.ts";
import { backToMenu } from "#platform/home.ts";
import type { InterfaceLanguage } from "#platform/profile.ts";
import type { Plan } from "#platform/plans.ts";
import { beginButton } from "#platform/request-kind.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, code, heading, list, paragraph, table, type Block } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { buyButton, paymentsButton, renewalButton, subscriptionButton } from "./buttons.ts";
import type { Order } from "./orders.ts";
import type { Renewal } from "./renewal.ts";
import { daysLeft, graceEnd, isActive, phaseOf, type RenewalState } from "./rules.ts";
import type { GrantRow, LedgerEntry } from "./store.ts";

/** The kinds of request that this feature has. */
export const ASK_ACCESS = "subscription";
export const ASK_REFUND = "refund";

/** As many payments as somebody is shown. */
const SHOWN = 10;

/** An instant as people read it, in their language and zone. */
function renderDate({ language, timezone }: { language: InterfaceLanguage; timezone: string }, at: Date): string {
  return at.toLocaleString(language, { timeZone: timezone, dateStyle: "long", timeStyle: "short" });
}

function dateFor(turn: Pick<Reader, "language" | "profile">, at: Date): string {
  return renderDate({ language: turn.language(), timezone: turn.profile()?.timezone ?? "UTC" }, at);
}

/** In place of what needs access. */
export function renderClosed(turn: Turn, config: Config, endsAt: Date | undefined): View {
  const { t } = turn;
  const why = endsAt === undefined ? t("sub-closed-none") : t("sub-closed-ended", { date: dateFor(turn, endsAt) });
  return { text: [paragraph(bold(why)), ...howToGet(turn, config)], buttons: [...ways(turn, config, {}), [backToMenu(turn)]] };
}

export function renderStanding(
  turn: Turn,
  config: Config,
  { endsAt, renewal }: { endsAt: Date | undefined; renewal: Renewal | undefined },
): View {
  const { t } = turn;
  return {
    text: [
      heading(2, t("sub-title")),
      ...renderPhase(turn, config, endsAt),
      ...renderRenewalState(turn, renewal),
      ...howToGet(turn, config),
    ],
    isStructured: true,
    buttons: [
      ...ways(turn, config, { isRenewed: renewal !== undefined && isActive(renewal, turn.now) }),
      ...renewalButtons(turn, renewal),
      [{ label: t("sub-payments"), data: paymentsButton.data({}) }],
      [backToMenu(turn)],
    ],
  };
}

function renderPhase(turn: Turn, { offer, graceDays }: Config, endsAt: Date | undefined): Block[] {
  const { t } = turn;
  const date = endsAt === undefined ? "" : dateFor(turn, endsAt);
  switch (phaseOf(endsAt, graceDays, turn.now)) {
    case "none":
      return [paragraph(bold(t(offer?.isGated === true ? "sub-none" : "sub-free")))];
    case "active":
      return [
        paragraph(bold(t("sub-active", { date }))),
        paragraph(t("sub-left", { days: endsAt === undefined ? 0 : daysLeft(endsAt, turn.now) })),
      ];
    case "grace":
      return [paragraph(bold(t("sub-ended", { date }))), ...(endsAt === undefined ? [] : renderGrace(turn, endsAt, graceDays))];
    case "ended":
      return [paragraph(bold(t("sub-ended", { date })))];
  }
}

/** How long everything stays open after the end; nothing when that is over. */
function renderGrace({ t, now }: Pick<Reader, "t" | "now">, endsAt: Date, graceDays: number): Block[] {
  const days = daysLeft(graceEnd(endsAt, graceDays), now);
  return days === 0 ? [] : [paragraph(t("sub-grace", { days }))];
}

function renderRenewalState(turn: Turn, renewal: Renewal | undefined): Block[] {
  if (renewal === undefined || renewal.chargeId === null) return [];
  const date = dateFor(turn, new Date(renewal.paidUntil));
  return [paragraph(turn.t(isActive(renewal, turn.now) ? "sub-renews" : "sub-renews-not", { date }))];
}

function renewalButtons({ t, now }: Turn, renewal: Renewal | undefined): ViewButton[][] {
  if (renewal === undefined || renewal.chargeId === null || (!isActive(renewal, now) && renewal.paidUntil < now.getTime())) return [];
  const isOn = isActive(renewal, now);
  return [[{ label: t(isOn ? "sub-renewal-stop" : "sub-renewal-resume"), data: renewalButton.data({ wanted: isOn ? "off" : "on" }) }]];
}

function howToGet(turn: Reader, { offer, contact }: Config): Block[] {
  if (offer === undefined || !offer.isGated) return [];
  if (offer.plans.length > 0) return [paragraph(turn.t("sub-how-to-pay"))];
  if (canAsk(turn, ASK_ACCESS)) return [paragraph(turn.t("sub-how-to-ask"))];
  return [paragraph(contact === "" ? turn.t("sub-how-nowhere") : turn.t("sub-contact", { contact }))];
}

/** What can be bought, and whom to ask. */
function ways(turn: Reader, { offer }: Config, { isRenewed = false }): ViewButton[][] {
  const plans = (offer?.plans ?? []).filter(({ isMonthly }) => !isMonthly || !isRenewed);
  const asks = offer?.isGated === true && canAsk(turn, ASK_ACCESS);
  return [
    ...plans.map((plan) => [planButton(turn, plan)]),
    ...(asks ? [[{ label: turn.t("sub-ask-label"), data: beginButton.data({ kind: ASK_ACCESS }) }]] : []),
  ];
}

function planButton({ t }: Reader, { days, stars, isMonthly }: Plan): ViewButton {
  const label = isMonthly ? t("sub-plan-monthly", { stars }) : t("sub-plan-once", { days, stars });
  return { label, data: buyButton.data({ days, stars, how: isMonthly ? "monthly" : "once" }) };
}

function canAsk({ directory }: Reader, kind: string): boolean {
  return directory.requestKinds.some(({ name }) => name === kind);
}

export function renderInvoice(turn: Turn, { days, stars, isMonthly }: Plan, url: string): View {
  const { t } = turn;
  return {
    text: [
      paragraph(bold(t("sub-invoice-title", { days }))),
      paragraph(t(isMonthly ? "sub-pay-monthly" : "sub-pay-once", { stars })),
      paragraph(t("sub-pay-hint")),
    ],
    buttons: [[{ label: t("sub-pay", { stars }), url }], [{ label: t("back"), data: subscriptionButton.data({}) }]],
  };
}

export function renderRenewalEdit(turn: Turn, outcome: "sub-renewal-allowed" | "sub-renewal-failed"): View {
  return { text: [paragraph(turn.t(outcome))], buttons: [[backToMenu(turn)]] };
}

/** Telegram has told how a subscription stands. */
export function renderRenewal(turn: Turn, { state, endsAt }: { state: RenewalState; endsAt: Date | undefined }): View {
  const sentences = { active: "sub-told-active", canceled: "sub-told-canceled", failed: "sub-told-failed" };
  const until = endsAt === undefined ? [] : [paragraph(turn.t("sub-until", { date: dateFor(turn, endsAt) }))];
  return { text: [paragraph(bold(turn.t(sentences[state]))), ...until], buttons: toSubscription(turn) };
}

type Change = { grant: GrantRow; endsAt: Date | undefined; order: Order | undefined; contact: string };

/** What has become of somebody's access, and why. */
export function renderChange(turn: Turn, { grant, endsAt, order, contact }: Change): View {
  const { t } = turn;
  const { days, reason } = grant;
  const stars = order?.stars ?? 0;
  const why = reason === null ? [] : [paragraph(t("sub-reason", { reason }))];
  const until = endsAt === undefined || endsAt <= turn.now ? t("sub-closed-now") : t("sub-until", { date: dateFor(turn, endsAt) });
  const tell = (title: string, ...more: Block[]): View => ({
    text: [paragraph(bold(title)), ...more, paragraph(until)],
    buttons: toSubscription(turn),
  });
  switch (grant.kind) {
    case "trial":
      return tell(t("sub-told-trial", { days }));
    case "gift":
      return tell(t("sub-told-gift", { days }), ...why);
    case "staff":
      return tell(t("sub-told-staff", { days }), ...why);
    case "payment":
      return tell(t("sub-told-payment", { days, stars }), paragraph(t("sub-receipt"), " ", code(chargeOf(grant.grantId))));
    case "refund":
      return tell(t("sub-told-refund", { stars }), ...why);
    case "revoke":
      return tell(t("sub-told-revoke"), ...why, ...(contact === "" ? [] : [paragraph(t("sub-contact", { contact }))]));
  }
}

function chargeOf(grantId: string): string {
  return grantId.slice(grantId.indexOf(":") + 1);
}

/** The end of access is near, or has come. */
export function renderEnding(turn: Reader, config: Config, endsAt: Date): View {
  const { t } = turn;
  const date = dateFor(turn, endsAt);
  const days = daysLeft(endsAt, turn.now);
  const after = days === 0 ? renderGrace(turn, endsAt, config.graceDays) : [];
  const title = days === 0 ? t("sub-ended", { date }) : t("sub-ends-in", { days });
  const until = days === 0 ? [] : [paragraph(t("sub-until", { date }))];
  return {
    text: [paragraph(bold(title)), ...until, ...after, ...howToGet(turn, config)],
    buttons: [...ways(turn, config, {}), [backToMenu(turn)]],
  };
}

/** For /paysupport: what it is about, and every receipt. */
export function renderPayments(
  turn: Turn,
  { contact }: Config,
  { ledger, canRefund }: { ledger: LedgerEntry[]; canRefund: boolean },
): View {
  const { t } = turn;
  const rows = ledger.slice(0, SHOWN).map(({ at, stars, chargeId }) => [dateFor(turn, at), `${stars} ⭐`, code(chargeId)]);
  const asks = canRefund && canAsk(turn, ASK_REFUND);
  return {
    text: [
      heading(2, t("sub-payments-title")),
      ...(rows.length === 0 ? [paragraph(t("sub-payments-none"))] : [table([t("sub-column-when"), "⭐", t("sub-receipt")], rows)]),
      list([t("sub-support-active"), t("sub-support-renewal"), asks ? t("sub-support-refund") : t("sub-support-staff")]),
      ...(contact === "" ? [] : [paragraph(t("sub-contact", { contact }))]),
    ],
    isStructured: true,
    buttons: [
      ...(asks ? [[{ label: t("sub-refund-label"), data: beginButton.data({ kind: ASK_REFUND }) }]] : []),
      ...(turn.profile() === undefined ? [] : [[backToMenu(turn)]]),
    ],
  };
}

/** In the menu's greeting: only what there is to do something about. */
export function renderWelcome(turn: Turn, endsAt: Date | undefined, graceDays: number): string[] {
  if (endsAt === undefined) return [];
  const date = dateFor(turn, endsAt);
  if (phaseOf(endsAt, graceDays, turn.now) !== "active") return [turn.t("sub-ended", { date })];
  return daysLeft(endsAt, turn.now) <= 7 ? [turn.t("sub-until", { date })] : [];
}

function toSubscription(turn: Turn): ViewButton[][] {
  return [[{ label: turn.t("sub-menu"), data: subscriptionButton.data({}) }]];
}
