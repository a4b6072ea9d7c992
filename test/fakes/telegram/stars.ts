import type { Message, PreCheckoutQuery, SuccessfulPayment } from "@grammyjs/types";
import { chatOf, findMessage, roomOf } from "./chats.ts";
import type { InvoiceOnScreen, PaymentOutcome } from "./contract.ts";
import { wait } from "./failures.ts";
import { post } from "./people.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import { announce, today, type World } from "./world.ts";

/** What is for sale. Only the bot knows the payload. A period in seconds makes it a subscription. */
export type StoredInvoice = { slug: string; title: string; description: string; payload: string; amount: number; period?: number };

export type Checkout = {
  query: PreCheckoutQuery;
  at: number;
  slug: string;
  chatId: number;
  /** The invoice, where it is a message and no link. */
  messageId?: number;
  state: "open" | "confirmed" | "refused" | "lapsed" | "paid";
  reason?: string;
};

/** A payment in Stars, by its charge id. A renewal names the charge with which its subscription began. */
export type Payment = {
  chargeId: string;
  personId: number;
  slug: string;
  amount: number;
  payload: string;
  date: number;
  isRefunded: boolean;
  subscription?: { firstChargeId: string; period: number; expiresAt: number; isCanceled: boolean; isStoppedByBot: boolean };
};

/** A pre-checkout query must be answered in this time. */
const checkoutLife = 10_000;
const pause = 5;

/** Presses Pay: the bot is asked whether the deal stands. */
export async function checkOut(world: World, personId: number, invoice: InvoiceOnScreen): Promise<PreCheckoutQuery> {
  const chatId = invoice.chatId ?? personId;
  const shown = "link" in invoice ? undefined : findMessage(roomOf(world, personId, chatId), invoice.messageId);
  if (shown?.receipts?.has(personId)) throw new Error(`Person ${personId} has paid this invoice and is offered the receipt`);
  const slug = "link" in invoice ? slugOf(invoice.link) : shown?.invoiceSlug;
  const stored = world.invoices.get(slug ?? "");
  if (!stored) throw new Error(`There is no invoice ${JSON.stringify(invoice)} that person ${personId} could pay`);
  const query: PreCheckoutQuery = {
    id: `${personId}9${String(world.checkouts.size + 1).padStart(6, "0")}`,
    from: chatOf(world, personId).person,
    currency: "XTR",
    total_amount: stored.amount,
    invoice_payload: stored.payload,
  };
  const which = shown ? { messageId: shown.message.message_id } : {};
  world.checkouts.set(query.id, { query, at: world.options.now(), slug: stored.slug, chatId, ...which, state: "open" });
  await dispatch(world, makeUpdate(world, { pre_checkout_query: query }), personId);
  return query;
}

/** Waits for the bot's answer and carries the payment out, unless the bot refused or was too late. */
export async function settle(world: World, queryId: string): Promise<PaymentOutcome> {
  const checkout = world.checkouts.get(queryId);
  if (!checkout) throw new Error(`There is no pre-checkout query ${queryId}`);
  for (let waited = 0; checkout.state === "open" && waited < checkoutLife && !isLate(world, checkout); waited += pause) await wait(pause);
  if (checkout.state === "open") checkout.state = "lapsed";
  if (checkout.state === "refused") return { state: "refused", reason: checkout.reason ?? "" };
  if (checkout.state !== "confirmed") return { state: "lapsed" };
  checkout.state = "paid";
  const payment = keepPayment(world, checkout);
  const message = await tellOfPayment(world, payment, checkout.chatId);
  keepReceipt(world, checkout, message);
  return { state: "paid", chargeId: payment.chargeId, message };
}

export const isLate = (world: World, { at }: Checkout): boolean => world.options.now() - at > checkoutLife;

/** The next period of a subscription is paid, without asking the bot; or the person lacks the Stars for it, and the subscription has failed. */
export async function renew(world: World, chargeId: string, hasStars: boolean): Promise<Message | undefined> {
  const first = paymentWith(world, chargeId);
  const { subscription } = first;
  if (!subscription) throw new Error(`The charge ${chargeId} is of no subscription`);
  if (subscription.isCanceled || subscription.isStoppedByBot) throw new Error(`The subscription of the charge ${chargeId} is canceled`);
  if (!hasStars) {
    subscription.isCanceled = true;
    await tellOfSubscription(world, first, "failed");
    return undefined;
  }
  subscription.expiresAt += subscription.period;
  const payment = { ...first, chargeId: nextChargeId(world), date: today(world), isRefunded: false };
  world.payments.set(payment.chargeId, payment);
  return tellOfPayment(world, payment, first.personId);
}

/** The person ends their subscription at the end of what is paid, or takes that back. */
export async function setCanceled(world: World, chargeId: string, isCanceled: boolean): Promise<void> {
  const payment = paymentWith(world, chargeId);
  if (!payment.subscription) throw new Error(`The charge ${chargeId} is of no subscription`);
  payment.subscription.isCanceled = isCanceled;
  await tellOfSubscription(world, payment, isCanceled ? "canceled" : "active");
}

function keepPayment(world: World, { query, slug }: Checkout): Payment {
  const period = world.invoices.get(slug)?.period;
  const chargeId = nextChargeId(world);
  const base = { chargeId, personId: query.from.id, slug, amount: query.total_amount, payload: query.invoice_payload };
  const terms = { firstChargeId: chargeId, expiresAt: today(world) + (period ?? 0), isCanceled: false, isStoppedByBot: false };
  const payment: Payment = {
    ...base,
    date: today(world),
    isRefunded: false,
    ...(period === undefined ? {} : { subscription: { ...terms, period } }),
  };
  world.payments.set(chargeId, payment);
  return payment;
}

/** Whoever has paid an invoice in a chat finds the receipt in its place; by a link one may pay again and again. */
function keepReceipt(world: World, { query: { from }, chatId, messageId }: Checkout, receipt: Message): void {
  const invoice = messageId === undefined ? undefined : findMessage(roomOf(world, from.id, chatId), messageId);
  if (messageId === undefined || !invoice) return;
  invoice.receipts = new Map([...(invoice.receipts ?? []), [from.id, receipt.message_id]]);
  announce(world, { kind: "receipt", chatId, messageId });
}

function tellOfPayment(world: World, { chargeId, amount, payload, personId, subscription }: Payment, chatId: number): Promise<Message> {
  const recurring = subscription && {
    subscription_expiration_date: subscription.expiresAt,
    is_recurring: true as const,
    ...(subscription.firstChargeId === chargeId ? { is_first_recurring: true as const } : {}),
  };
  const successful_payment: SuccessfulPayment = {
    currency: "XTR",
    total_amount: amount,
    invoice_payload: payload,
    ...recurring,
    telegram_payment_charge_id: chargeId,
    provider_payment_charge_id: `${chargeId}-provider`,
  };
  announce(world, { kind: "payment", personId, chargeId });
  return post(world, personId, { successful_payment }, chatId === personId ? {} : { chatId });
}

async function tellOfSubscription(world: World, { personId, payload }: Payment, state: "canceled" | "active" | "failed"): Promise<void> {
  const subscription = { user: chatOf(world, personId).person, invoice_payload: payload, state };
  await dispatch(world, makeUpdate(world, { subscription }), personId);
}

function paymentWith(world: World, chargeId: string): Payment {
  const payment = world.payments.get(chargeId);
  if (!payment) throw new Error(`There is no charge ${chargeId}`);
  return payment;
}

const nextChargeId = (world: World): string => `stars-${world.options.bot.id}-${world.payments.size + 1}`;
const slugOf = (link: string): string => link.replace(/^.*\/\$/, "");
