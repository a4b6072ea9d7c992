import { asc, eq, or } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import { auditLog } from "./schema.ts";

export type AuditEntry = {
  /** The key of the write that this reports: done again, it is reported once. */
  auditId: string;
  actor: string;
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
  origin: "chat" | "admin route" | "cron";
  at: Date;
};

/** The statement that records a change; it stands in the same batch as the change. */
export function recordAudit(db: Database, { before, after, ...entry }: AuditEntry): BatchItem<"sqlite"> {
  const values = { ...entry, before: toJson(before), after: toJson(after) };
  return db.insert(auditLog).values(values).onConflictDoNothing();
}

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
