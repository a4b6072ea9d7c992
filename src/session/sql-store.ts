import * as z from "zod";
import { ROW_KINDS } from "#platform/sessions.ts";
import type { TraceEntry } from "#platform/trace.ts";
import type { InboxRow } from "./inbox.ts";
import type { Effect } from "./effects.ts";
import { createSqlState } from "./sql-state.ts";
import type { Change, SessionStore } from "./store.ts";

const PRUNE_AT_ONCE = 20;

const TABLES = [
  `CREATE TABLE IF NOT EXISTS inbox (key TEXT PRIMARY KEY, seq INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    tries INTEGER NOT NULL, accepted_at INTEGER NOT NULL, not_before INTEGER NOT NULL, body TEXT NOT NULL, effects TEXT NOT NULL,
    "end" TEXT NOT NULL, outcome TEXT NOT NULL, ms INTEGER NOT NULL, trace TEXT NOT NULL DEFAULT '[]') WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS state (feature TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (feature, key)) WITHOUT ROWID`,
];

/** A row as the table holds it. */
export type Stored = Record<"key" | "kind" | "status" | "body" | "effects" | "end" | "outcome" | "trace", string> &
  Record<"seq" | "tries" | "accepted_at" | "not_before" | "ms", number>;

/** The storage of a Session object. Open rows are also held in memory, so that the loop never scans the table. */
export function createSqlStore(storage: DurableObjectStorage): SessionStore {
  const { sql } = storage;
  createTables(sql);
  const values = createSqlState(sql);
  const open = new Map(readOpen(sql).map((row) => [row.key, row]));
  let seq = readNumber(sql, "SELECT max(seq) AS value FROM inbox") ?? 0;
  let newestSeq = seq;
  let oldestAt = readNumber(sql, "SELECT min(accepted_at) AS value FROM inbox");

  const remember = (row: InboxRow) => {
    if (row.status === "waiting" || row.status === "sending") open.set(row.key, row);
    else open.delete(row.key);
  };
  const insert = (row: InboxRow) => {
    if (!insertRow(sql, row)) return false;
    newestSeq = row.seq;
    oldestAt ??= row.acceptedAt;
    remember(row);
    return true;
  };
  const replace = ({ next, tries }: { next: InboxRow; tries: number }) => {
    if (!updateRow(sql, next, tries)) return false;
    remember(next);
    return true;
  };
  return {
    insert: (row, state) => {
      if (state === undefined) return insert(row);
      return storage.transactionSync(() => {
        if (!insert(row)) return false;
        values.write([state]);
        return true;
      });
    },
    open: () => [...open.values()],
    nextSeq: () => ++seq,
    apply: (change) => {
      const write = () => {
        if (change.row !== undefined && !replace(change.row)) return false;
        if (change.forgetsState === true) {
          values.clear();
          forgetEnded(sql);
        }
        values.write(change.state ?? []);
        (change.arrivals ?? []).forEach(insert);
        return true;
      };
      return isOneStatement(change) ? write() : storage.transactionSync(write);
    },
    find: (key) => open.get(key) ?? sql.exec<Stored>("SELECT * FROM inbox WHERE key = ?", key).toArray().map(toRow)[0],
    readState: values.read,
    listState: values.list,
    prune: (before) => {
      if (oldestAt === undefined || oldestAt >= before) return;
      deleteOld(sql, before, newestSeq);
      oldestAt = readNumber(sql, "SELECT min(accepted_at) AS value FROM inbox");
    },
  };
}

/** It happens whole or not at all without a transaction around it, and most changes are one. */
function isOneStatement({ row, forgetsState = false, state = [], arrivals = [] }: Change): boolean {
  return !forgetsState && (row === undefined ? 0 : 1) + state.length + arrivals.length <= 1;
}

function createTables(sql: SqlStorage): void {
  const [known] = sql.exec<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'inbox'").toArray();
  if (known === undefined) for (const table of TABLES) sql.exec(table);
  else if (!known.sql.includes("trace")) sql.exec("ALTER TABLE inbox ADD COLUMN trace TEXT NOT NULL DEFAULT '[]'");
}

/** The keys stay: what they stand for must not be handled a second time. */
function forgetEnded(sql: SqlStorage): void {
  sql.exec(
    "UPDATE inbox SET kind = 'other', body = '', outcome = '', ms = 0, trace = '[]' WHERE status NOT IN ('waiting', 'sending') AND outcome <> ''",
  );
}

function insertRow(sql: SqlStorage, row: InboxRow): boolean {
  const values = [
    row.key,
    row.seq,
    row.kind,
    row.status,
    row.tries,
    row.acceptedAt,
    row.notBefore,
    row.body,
    JSON.stringify(row.effects),
    row.end,
    row.outcome,
    row.ms,
    JSON.stringify(row.trace),
  ];
  const { rowsWritten } = sql.exec(
    "INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
    ...values,
  );
  return rowsWritten > 0;
}

function updateRow(sql: SqlStorage, row: InboxRow, tries: number): boolean {
  const columns = `status = ?, tries = ?, not_before = ?, body = ?, effects = ?, "end" = ?, outcome = ?, ms = ?, trace = ?`;
  const values = [
    row.status,
    row.tries,
    row.notBefore,
    row.body,
    JSON.stringify(row.effects),
    row.end,
    row.outcome,
    row.ms,
    JSON.stringify(row.trace),
    row.key,
    tries,
  ];
  return sql.exec(`UPDATE inbox SET ${columns} WHERE key = ? AND tries = ?`, ...values).rowsWritten > 0;
}

function deleteOld(sql: SqlStorage, before: number, newestSeq: number): void {
  const old = "SELECT key FROM inbox WHERE accepted_at < ? AND seq <> ? AND status NOT IN ('waiting', 'sending') LIMIT ?";
  sql.exec(`DELETE FROM inbox WHERE key IN (${old})`, before, newestSeq, PRUNE_AT_ONCE);
}

const kinds = z.enum(ROW_KINDS);
const statuses = z.enum(["waiting", "sending", "done", "dead", "limited"]);

const ends = z.enum(["done", "dead", "limited"]);

function readOpen(sql: SqlStorage): InboxRow[] {
  return sql.exec<Stored>("SELECT * FROM inbox WHERE status IN ('waiting', 'sending') ORDER BY seq").toArray().map(toRow);
}

export function toRow(row: Stored): InboxRow {
  return {
    key: row.key,
    seq: row.seq,
    kind: kinds.parse(row.kind),
    status: statuses.parse(row.status),
    tries: row.tries,
    acceptedAt: row.accepted_at,
    notBefore: row.not_before,
    body: row.body,
    effects: parseEffects(row.effects),
    end: ends.parse(row.end),
    outcome: row.outcome,
    ms: row.ms,
    trace: parseTrace(row.trace),
  };
}

// Both are written by this module and by nothing else, so their shape is trusted.
function parseEffects(json: string): Effect[] {
  return JSON.parse(json) as Effect[];
}

function parseTrace(json: string): TraceEntry[] {
  return JSON.parse(json) as TraceEntry[];
}

function readNumber(sql: SqlStorage, query: string): number | undefined {
  return sql.exec<{ value: number | null }>(query).one().value ?? undefined;
}
