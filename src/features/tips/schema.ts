import { LEVELS } from "#platform/profile.ts";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const TIP_STATES = ["asked", "proposed", "ready", "refused", "deleted"] as const;

/** The pool that daily tips are drawn from. */
export const tips = sqliteTable("tips", {
  tipId: integer().primaryKey({ autoIncrement: true }),
  language: text().notNull(),
  text: text().notNull(),
  addedBy: integer(),
  addedAt: integer({ mode: "timestamp_ms" }).notNull(),
  /** Of the write that added it, so that a repetition adds nothing. */
  key: text().notNull().unique(),
  /** The language that it is about, and the level and the topic that it is for; null is any. */
  target: text(),
  level: text({ enum: LEVELS }),
  /** A type of mistake, or another word. */
  topic: text(),
  /** The only day on which a model's tip is sent, YYYY-MM-DD; null where people wrote it. */
  forDay: text(),
  /** A model's tip is `asked` for, `proposed` to staff and then `ready` or `refused`; only what is ready is sent. */
  state: text({ enum: TIP_STATES }).notNull().default("ready"),
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
  (table) => [
    primaryKey({ columns: [table.personId, table.day] }),
    index("tip_days_by_day").on(table.day),
    index("tip_days_by_tip").on(table.tipId),
  ],
);

/** Whoever switched their daily tip off or on again, or wants it at another hour. */
export const tipChoices = sqliteTable("tip_choices", {
  personId: integer().primaryKey(),
  isWanted: integer({ mode: "boolean" }).notNull(),
  chosenAt: integer({ mode: "timestamp_ms" }).notNull(),
  /** Of their clock; null is the usual one. */
  hour: integer(),
});
