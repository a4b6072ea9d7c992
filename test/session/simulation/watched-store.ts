import type { SessionStore } from "#session/store.ts";
import type { Disk } from "./disk.ts";
import type { Checker } from "./checker.ts";

/** Tells the checker everything that the store says it has written. */
export function watchedStore(
  store: SessionStore,
  { disk, checker, now }: { disk: Disk; checker: Checker; now: () => number },
): SessionStore {
  const keys = () => disk.query("SELECT key FROM inbox").map(({ key }) => String(key));
  return {
    ...store,
    insert: (row, state) => {
      const isNew = store.insert(row, state);
      if (isNew) checker.inserted(row);
      if (isNew && state !== undefined) checker.jobs.marked(state);
      return isNew;
    },
    apply: (change) => {
      const isWritten = store.apply(change);
      if (isWritten) checker.applied(change, now());
      return isWritten;
    },
    prune: (before) => {
      const [{ old } = { old: 0 }] = disk.query(`SELECT count(*) AS old FROM inbox WHERE accepted_at < ${before}`);
      const known = old === 0 ? [] : keys();
      store.prune(before);
      const left = new Set(old === 0 ? [] : keys());
      checker.forgotten(
        known.filter((key) => !left.has(key)),
        before,
      );
    },
  };
}
