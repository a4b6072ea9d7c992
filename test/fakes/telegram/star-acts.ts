import type { LabeledPrice, StarTransaction } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import { addMessage, chatOf } from "./chats.ts";
import { dispatchMessage } from "./people.ts";
import { refusals } from "./refusals.ts";
import { sendAll } from "./sending.ts";
import { isLate, type Payment, type StoredInvoice } from "./stars.ts";
import { later } from "./updates.ts";
import type { World } from "./world.ts";

export const starActs = {
  sendInvoice(world, args) {
    const stored = keepInvoice(world, args);
    const invoice = {
      title: stored.title,
      description: stored.description,
      start_parameter: args.start_parameter ?? "",
      currency: "XTR",
      total_amount: stored.amount,
    };
    const reply_markup = args.reply_markup ?? { inline_keyboard: [[{ text: `Pay ⭐️${stored.amount}`, pay: true as const }]] };
    const sent = sendAll(world, { ...args, reply_markup }, [{ invoice }], "invoice messages");
    if ("errorCode" in sent) return sent;
    for (const message of sent) message.invoiceSlug = stored.slug;
    return { result: structuredClone(sent[0]?.message) as never };
  },

  createInvoiceLink: (world, args) => ({ result: `https://t.me/$${keepInvoice(world, args).slug}` }),

  answerPreCheckoutQuery(world, args) {
    const checkout = world.checkouts.get(args.pre_checkout_query_id);
    if (!checkout || checkout.state !== "open" || isLate(world, checkout)) return refusals.queryInvalid;
    checkout.state = args.ok ? "confirmed" : "refused";
    if (args.error_message) checkout.reason = args.error_message;
    return { result: true };
  },

  refundStarPayment(world, args) {
    const payment = findPayment(world, args);
    if (!payment) return refusals.chargeUnknown;
    if (payment.isRefunded) return refusals.alreadyRefunded;
    payment.isRefunded = true;
    if (payment.subscription) payment.subscription.isCanceled = true;
    later(world, () => tellOfRefund(world, payment));
    return { result: true };
  },

  editUserStarSubscription(world, args): Outcome<true> {
    const subscription = findPayment(world, args)?.subscription;
    if (!subscription) return refusals.chargeUnknown;
    subscription.isStoppedByBot = args.is_canceled;
    return { result: true };
  },

  getStarTransactions(world, args) {
    const from = args.offset ?? 0;
    return {
      result: {
        transactions: [...world.payments.values()].flatMap((payment) => booked(world, payment)).slice(from, from + (args.limit ?? 100)),
      },
    };
  },

  getMyStarBalance: (world) => ({
    result: { amount: [...world.payments.values()].reduce((sum, { amount, isRefunded }) => sum + (isRefunded ? 0 : amount), 0) },
  }),
} satisfies Acts;

type Terms = { title: string; description: string; payload: string; prices: readonly LabeledPrice[]; subscription_period?: number };

function keepInvoice(world: World, { title, description, payload, prices, subscription_period: period }: Terms): StoredInvoice {
  const amount = prices.reduce((sum, price) => sum + price.amount, 0);
  const slug = `invoice-${world.invoices.size + 1}`;
  const invoice = { slug, title, description, payload, amount, ...(period ? { period } : {}) };
  world.invoices.set(slug, invoice);
  return invoice;
}

function findPayment(world: World, args: { user_id: number; telegram_payment_charge_id: string }): Payment | undefined {
  const payment = world.payments.get(args.telegram_payment_charge_id);
  return payment?.personId === args.user_id ? payment : undefined;
}

async function tellOfRefund(world: World, { chargeId, amount, payload, personId }: Payment): Promise<void> {
  const chat = chatOf(world, personId);
  const refunded_payment = { currency: "XTR", total_amount: amount, invoice_payload: payload, telegram_payment_charge_id: chargeId };
  const { message } = addMessage(world, chat, chat.person, { refunded_payment });
  await dispatchMessage(world, message, personId);
}

/** A refund stands in the books beside its payment, under the same id. */
function booked(world: World, payment: Payment): StarTransaction[] {
  const partner = {
    type: "user" as const,
    transaction_type: "invoice_payment" as const,
    user: chatOf(world, payment.personId).person,
    invoice_payload: payment.payload,
    ...(payment.subscription ? { subscription_period: payment.subscription.period } : {}),
  };
  const line = { id: payment.chargeId, amount: payment.amount, date: payment.date };
  return [{ ...line, source: partner }, ...(payment.isRefunded ? [{ ...line, receiver: partner }] : [])];
}
