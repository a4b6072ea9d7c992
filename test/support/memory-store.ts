import type { InboxRow } from "#session/inbox.ts";
import type { SessionStore, StateWrite } from "#session/store.ts";

const isEnded = ({ status }: InboxRow) => status !== "waiting" && status !== "sending";
const blankRow = (row: InboxRow): InboxRow => ({ ...row, kind: "other", body: "", outcome: "", ms: 0, trace: [] });

/** The session's storage as plain maps, for runs of the pure core without workerd. */
export function createMemoryStore(): SessionStore & { rows: () => InboxRow[] } {
  const rows = new Map<string, InboxRow>();
  const state = new Map<string, string>();
  let seq = 0;

  const writeState = (writes: StateWrite[]) => {
    for (const { feature, key, json } of writes) {
      if (json === undefined) state.delete(`${feature}\n${key}`);
      else state.set(`${feature}\n${key}`, json);
    }
  };
  const insert = (row: InboxRow) => {
    if (rows.has(row.key)) return false;
    rows.set(row.key, structuredClone(row));
    return true;
  };
  return {
    rows: () => [...rows.values()],
    insert: (row, write) => {
      if (!insert(row)) return false;
      if (write !== undefined) writeState([write]);
      return true;
    },
    open: () => [...rows.values()].filter((row) => row.status === "waiting" || row.status === "sending"),
    nextSeq: () => ++seq,
    apply: ({ row, forgetsState = false, state: writes = [], arrivals = [] }) => {
      if (row !== undefined) {
        if (rows.get(row.next.key)?.tries !== row.tries) return false;
        rows.set(row.next.key, structuredClone(row.next));
      }
      if (forgetsState) state.clear();
      if (forgetsState) for (const old of rows.values()) if (isEnded(old)) rows.set(old.key, blankRow(old));
      writeState(writes);
      arrivals.forEach(insert);
      return true;
    },
    find: (key) => structuredClone(rows.get(key)),
    readState: (feature, key) => state.get(`${feature}\n${key}`),
    listState: (feature, prefix) =>
      [...state].flatMap(([name, json]) => {
        const [owner, key = ""] = name.split("\n");
        return owner === feature && key.startsWith(prefix) ? [{ key, json }] : [];
      }),
    prune: (before) => {
      for (const row of rows.values())
        if (row.acceptedAt < before && row.seq !== seq && (row.status === "done" || row.status === "dead")) rows.delete(row.key);
    },
  };
}
