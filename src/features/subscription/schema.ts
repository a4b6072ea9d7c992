import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { GRANT_KINDS, RENEWAL_STATES } from "./rules.ts";

const instant = () => integer({ mode: "timestamp_ms" });

/** What gives access and what takes it: rows are added and never changed, and when access ends is a fold over them. */
export const grants = sqliteTable(
  "grants",
  {
    /** Of the write that made it; of a payment, what it is called in the ledger. */
    grantId: text().primaryKey(),
    personId: integer().notNull(),
    kind: text({ enum: GRANT_KINDS }).notNull(),
    /** 0 where it takes access. */
    days: integer().notNull().default(0),
    /** The one grant that it takes back; what takes access without naming one ends it at once. */
    takesBack: text(),
    /** `person:<id>`, `admin`, `cron`. */
    by: text().notNull(),
    reason: text(),
    at: instant().notNull(),
  },
  (table) => [index("grants_by_person").on(table.personId)],
);

/** What the fold came to, for the clock and for lists; the person's own object writes it. */
export const entitlements = sqliteTable(
  "entitlements",
  {
    personId: integer().primaryKey(),
    /** Null where no grant is in force. */
    endsAt: instant(),
    /** How many rows it was folded from: since none is ever taken away, an older fold never replaces a newer one. */
    grants: integer().notNull(),
    /** When there is next something to tell about its end. */
    noticeAt: instant(),
  },
  (table) => [
    index("entitlements_by_end").on(table.endsAt),
    index("entitlements_to_notice")
      .on(table.noticeAt)
      .where(sql`notice_at is not null`),
  ],
);

/** What somebody was offered, under its terms: stored before the invoice leaves. */
export const orders = sqliteTable("orders", {
  /** Also the payload of its invoices, which may be paid more than once. */
  orderId: text().primaryKey(),
  personId: integer().notNull(),
  days: integer().notNull(),
  stars: integer().notNull(),
  isMonthly: integer({ mode: "boolean" }).notNull(),
  createdAt: instant().notNull(),
});

/** Every Star that came in or was given back. */
export const starLedger = sqliteTable(
  "star_ledger",
  {
    /** `paid:<charge>` or `refund:<charge>`: each charge is in the books once, and given back once. */
    entryId: text().primaryKey(),
    /** Telegram's `telegram_payment_charge_id`. */
    chargeId: text().notNull(),
    personId: integer().notNull(),
    orderId: text().notNull(),
    /** Less than 0 where they were given back. */
    stars: integer().notNull(),
    at: instant().notNull(),
    /** When it was found in Telegram's own list. */
    confirmedAt: instant(),
  },
  (table) => [
    index("star_ledger_by_person").on(table.personId),
    index("star_ledger_unconfirmed")
      .on(table.at)
      .where(sql`confirmed_at is null`),
  ],
);

/** What pays again by itself, as Telegram last told. */
export const starSubscriptions = sqliteTable(
  "star_subscriptions",
  {
    /** Of the first payment. */
    chargeId: text().primaryKey(),
    personId: integer().notNull(),
    orderId: text().notNull(),
    state: text({ enum: RENEWAL_STATES }).notNull(),
    paidUntil: instant().notNull(),
  },
  (table) => [index("star_subscriptions_by_person").on(table.personId)],
);
