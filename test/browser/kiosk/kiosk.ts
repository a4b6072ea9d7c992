import * as z from "zod";
import type { Feature } from "#platform/feature.ts";
import { bold, paragraph } from "#platform/text/tree.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { StateCell } from "#platform/turn.ts";
import { readAloud } from "./read-aloud.ts";

/** What somebody has asked for, and whether it is theirs. */
const order = z.object({ payload: z.string(), isPaid: z.boolean(), chargeId: z.string().optional() });
const orderCell: StateCell<z.infer<typeof order>> = { feature: "kiosk", key: "order", schema: order };

const PRICE = { label: "One lesson", amount: 50 };

/** Sells one lesson for Stars and reads it aloud: as little as a feature needs that is paid for and speaks. */
export const kiosk: Feature = {
  name: "kiosk",
  locales: {
    en: "sold-out = This lesson has been sold already.",
    de: "sold-out = Diese Stunde ist schon verkauft.",
    ru: "sold-out = Этот урок уже продан.",
  },
  commands: [
    { name: "refund", needs: { registration: "waived" }, handle: giveBack },
    { name: "buy", needs: { registration: "waived" }, handle: offer },
  ],
  urgent: [
    {
      kind: "pre_checkout_query",
      answer: ({ invoice_payload: payload, total_amount: amount, currency }, { state }) => {
        const ordered = state.read(orderCell);
        if (ordered?.payload !== payload) return undefined;
        const isRight = !ordered.isPaid && amount === PRICE.amount && currency === "XTR";
        return isRight ? { ok: true } : { ok: false, reason: "sold-out" };
      },
    },
  ],
  fallbacks: [{ kind: "payment", priority: 1, handle: handOver }],
  jobs: [readAloud],
};

/** The order is known before the invoice leaves: both take effect with the same commit. By a link it can be tried again, and is sold once all the same. */
async function offer(ctx: BotContext, rest: string): Promise<void> {
  const payload = `lesson:${ctx.turn.key()}`;
  ctx.turn.state.write(orderCell, { payload, isPaid: false });
  if (rest === "link") {
    const url = await ctx.api.createInvoiceLink("One lesson", "One sentence, read to you.", payload, "", "XTR", [PRICE]);
    return ctx.say({ text: [paragraph("One lesson, by a link.")], buttons: [[{ label: "Pay by link", url }]] });
  }
  await ctx.api.sendInvoice(ctx.turn.personId, "One lesson", "One sentence, read to you.", payload, "XTR", [PRICE]);
}

function handOver({ message, turn }: BotContext): boolean {
  const ordered = turn.state.read(orderCell);
  const payment = message?.successful_payment;
  if (payment === undefined || ordered?.payload !== payment.invoice_payload) return false;
  turn.state.write(orderCell, { ...ordered, isPaid: true, chargeId: payment.telegram_payment_charge_id });
  turn.say({ text: [paragraph("The lesson is ", bold("yours"), ". Listen:")] });
  turn.start(readAloud, { text: "Der frühe Vogel fängt den Wurm." });
  return true;
}

async function giveBack(ctx: BotContext): Promise<void> {
  const { chargeId } = ctx.turn.state.read(orderCell) ?? {};
  if (chargeId !== undefined) await ctx.api.refundStarPayment(ctx.turn.personId, chargeId);
}
