import { and, asc, eq, gt, notExists, or, sql, type SQL } from "drizzle-orm";
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

const KEPT_AGAIN_AFTER_MS = 10 * 60_000;

/**
 * The statement that keeps what somebody tried without the right to. The same is kept once in ten minutes, so that nobody fills the
 * log by pressing.
 */
export function recordRefused(db: Database, tried: Omit<AuditEntry, "before" | "origin" | "subject"> & { subject: string }) {
  const { actor, action, subject, after, at } = tried;
  const since = new Date(at.getTime() - KEPT_AGAIN_AFTER_MS);
  const what = and(eq(auditLog.action, action), eq(auditLog.subject, subject), eq(auditLog.after, JSON.stringify(after)));
  const known = db
    .select({ auditId: auditLog.auditId })
    .from(auditLog)
    .where(and(eq(auditLog.actor, actor), gt(auditLog.at, since), what));
  return recordAudit(db, { ...tried, origin: "chat" }, notExists(known));
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
