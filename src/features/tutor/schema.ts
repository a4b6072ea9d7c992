import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { MISTAKE_TYPES } from "./mistake.ts";

/** Each correction that a learner was shown, for reviews and for progress. */
export const mistakes = sqliteTable(
  "mistakes",
  {
    /** `<person>:<beginning of the session>:<its place there>`, so that a repetition adds nothing. */
    mistakeId: text().primaryKey(),
    personId: integer().notNull(),
    at: integer({ mode: "timestamp_ms" }).notNull(),
    /** What was practised. */
    mode: text().notNull(),
    type: text({ enum: MISTAKE_TYPES }).notNull(),
    wrong: text().notNull(),
    right: text().notNull(),
    reason: text().notNull(),
    sentence: text().notNull(),
    /** Of the learner then. */
    level: text().notNull(),
    isMended: integer({ mode: "boolean" }).notNull().default(false),
    /** When the learner asked for a card of it. */
    cardWantedAt: integer({ mode: "timestamp_ms" }),
    /** When a teacher found that it was none. */
    withdrawnAt: integer({ mode: "timestamp_ms" }),
  },
  (table) => [
    index("mistakes_by_person").on(table.personId, table.at),
    index("mistakes_wanted")
      .on(table.personId, table.cardWantedAt)
      .where(sql`card_wanted_at is not null`),
  ],
);

/** One row for each stretch of practice, written at its end. */
export const studySessions = sqliteTable(
  "study_sessions",
  {
    /** `<person>:<beginning>`. */
    sessionId: text().primaryKey(),
    personId: integer().notNull(),
    startedAt: integer({ mode: "timestamp_ms" }).notNull(),
    endedAt: integer({ mode: "timestamp_ms" }).notNull(),
    /** What was practised: the mode of the tutor. */
    mode: text().notNull(),
    level: text().notNull(),
    /** Of practice, long pauses left out. */
    minutes: integer().notNull(),
    turns: integer().notNull(),
    mended: integer().notNull(),
    /** JSON: how many mistakes of each type. */
    mistakesByType: text().notNull(),
  },
  (table) => [index("study_sessions_by_person").on(table.personId, table.endedAt)],
);

/** Corrections that learners do not agree with: kept here, and decided on a card of the desk. */
export const disputes = sqliteTable(
  "disputes",
  {
    mistakeId: text().primaryKey(),
    personId: integer().notNull(),
    disputedAt: integer({ mode: "timestamp_ms" }).notNull(),
    status: text({ enum: ["pending", "accepted", "declined"] })
      .notNull()
      .default("pending"),
    decidedBy: integer(),
    decidedAt: integer({ mode: "timestamp_ms" }),
  },
  (table) => [index("disputes_by_person").on(table.personId)],
);

/** Every recording that lies in R2: written down before it is put there, so that none is forgotten. */
export const speeches = sqliteTable(
  "speeches",
  {
    speechKey: text().primaryKey(),
    /** Under which Telegram has it; empty while it has not. */
    fileId: text().notNull(),
    usedAt: integer({ mode: "timestamp_ms" })
      .notNull()
      .default(sql`0`),
  },
  (table) => [index("speeches_by_use").on(table.usedAt)],
);
