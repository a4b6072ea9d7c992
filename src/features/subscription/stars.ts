import * as z from "zod";
import type { PreCheckoutQuery, SuccessfulPayment } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import type { UrgentHandler } from "#platform/feature.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { StateCell, StateReader, Turn } from "#platform/turn.ts";
import { planPayment, planRefund, type Charge, type Planned } from "./grants.ts";
import { readOrder, type Order } from "./orders.ts";
import { editRenewal, keepRenewal, mainRenewal, readRenewal, type Renewal } from "./renewal.ts";
import { isActive, isNewer, RENEWAL_STATES, type AsOf } from "./rules.ts";
import { endOf, entitlementCell, planNotices } from "./standing.ts";
import { findRenewedCharge } from "./store.ts";
import { renderRenewal } from "./view.ts";

/** What this person was offered: whatever else is paid for is refused at the till, without the database. */
export const ordersCell: StateCell<string[]> = { feature: "subscription", key: "orders", schema: z.array(z.string()) };

/** Whether a payment may go through: an order of this very person under its own terms, and no second one that renews itself. */
export function checkOut(query: PreCheckoutQuery, { state, now }: { state: StateReader; now: Date }): ReturnType<UrgentHandler["answer"]> {
  const order = readOrder(query.invoice_payload);
  if (order === undefined) return undefined;
  const isTheirs = order.personId === query.from.id && state.read(ordersCell)?.includes(order.orderId) === true;
  if (!isTheirs || query.currency !== "XTR" || query.total_amount !== order.stars) return { ok: false, reason: "sub-order-unknown" };
  const renewal = mainRenewal(state, now);
  if (order.isMonthly && renewal !== undefined && isActive(renewal, now)) return { ok: false, reason: "sub-order-renewed" };
  return { ok: true };
}

/** Money has come in, or was given back. The days for it, and the words about it, follow with the news of the grant. */
export async function takePayment({ message, turn, deps, update }: BotContext): Promise<boolean> {
  const { successful_payment: paid, refunded_payment: refunded } = message ?? {};
  const order = readOrder((paid ?? refunded)?.invoice_payload ?? "");
  if (order === undefined) return false;
  const plan = (entry: typeof planPayment | typeof planRefund, chargeId: string, stars: number): Planned => {
    const charge: Charge = { chargeId, personId: turn.personId, orderId: order.orderId, stars, days: order.days, at: turn.now };
    return entry(deps.db, charge, undefined);
  };
  const { statements, event } =
    paid === undefined
      ? plan(planRefund, refunded?.telegram_payment_charge_id ?? "", refunded?.total_amount ?? 0)
      : plan(planPayment, paid.telegram_payment_charge_id, paid.total_amount);
  const asOf = { updateId: update.update_id, at: turn.now.getTime() };
  const isKept = paid?.is_recurring === true && turn.profile() !== undefined;
  const renewals = isKept ? keepRenewal(turn, deps, renew(readRenewal(turn.state, order.orderId), { paid, order, asOf })) : [];
  await deps.db.batch([...statements, ...renewals]);
  // Who had themselves forgotten is charged no more, and nothing is kept of them here.
  if (paid?.is_recurring === true && !isKept) await stopForgotten(turn, deps, { paid, order });
  turn.deliver(event);
  return true;
}

/** A renewal is ended by the charge with which it began. */
async function stopForgotten(turn: Turn, deps: Deps, { paid, order }: { paid: SuccessfulPayment; order: Order }): Promise<void> {
  const first = paid.is_first_recurring === true ? undefined : await findRenewedCharge(deps.db, order.orderId);
  await editRenewal(turn, deps, { chargeId: first ?? paid.telegram_payment_charge_id, isCanceled: true });
}

/** How a subscription stands after a payment, which may come later than what was told after it. */
function renew(known: Renewal | undefined, { paid, order, asOf }: { paid: SuccessfulPayment; order: Order; asOf: AsOf }): Renewal {
  const { telegram_payment_charge_id: chargeId, subscription_expiration_date: until = 0, is_first_recurring: isFirst } = paid;
  const paidUntil = until * 1000;
  const isNews = isNewer(asOf, known?.asOf);
  if (known?.chargeId === chargeId) return known;
  const isAnother = isFirst === true && known?.chargeId !== null;
  if (known === undefined || (isNews && isAnother)) return { chargeId, orderId: order.orderId, state: "active", paidUntil, asOf };
  if (isAnother) return known;
  return {
    ...known,
    ...(isNews ? { state: "active", asOf } : {}),
    chargeId: isFirst === true ? chargeId : (known.chargeId ?? chargeId),
    paidUntil: Math.max(known.paidUntil, paidUntil),
  };
}

const told = z.object({ invoice_payload: z.string(), state: z.enum(RENEWAL_STATES) });

/** Telegram tells that somebody has ended what renews itself, taken that back, or could not pay. */
export async function takeSubscription({ update, turn, deps }: BotContext): Promise<boolean> {
  const { invoice_payload: orderId, state } = told.parse(update.subscription);
  if (readOrder(orderId) === undefined) return false;
  if (turn.profile() === undefined) return true;
  const known = readRenewal(turn.state, orderId);
  const asOf = { updateId: update.update_id, at: turn.now.getTime() };
  if (!isNewer(asOf, known?.asOf)) return true;
  const own = known ?? { chargeId: null, orderId, paidUntil: 0 };
  const saves = keepRenewal(turn, deps, { ...own, state, asOf });
  const notices = turn.state.read(entitlementCell) === undefined ? [] : [planNotices(turn, deps.db)];
  const [first, ...rest] = [...saves, ...notices];
  if (first !== undefined) await deps.db.batch([first, ...rest]);
  if (known?.state !== state) turn.say(renderRenewal(turn, { state, endsAt: endOf(turn.state) }));
  return true;
}
