import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The pool that daily tips are drawn from. */
export const tips = sqliteTable("tips", {
  tipId: integer().primaryKey({ autoIncrement: true }),
  language: text().notNull(),
  text: text().notNull(),
  addedBy: integer(),
  addedAt: integer({ mode: "timestamp_ms" }).notNull(),
  /** Of the write that added it, so that a repetition adds nothing. */
  key: text().notNull().unique(),
});

/** One row for each day on which a person was sent a tip: what keeps it to one. */
export const tipDays = sqliteTable(
  "tip_days",
  {
    personId: integer().notNull(),
    /** The person's local day, YYYY-MM-DD. */
    day: text().notNull(),
    tipId: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.day] }), index("tip_days_by_day").on(table.day)],
);

/** Whoever switched their daily tip off, or on again. */
export const tipChoices = sqliteTable("tip_choices", {
  personId: integer().primaryKey(),
  isWanted: integer({ mode: "boolean" }).notNull(),
  chosenAt: integer({ mode: "timestamp_ms" }).notNull(),
});
