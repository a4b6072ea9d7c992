import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row for each person who registered: the identity that all features share. */
export const people = sqliteTable(
  "people",
  {
    personId: integer().primaryKey(),
    interfaceLanguage: text().notNull(),
    level: text().notNull(),
    explanationLanguage: text().notNull(),
    timezone: text().notNull(),
    isReachable: integer({ mode: "boolean" }).notNull().default(true),
    registeredAt: integer({ mode: "timestamp_ms" }).notNull(),
    /** Grows with each change, so that a late write never overwrites a newer one. */
    version: integer().notNull(),
  },
  (table) => [index("people_by_timezone").on(table.timezone)],
);

/** What one object or edge tells another: written in the batch of the change it reports, delivered after it. */
export const events = sqliteTable(
  "events",
  {
    eventId: text().primaryKey(),
    to: text().notNull(),
    kind: text().notNull(),
    version: integer().notNull(),
    data: text().notNull(),
    cause: text().notNull(),
    hops: integer().notNull(),
    createdAt: integer({ mode: "timestamp_ms" }).notNull(),
    deliveredAt: integer({ mode: "timestamp_ms" }),
  },
  (table) => [
    index("events_undelivered")
      .on(table.createdAt)
      .where(sql`delivered_at is null`),
  ],
);

/** Small facts of the installation, by name; see `clock.ts` for the one that simulations use. */
export const settings = sqliteTable("settings", { name: text().primaryKey(), value: text().notNull() });

export const cronRuns = sqliteTable("cron_runs", {
  cron: text().primaryKey(),
  ranAt: integer({ mode: "timestamp_ms" }).notNull(),
});

/** Queue messages that failed at every try. */
export const deadLetters = sqliteTable("dead_letters", {
  deadLetterId: text().primaryKey(),
  body: text().notNull(),
  diedAt: integer({ mode: "timestamp_ms" }).notNull(),
});

/** Groups that became supergroups, which Telegram gives a new id. */
export const chats = sqliteTable("chats", { chatId: integer().primaryKey(), movedTo: integer().notNull() });
