import type { Deps } from "#platform/deps.ts";
import type { NewEvent } from "#platform/events.ts";
import type { Result } from "#platform/result.ts";
import { accepted } from "#platform/result.ts";
import { planRefund, type Author } from "./grants.ts";
import { askTelegram } from "./renewal.ts";
import type { LedgerEntry } from "./store.ts";

/** The news of it, which is still to be delivered; or why Telegram refuses, in its own words. */
export type Refunded = Result<NewEvent, string>;

/** Gives the Stars of a payment back, first at Telegram and then in the books. Done again it changes nothing. */
export async function refundPayment(
  deps: Deps,
  payment: LedgerEntry,
  { author, at, reason }: { author: Author; at: Date; reason?: string | undefined },
): Promise<Refunded> {
  const { chargeId, personId, orderId, stars } = payment;
  const payload = { user_id: personId, telegram_payment_charge_id: chargeId };
  const answer = await askTelegram(deps, { method: "refundStarPayment", payload });
  if (!answer.ok) return answer;
  const { statements, event } = planRefund(deps.db, { chargeId, personId, orderId, stars, at }, author, reason);
  await deps.db.batch(statements);
  return accepted(event);
}
