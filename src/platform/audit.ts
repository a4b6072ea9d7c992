import { asc, eq, or, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import { always, insertWhen } from "./insert-when.ts";
import { auditLog } from "./schema.ts";

export type AuditEntry = {
  /** The key of the write that this reports: done again, it is reported once. */
  auditId: string;
  actor: string;
  action: string;
  subject: string | SQL;
  before?: unknown;
  after?: unknown;
  origin: "chat" | "admin route" | "cron";
  at: Date;
};

/** The statement that records a change; it stands in the same batch as the change, and under the same condition. */
export function recordAudit(db: Database, { before, after, ...entry }: AuditEntry, when: SQL = always): BatchItem<"sqlite"> {
  return insertWhen(db, auditLog, { ...entry, before: toJson(before), after: toJson(after) }, when);
}

/** The condition under which a change is recorded that may find nothing to change: the statement before it in the batch wrote a row. */
export const hasChanged = sql`changes() = 1`;

/** What this actor changed, and what was changed about them, oldest first; `name` is written as in an entry. */
export function listAudit(db: Database, name: string) {
  return db
    .select()
    .from(auditLog)
    .where(or(eq(auditLog.actor, name), eq(auditLog.subject, name)))
    .orderBy(asc(auditLog.at));
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
