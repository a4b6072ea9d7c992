import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { refused, accepted, type Result } from "#platform/result.ts";
import { OutsideError } from "#platform/outside-error.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { StateCell, StateReader, Turn } from "#platform/turn.ts";
import { isActive, RENEWAL_STATES } from "./rules.ts";
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

/** What pays for this person by itself, one of each order: while one does no other is sold, but in Telegram an old one can be resumed. */
const renewalsCell: StateCell<Renewal[]> = { feature: "subscription", key: "renewals", schema: z.array(renewal) };
/** Where it was kept when there was one at most. */
const onlyRenewalCell: StateCell<Renewal> = { feature: "subscription", key: "renewal", schema: renewal };

function readRenewals(state: StateReader): Renewal[] {
  return state.read(renewalsCell) ?? [state.read(onlyRenewalCell)].filter((only) => only !== undefined);
}

export function readRenewal(state: StateReader, orderId: string): Renewal | undefined {
  return readRenewals(state).find((each) => each.orderId === orderId);
}

/** The one that somebody can do something about: what pays now, or else the newest. */
export function mainRenewal(state: StateReader, now: Date): Renewal | undefined {
  const newestFirst = readRenewals(state).toSorted((a, b) => b.asOf.at - a.asOf.at);
  return newestFirst.find((each) => isActive(each, now)) ?? newestFirst[0];
}

/** Keeps it, and gives the statements that note it in the database. */
export function keepRenewal(turn: Turn, { db }: Pick<Deps, "db">, next: Renewal) {
  const others = readRenewals(turn.state).filter((each) => each.orderId !== next.orderId);
  turn.state.write(renewalsCell, [...others, next]);
  const { chargeId, orderId, state, paidUntil } = next;
  if (chargeId === null) return [];
  return [saveSubscription(db, { chargeId, personId: turn.personId, orderId, state, paidUntil: new Date(paidUntil) })];
}

/** Has Telegram end it; only what Telegram has done is noted, as of `asOf`. False where Telegram refuses. */
export async function endRenewal(turn: Turn, deps: Deps, known: Renewal): Promise<boolean> {
  if (!(await editRenewal(turn, deps, { chargeId: known.chargeId, isCanceled: true }))) return false;
  const [save] = keepRenewal(turn, deps, { ...known, state: "canceled" });
  if (save !== undefined) await deps.db.batch([save]);
  return true;
}

/** Nobody goes on paying for what was given back. */
export async function stopRenewal(turn: Turn, deps: Deps, orderId: string): Promise<void> {
  const known = readRenewal(turn.state, orderId);
  if (known?.state === "active") await endRenewal(turn, deps, known);
}

type Edit = { chargeId: string | null; isCanceled: boolean };

/** Ends a renewal, or lets the person resume in Telegram what was ended here; false where Telegram refuses. */
export async function editRenewal({ personId }: Turn, deps: Deps, { chargeId, isCanceled }: Edit): Promise<boolean> {
  if (chargeId === null) return false;
  const payload = { user_id: personId, telegram_payment_charge_id: chargeId, is_canceled: isCanceled };
  return (await askTelegram(deps, { method: "editUserStarSubscription", payload })).ok;
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
