import type { State, StateCell, StateReader } from "#platform/turn.ts";
import type { SessionStore, StateWrite } from "./store.ts";

/** The object's state as one turn sees it: its own writes at once, everybody else's as they were committed. */
export type TurnState = State & { writeRaw: (write: StateWrite) => void; writes: () => StateWrite[]; forgetAll: () => void };

export function createState(store: Pick<SessionStore, "readState" | "listState">): TurnState {
  const pending = new Map<string, StateWrite>();
  let isForgotten = false;
  const put = (write: StateWrite) => pending.set(`${write.feature}\n${write.key}`, write);
  const readJson = ({ feature, key }: StateCell<unknown>) => {
    const write = pending.get(`${feature}\n${key}`);
    return write === undefined ? (isForgotten ? undefined : store.readState(feature, key)) : write.json;
  };
  return {
    read: (cell) => parseCell(cell, readJson(cell)),
    write: (cell, value) => put({ feature: cell.feature, key: cell.key, json: JSON.stringify(value) }),
    clear: (cell) => put({ feature: cell.feature, key: cell.key, json: undefined }),
    list: (feature) => {
      const stored = isForgotten ? [] : store.listState(feature, "").map(({ key, json }): StateWrite => ({ feature, key, json }));
      const written = [...pending.values()].filter((write) => write.feature === feature);
      const jsons = new Map([...stored, ...written].map(({ key, json }) => [key, json]));
      return Object.fromEntries([...jsons].flatMap(([key, json]) => (json === undefined ? [] : [[key, JSON.parse(json) as unknown]])));
    },
    writeRaw: put,
    writes: () => [...pending.values()],
    forgetAll: () => {
      isForgotten = true;
      pending.clear();
    },
  };
}

export function readStateOf(store: Pick<SessionStore, "readState">): StateReader {
  return { read: (cell) => parseCell(cell, store.readState(cell.feature, cell.key)) };
}

function parseCell<Value>(cell: StateCell<Value>, json: string | undefined): Value | undefined {
  return json === undefined ? undefined : cell.schema.safeParse(JSON.parse(json)).data;
}
