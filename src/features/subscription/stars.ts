import * as z from "zod";
import type { PreCheckoutQuery, SuccessfulPayment } from "grammy/types";
import type { UrgentHandler } from "#platform/feature.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { StateCell, StateReader } from "#platform/turn.ts";
import { planPayment, planRefund, type Charge, type Planned } from "./grants.ts";
import { readOrder, type Order } from "./orders.ts";
import { keepRenewal, readRenewal, type Renewal } from "./renewal.ts";
import { isNewer, RENEWAL_STATES, type AsOf } from "./rules.ts";
import { endOf, entitlementCell, planNotices } from "./standing.ts";
import { renderRenewal } from "./view.ts";

/** What this person was offered: whatever else is paid for is refused at the till, without the database. */
export const ordersCell: StateCell<string[]> = { feature: "subscription", key: "orders", schema: z.array(z.string()) };

/** Whether a payment may go through: an order of this very person under its own terms, and no second one that renews itself. */
export function checkOut(query: PreCheckoutQuery, state: StateReader): ReturnType<UrgentHandler["answer"]> {
  const order = readOrder(query.invoice_payload);
  if (order === undefined) return undefined;
  const isTheirs = order.personId === query.from.id && state.read(ordersCell)?.includes(order.orderId) === true;
  if (!isTheirs || query.currency !== "XTR" || query.total_amount !== order.stars) return { ok: false, reason: "sub-order-unknown" };
  if (order.isMonthly && readRenewal(state)?.state === "active") return { ok: false, reason: "sub-order-renewed" };
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
  // Who had themselves forgotten is charged no more, and nothing is kept of them here.
  const renewal =
    paid?.is_recurring === true && turn.profile() !== undefined ? renew(readRenewal(turn.state), { paid, order, asOf }) : undefined;
  await deps.db.batch([...statements, ...(renewal === undefined ? [] : keepRenewal(turn, deps, renewal))]);
  turn.deliver(event);
  return true;
}

/** How a subscription stands after a payment, which may come later than what was told after it. */
function renew(known: Renewal | undefined, { paid, order, asOf }: { paid: SuccessfulPayment; order: Order; asOf: AsOf }): Renewal {
  const { telegram_payment_charge_id: chargeId, subscription_expiration_date: until = 0, is_first_recurring: isFirst } = paid;
  const paidUntil = until * 1000;
  const isNews = isNewer(asOf, known?.asOf);
  if (known?.chargeId === chargeId) return known;
  const isAnother = known?.orderId !== order.orderId || (isFirst === true && known.chargeId !== null);
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
  const known = readRenewal(turn.state);
  const asOf = { updateId: update.update_id, at: turn.now.getTime() };
  if (!isNewer(asOf, known?.asOf)) return true;
  const own = known?.orderId === orderId ? known : { chargeId: null, orderId, paidUntil: 0 };
  const saves = keepRenewal(turn, deps, { ...own, state, asOf });
  const notices = turn.state.read(entitlementCell) === undefined ? [] : [planNotices(turn, deps.db)];
  const [first, ...rest] = [...saves, ...notices];
  if (first !== undefined) await deps.db.batch([first, ...rest]);
  if (known?.state !== state) turn.say(renderRenewal(turn, { state, endsAt: endOf(turn.state) }));
  return true;
}
