import type { StateWrite } from "./store.ts";

type Entry = { key: string; json: string };

/** The values that features keep in an object. */
export type SqlState = {
  read: (feature: string, key: string) => string | undefined;
  list: (feature: string, prefix: string) => Entry[];
  write: (writes: readonly StateWrite[]) => void;
  clear: () => void;
};

/**
 * The state table, remembering what it has read: one turn asks for the same few values again and again. A write makes it forget
 * instead of remembering the new value, so that a transaction which is rolled back leaves nothing wrong behind.
 */
export function createSqlState(sql: SqlStorage): SqlState {
  const values = new Map<string, string | undefined>();
  const lists = new Map<string, Entry[]>();

  const forget = ({ feature, key }: StateWrite) => {
    values.delete(placeOf(feature, key));
    for (const list of lists.keys()) if (placeOf(feature, key).startsWith(list)) lists.delete(list);
  };
  return {
    read: (feature, key) => {
      const place = placeOf(feature, key);
      if (!values.has(place)) values.set(place, readValue(sql, feature, key));
      return values.get(place);
    },
    list: (feature, prefix) => {
      const place = placeOf(feature, prefix);
      const entries = lists.get(place) ?? readList(sql, feature, prefix);
      lists.set(place, entries);
      return [...entries];
    },
    write: (writes) => {
      writes.forEach(forget);
      writes.forEach((write) => writeValue(sql, write));
    },
    clear: () => {
      values.clear();
      lists.clear();
      sql.exec("DELETE FROM state");
    },
  };
}

function placeOf(feature: string, key: string): string {
  return `${feature}\n${key}`;
}

function readValue(sql: SqlStorage, feature: string, key: string): string | undefined {
  const [row] = sql.exec<{ json: string }>("SELECT json FROM state WHERE feature = ? AND key = ?", feature, key).toArray();
  return row?.json;
}

function readList(sql: SqlStorage, feature: string, prefix: string): Entry[] {
  return sql
    .exec<Entry>("SELECT key, json FROM state WHERE feature = ? AND key >= ? ORDER BY key", feature, prefix)
    .toArray()
    .filter((row) => row.key.startsWith(prefix));
}

function writeValue(sql: SqlStorage, { feature, key, json }: StateWrite): void {
  if (json === undefined) sql.exec("DELETE FROM state WHERE feature = ? AND key = ?", feature, key);
  else sql.exec("INSERT INTO state VALUES (?, ?, ?) ON CONFLICT (feature, key) DO UPDATE SET json = excluded.json", feature, key, json);
}
