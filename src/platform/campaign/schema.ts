import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { DELIVERY_STATUSES } from "./status.ts";

const instant = () => integer({ mode: "timestamp_ms" });

const CAMPAIGN_STATUSES = ["running", "paused", "cancelled", "finished"] as const;

/** Something that goes to many: a message of the staff's, or what the clock sends on one day. */
export const campaigns = sqliteTable("campaigns", {
  campaignId: text().primaryKey(),
  kind: text().notNull(),
  /** JSON: what is the same for all recipients. */
  data: text().notNull(),
  status: text({ enum: CAMPAIGN_STATUSES }).notNull().default("running"),
  /** Who is told of its end; null where the clock began it. */
  startedBy: integer(),
  startedAt: instant().notNull(),
  /** The last recipient that was written down; null where all are. */
  filledTo: integer(),
  /** When anything of it was last sent, or put into the queue. */
  movedAt: instant().notNull(),
  finishedAt: instant(),
  /** JSON: how many deliveries came to which end, once all have. */
  totals: text(),
});

/** One message to one person. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    deliveryId: integer().primaryKey(),
    /** What it is, and for whom: it is written once. */
    deliveryKey: text().notNull().unique(),
    campaignId: text().notNull(),
    personId: integer().notNull(),
    /** JSON: what its kind needs to say it. */
    data: text().notNull(),
    status: text({ enum: DELIVERY_STATUSES }).notNull().default("pending"),
    /** Why it was not sent: Telegram's words, or a code of ours. */
    reason: text(),
    tries: integer().notNull().default(0),
    /** Of the run that marked it last; no other may say what became of it. */
    claim: text(),
    /** When it may go into the queue; null once it is there. */
    notBefore: instant(),
    /** After it, it is not sent any more. */
    expiresAt: instant(),
    messageId: integer(),
    changedAt: instant().notNull(),
  },
  (table) => [
    index("deliveries_by_person").on(table.personId),
    index("deliveries_by_campaign").on(table.campaignId, table.status),
    index("deliveries_due")
      .on(table.notBefore)
      .where(sql`status = 'pending' and not_before is not null`),
  ],
);
