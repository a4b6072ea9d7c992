import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { STATUSES } from "./rules.ts";

const instant = () => integer({ mode: "timestamp_ms" });

/** The roster: everybody who has paid, by the details that they gave to the academy. */
export const students = sqliteTable(
  "students",
  {
    studentId: integer().primaryKey({ autoIncrement: true }),
    fullName: text().notNull(),
    /** The name in small letters of its own script, which SQLite knows of ASCII only. */
    searchName: text().notNull(),
    email: text().notNull(),
    /** E.164, such as +4930123456. */
    phone: text().notNull(),
    /** The account that the record is linked to; it stays with a removed record, which may be restored. */
    personId: integer(),
    status: text({ enum: STATUSES }).notNull(),
    /** Whoever says that the record is theirs, while a verifier has not confirmed it. */
    claimedBy: integer(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    verifiedAt: instant(),
    removedAt: instant(),
    removedBy: text(),
    removedReason: text(),
    /** Grows with each change: a change is made to the version that was looked at, or not at all. */
    version: integer().notNull().default(1),
    /** Of the write that made this version. */
    changedKey: text().notNull(),
  },
  (table) => [
    uniqueIndex("students_live_email")
      .on(table.email)
      .where(sql`status <> 'removed'`),
    uniqueIndex("students_live_phone")
      .on(table.phone)
      .where(sql`status <> 'removed'`),
    uniqueIndex("students_live_person")
      .on(table.personId)
      .where(sql`status <> 'removed'`),
    index("students_by_email").on(table.email),
    index("students_by_phone").on(table.phone),
    index("students_by_person").on(table.personId),
  ],
);

/** Each time that somebody typed an email or a number, so that nobody can try them all. */
export const verificationAttempts = sqliteTable(
  "verification_attempts",
  { key: text().primaryKey(), personId: integer().notNull(), at: instant().notNull() },
  (table) => [index("verification_attempts_by_person").on(table.personId, table.at)],
);

/** What mirrors outside have still to be told of, in the order in which it happened to each subject. */
export const mirrorEvents = sqliteTable(
  "mirror_events",
  {
    mirrorEventId: text().primaryKey(),
    /** `student:<id>`. */
    subject: text().notNull(),
    kind: text().notNull(),
    /** JSON. */
    data: text().notNull(),
    createdAt: instant().notNull(),
    doneAt: instant(),
  },
  (table) => [
    index("mirror_events_open")
      .on(table.createdAt)
      .where(sql`done_at is null`),
    index("mirror_events_by_subject").on(table.subject),
  ],
);
