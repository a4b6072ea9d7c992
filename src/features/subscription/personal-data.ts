import { and, eq, inArray, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Deps } from "#platform/deps.ts";
import { insertEvent } from "#platform/events.ts";
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
  const isActive = and(eq(starSubscriptions.personId, personId), eq(starSubscriptions.state, "active"));
  const charge = sql`(select charge_id from star_subscriptions where person_id = ${personId} and state = 'active' limit 1)`;
  const call = { method: "editUserStarSubscription", payload: { user_id: personId, is_canceled: true } };
  // Not by their own object, for which nothing is to be left.
  const event = { kind: "session.relay", version: 1, cause: "forget", hops: 0, createdAt: now, to: { type: "misc", shard: 0 } as const };
  const data = sql`json_set(${JSON.stringify(call)}, '$.payload.telegram_payment_charge_id', ${charge})`;
  return [
    insertEvent(db, { ...event, eventId: `subscription.forget:${personId}:${now.getTime()}`, data }, sql`${charge} is not null`),
    db.update(starSubscriptions).set({ state: "canceled" }).where(isActive),
    db.delete(grants).where(and(isTheirs, inArray(grants.kind, ["staff", "gift"]))),
    db.update(grants).set({ reason: null }).where(isTheirs),
    db.delete(entitlements).where(eq(entitlements.personId, personId)),
  ];
}
