import type { SessionStore } from "#session/store.ts";

type Wrap = (create: () => SessionStore) => SessionStore;
const wraps = new WeakMap<DurableObjectStorage, Wrap>();

/** Has what the object makes of this storage go through `wrap`; the tests put `wrapped` around the real `createSqlStore`. */
export function wrapStore(storage: DurableObjectStorage, wrap: Wrap): void {
  wraps.set(storage, wrap);
}

export function wrapped(create: (storage: DurableObjectStorage) => SessionStore): (storage: DurableObjectStorage) => SessionStore {
  return (storage) => wraps.get(storage)?.(() => create(storage)) ?? create(storage);
}
