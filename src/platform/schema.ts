import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
    /** Of the write that made this version: the same write done again is not a conflict with itself. */
    changedKey: text().notNull().default(""),
    /** Telegram's @name without the @, as it was when they were last here; names change hands. */
    username: text(),
  },
  (table) => [index("people_by_timezone").on(table.timezone), index("people_by_username").on(sql`lower(${table.username})`)],
);

/** Who was given which role; the owners are in the configuration. */
export const staff = sqliteTable(
  "staff",
  {
    personId: integer().notNull(),
    role: text({ enum: ["admin", "teacher", "verifier", "approver", "dns"] }).notNull(),
    /** As Telegram showed it when the role was given; null where only the id was known. */
    name: text(),
    /** Null where it was a bearer of the admin token. */
    addedBy: integer(),
    addedAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.role] }), index("staff_by_role").on(table.role)],
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

/** When each schedule last ran to its end. */
export const cronRuns = sqliteTable("cron_runs", {
  schedule: text().primaryKey(),
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

/** Every change by staff, or by the machine in their name. Rows are added and never changed. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    /** Of the write that it reports. */
    auditId: text().primaryKey(),
    /** `person:<id>`, `admin` for the bearer of the token, `cron:<name>`. */
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    /** JSON. */
    before: text(),
    after: text(),
    /** `chat`, `admin route`, `cron`. */
    origin: text().notNull(),
    at: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [index("audit_log_by_subject").on(table.subject, table.at), index("audit_log_by_actor").on(table.actor, table.at)],
);

/** When staff were last told of each kind of trouble, and how often it came since. */
export const alerts = sqliteTable("alerts", {
  kind: text().primaryKey(),
  sentAt: integer({ mode: "timestamp_ms" }).notNull(),
  count: integer().notNull(),
});

/** People who had everything forgotten. Nothing that arrives late may bring them back; only a new private /start does. */
export const tombstones = sqliteTable("tombstones", {
  personId: integer().primaryKey(),
  forgottenAt: integer({ mode: "timestamp_ms" }).notNull(),
});

/** On which days somebody has learnt, as it was in the zone where they lived then; one that is over never changes. */
export const studyDays = sqliteTable(
  "study_days",
  {
    personId: integer().notNull(),
    /** YYYY-MM-DD, see `study-day.ts`. */
    day: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.day] })],
);

/** When we were not there for people, as far as we know; see `outages.ts`. */
export const outages = sqliteTable(
  "outages",
  {
    outageId: text().primaryKey(),
    /** 0 stands for everybody. */
    personId: integer().notNull(),
    startedAt: integer({ mode: "timestamp_ms" }).notNull(),
    endedAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [index("outages_by_person").on(table.personId, table.endedAt)],
);
