import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { refused, accepted, type Result } from "#platform/result.ts";
import { OutsideError } from "#platform/outside-error.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { StateCell, StateReader, Turn } from "#platform/turn.ts";
import { RENEWAL_STATES } from "./rules.ts";
import { saveSubscription } from "./store.ts";

const renewal = z.object({
  /** Of the first payment; null while only other news of it has come. */
  chargeId: z.string().nullable(),
  orderId: z.string(),
  state: z.enum(RENEWAL_STATES),
  /** In milliseconds. */
  paidUntil: z.number(),
  asOf: z.object({ updateId: z.number(), at: z.number() }),
});
export type Renewal = z.infer<typeof renewal>;

/** What pays for this person by itself. There is one at most: while it does, no other is sold. */
const renewalCell: StateCell<Renewal> = { feature: "subscription", key: "renewal", schema: renewal };

export function readRenewal(state: StateReader): Renewal | undefined {
  return state.read(renewalCell);
}

/** Keeps it, and gives the statements that note it in the database. */
export function keepRenewal(turn: Turn, { db }: Pick<Deps, "db">, next: Renewal) {
  turn.state.write(renewalCell, next);
  const { chargeId, orderId, state, paidUntil } = next;
  if (chargeId === null) return [];
  return [saveSubscription(db, { chargeId, personId: turn.personId, orderId, state, paidUntil: new Date(paidUntil) })];
}

/** Has Telegram end it, or lets it go on; only what Telegram has done is noted. False where Telegram refuses. */
export async function setRenewal(turn: Turn, deps: Deps, { isWanted }: { isWanted: boolean }): Promise<boolean> {
  const known = readRenewal(turn.state);
  if (known === undefined || known.chargeId === null) return false;
  const payload = { user_id: turn.personId, telegram_payment_charge_id: known.chargeId, is_canceled: !isWanted };
  if (!(await askTelegram(deps, { method: "editUserStarSubscription", payload })).ok) return false;
  const [save] = keepRenewal(turn, deps, { ...known, state: isWanted ? "active" : "canceled" });
  if (save !== undefined) await deps.db.batch([save]);
  return true;
}

/** Nobody goes on paying for what was given back. */
export async function stopRenewal(turn: Turn, deps: Deps): Promise<void> {
  if (readRenewal(turn.state)?.state === "active") await setRenewal(turn, deps, { isWanted: false });
}

/**
 * Asks Telegram for something about money, whose answer decides what is written; asked again it changes nothing. Throws where there
 * is no answer now. What has been given back already counts as done.
 */
export async function askTelegram({ telegram }: Pick<Deps, "telegram">, call: Call): Promise<Result<unknown, string>> {
  const answer = await telegram.call(call);
  if (answer.type === "ok") return accepted(answer.result);
  if (answer.type === "unknown" || answer.code === 429 || answer.code >= 500)
    throw new OutsideError({ service: "telegram", reason: `${call.method} was not answered`, retryable: true });
  return /CHARGE_ALREADY_REFUNDED/.test(answer.description) ? accepted(true) : refused(answer.description);
}
