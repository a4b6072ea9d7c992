import { and, eq, inArray, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Deps } from "#platform/deps.ts";
import { insertWhen } from "#platform/insert-when.ts";
import { events } from "#platform/schema.ts";
import { entitlements, grants, orders, starSubscriptions } from "./schema.ts";
import { selectGrants, selectLedger } from "./store.ts";

export async function exportSubscription(personId: number, { db }: Pick<Deps, "db">) {
  const [given, payments, ordered, subscriptions] = await db.batch([
    selectGrants(db, personId),
    selectLedger(db, personId),
    db.select().from(orders).where(eq(orders.personId, personId)),
    db.select().from(starSubscriptions).where(eq(starSubscriptions.personId, personId)),
  ]);
  return { grants: given, payments, orders: ordered, subscriptions };
}

/**
 * What was paid stays under the Telegram id, as accounts must, and with it what it bought; so do the trial, which nobody gets twice,
 * and what was taken, without the reasons. All that was given by hand goes, and Telegram is told to take no more Stars.
 */
export function forgetSubscription(personId: number, { db }: Pick<Deps, "db">, now: Date): BatchItem<"sqlite">[] {
  const isTheirs = eq(grants.personId, personId);
  const isActive = sql`${starSubscriptions.personId} = ${personId} and ${starSubscriptions.state} = 'active'`;
  const call = { method: "editUserStarSubscription", payload: { user_id: personId, is_canceled: true } };
  // Not by their own object, for which nothing is to be left.
  const event = { kind: "session.relay", version: 1, cause: "forget", hops: 0, createdAt: now, to: "misc:0" };
  const eventId = sql`${`subscription.forget:${now.getTime()}:`} || charge_id`;
  const data = sql`json_set(${JSON.stringify(call)}, '$.payload.telegram_payment_charge_id', charge_id)`;
  return [
    insertWhen(db, events, { ...event, eventId, data }, isActive, sql`star_subscriptions`),
    db.update(starSubscriptions).set({ state: "canceled" }).where(isActive),
    db.delete(grants).where(and(isTheirs, inArray(grants.kind, ["staff", "gift"]))),
    db.update(grants).set({ reason: null }).where(isTheirs),
    db.delete(entitlements).where(eq(entitlements.personId, personId)),
  ];
}
