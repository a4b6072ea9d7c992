import type { LabeledPrice } from "@grammyjs/types";
import type { Payload } from "./payload.ts";
import { badRequest, notActedOut, type Refusal, refusals } from "./refusals.ts";

const month = 2_592_000;
const mostForSubscription = 10_000;
const mostForOnce = 100_000;

/** An invoice whose fields already have their types. The words for a long title or description are ours. */
export function judgeInvoice(payload: Payload): Refusal | undefined {
  const prices = payload["prices"] as LabeledPrice[];
  if (new TextEncoder().encode(payload["payload"] as string).length > 128) return refusals.invoicePayloadInvalid;
  if (prices.length === 0) return refusals.noPrices;
  if (payload["currency"] !== "XTR")
    return payload["provider_token"] ? notActedOut("payments other than in Stars") : refusals.paymentProviderInvalid;
  if (prices.length > 1 || payload["provider_token"] || payload["max_tip_amount"]) return refusals.starsInvoiceInvalid;
  return judgeAmount(prices[0]?.amount ?? 0, payload["subscription_period"] as number | undefined) ?? judgeWords(payload);
}

function judgeAmount(amount: number, period: number | undefined): Refusal | undefined {
  if (amount <= 0) return refusals.priceNotPositive;
  if (period !== undefined && period !== month) return refusals.subscriptionPeriodInvalid;
  return amount > (period === undefined ? mostForOnce : mostForSubscription) ? refusals.amountInvalid : undefined;
}

function judgeWords(payload: Payload): Refusal | undefined {
  if ((payload["title"] as string).length > 32) return badRequest("invoice title is too long");
  return (payload["description"] as string).length > 255 ? badRequest("invoice description is too long") : undefined;
}

/** A refusal at the till needs its reason. */
export function judgeCheckoutAnswer(payload: Payload): Refusal | undefined {
  return payload["ok"] === false && !payload["error_message"] ? badRequest('parameter "error_message" is required') : undefined;
}
