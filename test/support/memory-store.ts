import type { InboxRow } from "#session/inbox.ts";
import type { SessionStore, StateWrite } from "#session/store.ts";

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
    insert,
    open: () => [...rows.values()].filter((row) => row.status === "waiting" || row.status === "sending"),
    nextSeq: () => ++seq,
    commit: (row, tries, writes) => {
      if (rows.get(row.key)?.tries !== tries) return false;
      rows.set(row.key, structuredClone(row));
      writeState(writes);
      return true;
    },
    finishJob: (jobKey, row) => {
      state.delete(`session\n${jobKey}`);
      insert(row);
    },
    readState: (feature, key) => state.get(`${feature}\n${key}`),
    listState: (feature, prefix) =>
      [...state].flatMap(([name, json]) => {
        const [owner, key = ""] = name.split("\n");
        return owner === feature && key.startsWith(prefix) ? [{ key, json }] : [];
      }),
    writeState,
    prune: (before) => {
      for (const row of rows.values()) if (row.acceptedAt < before && (row.status === "done" || row.status === "dead")) rows.delete(row.key);
    },
  };
}
