import { sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import { hasChanged, recordAudit, type AuditEntry } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import { insertEvent, type NewEvent } from "#platform/events.ts";
import { always, insertWhen } from "#platform/insert-when.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import type { GrantKind } from "./rules.ts";
import { grants, starLedger } from "./schema.ts";

/** Has the person's object fold its grants anew. It tells of the one that is named, if that was made at this instant. */
export const CHANGED = "subscription.changed";
export const grantChange = z.object({ grantId: z.string(), at: z.number(), orderId: z.string().optional() });

export type NewGrant = {
  grantId: string;
  personId: number;
  kind: GrantKind;
  days?: number;
  takesBack?: string | SQL;
  reason?: string | undefined;
  at: Date;
  /** How many events have led to it; none where it is left out. */
  hops?: number;
};

/** In whose name something is written; undefined is the person's own doing, of which no audit tells. */
export type Author = { by: string; origin: AuditEntry["origin"] } | undefined;

/** Statements for a batch, the first of which has to stay before the others, and the event among them. */
export type Planned = { statements: [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]; event: NewEvent };

/**
 * Adds a grant while `when` holds, and behind it its record (while `isReported`) and the news of it, which is to be delivered when the batch has been
 * made. One that is there already is left alone.
 */
export function planGrant(
  db: Database,
  grant: NewGrant,
  author: Author,
  { when = always, orderId, isReported = hasChanged }: { when?: SQL; orderId?: string; isReported?: SQL } = {},
): Planned {
  const { grantId, personId, kind, days = 0, reason, at } = grant;
  const self = nameOf({ type: "person", id: personId });
  const event = changeEvent(grant, orderId);
  const after = { days, ...(reason === undefined ? {} : { reason }) };
  const audit = author && { auditId: grantId, actor: author.by, action: `subscription.${kind}`, subject: self, after, ...author, at };
  return {
    statements: [
      insertWhen(db, grants, { ...grant, days, by: author?.by ?? self, reason: reason ?? null }, when),
      insertEvent(db, event, hasChanged),
      ...(audit === undefined ? [] : [recordAudit(db, audit, isReported)]),
    ],
    event,
  };
}

/** The news of a grant. */
export function changeEvent({ grantId, personId, at, hops = 0 }: NewGrant, orderId?: string): NewEvent {
  const data: z.infer<typeof grantChange> = { grantId, at: at.getTime(), ...(orderId === undefined ? {} : { orderId }) };
  const to: Subject = { type: "person", id: personId };
  return { eventId: `sub:${grantId}`, to, kind: CHANGED, version: 1, data, cause: grantId, createdAt: at, hops };
}

/** A charge of Telegram's for an order. */
export type Charge = { chargeId: string; personId: number; orderId: string; stars: number; days: number; at: Date };

/** Enters what was paid, and gives the days for it: once for each charge, however often it is told. */
export function planPayment(db: Database, { chargeId, personId, orderId, stars, days, at }: Charge, author: Author): Planned {
  const entryId = paidId(chargeId);
  const entry = db.insert(starLedger).values({ entryId, chargeId, personId, orderId, stars, at }).onConflictDoNothing();
  const { statements, event } = planGrant(db, { grantId: entryId, personId, kind: "payment", days, at }, author, { orderId });
  return { statements: [entry, ...statements], event };
}

/** Enters what was given back, and takes its days. */
export function planRefund(db: Database, charge: Omit<Charge, "days">, author: Author, reason?: string): Planned {
  const { chargeId, personId, orderId, stars, at } = charge;
  const entryId = `refund:${chargeId}`;
  const entry = db.insert(starLedger).values({ entryId, chargeId, personId, orderId, stars: -stars, at }).onConflictDoNothing();
  const grant = { grantId: entryId, personId, kind: "refund" as const, takesBack: paidId(chargeId), reason, at };
  // Telegram may have told of it before whoever gave it back could write it down.
  const { statements, event } = planGrant(db, grant, author, { orderId, isReported: always });
  return { statements: [entry, ...statements], event };
}

/** What a payment is called in the ledger and among the grants. */
function paidId(chargeId: string): string {
  return `paid:${chargeId}`;
}

/** Somebody who has registered: nobody else is given anything. */
export function isKnown(personId: number): SQL {
  return sql`exists (select 1 from people where person_id = ${personId})`;
}
