import type { RecalledRow } from "#platform/trace.ts";
import { methodOf } from "./effects.ts";
import type { InboxRow } from "./inbox.ts";
import { toRow, type Stored } from "./sql-store.ts";

const KEPT_AT_MOST = 2_000;

/**
 * What the inbox tells of its rows, or of the one with this key, oldest first; the newest where there are very many. It reads and
 * nothing else, also where there is no inbox yet.
 */
export function recallRows(sql: SqlStorage, key?: string): RecalledRow[] {
  const [inbox] = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'inbox'").toArray();
  if (inbox === undefined) return [];
  const rows =
    key === undefined
      ? sql.exec<Stored>("SELECT * FROM inbox ORDER BY seq DESC LIMIT ?", KEPT_AT_MOST).toArray().reverse()
      : sql.exec<Stored>("SELECT * FROM inbox WHERE key = ?", key).toArray();
  // An object that has not run since the trace was added has no such column.
  return rows.map((row) => recalled(toRow({ ...row, trace: row.trace ?? "[]" })));
}

/** What could not be handled, as it came. */
export function recallBodies(sql: SqlStorage): Array<{ key: string; body: string }> {
  if (recallRows(sql).length === 0) return [];
  return sql.exec<{ key: string; body: string }>("SELECT key, body FROM inbox WHERE status = 'dead' AND body <> '' ORDER BY seq").toArray();
}

function recalled({ key, seq, kind, status, tries, acceptedAt, notBefore, outcome, ms, trace, effects, body }: InboxRow): RecalledRow {
  const unsent = effects.map((effect) => ({ method: methodOf(effect), tries: effect.tries, notBefore: effect.notBefore }));
  const isReplayable = status === "dead" && body !== "";
  return { key, seq, kind, status, tries, acceptedAt, notBefore, outcome, ms, trace, unsent, isReplayable };
}
