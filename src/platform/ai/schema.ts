import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What models have cost, in millionths of a US dollar: a row for each day and each of `person:<id>`, `feature:<name>` and `bot`. */
export const aiUsage = sqliteTable(
  "ai_usage",
  {
    /** YYYY-MM-DD: a person's own day in their zone, the academy's day for the others. */
    day: text().notNull(),
    scope: text().notNull(),
    calls: integer().notNull(),
    spent: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.scope] })],
);

/** What running jobs of the queue may still spend. A row leaves when its job is settled, or counts no longer when it has expired. */
export const aiReservations = sqliteTable("ai_reservations", {
  jobId: text().primaryKey(),
  personId: integer(),
  personDay: text(),
  feature: text().notNull(),
  day: text().notNull(),
  held: integer().notNull(),
  expiresAt: integer({ mode: "timestamp_ms" }).notNull(),
});

/** Jobs of objects whose spending has been counted, kept while an object may still tell of it once more. */
export const aiSettlements = sqliteTable(
  "ai_settlements",
  { jobId: text().primaryKey(), settledAt: integer({ mode: "timestamp_ms" }).notNull() },
  (table) => [index("ai_settlements_by_time").on(table.settledAt)],
);
