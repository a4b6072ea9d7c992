import type { InboxRow } from "./inbox.ts";

/** A value of the object's own storage, as JSON; undefined removes it. */
export type StateWrite = { feature: string; key: string; json: string | undefined };

/**
 * What the session needs of its storage. Every method is one synchronous transaction: it happens whole or not at all.
 */
export type SessionStore = {
  /** False when the key is known already; nothing is written then. */
  insert: (row: InboxRow) => boolean;
  /** Rows that are not at their end, oldest first. */
  open: () => InboxRow[];
  nextSeq: () => number;
  /** Writes the row and the state, if the stored row is still at `tries`; otherwise false, and nothing is written. */
  commit: (row: InboxRow, tries: number, writes: StateWrite[]) => boolean;
  /** Removes a job and takes its outcome into the inbox. */
  finishJob: (jobKey: string, row: InboxRow) => void;
  readState: (feature: string, key: string) => string | undefined;
  listState: (feature: string, prefix: string) => Array<{ key: string; json: string }>;
  writeState: (writes: StateWrite[]) => void;
  /** Forgets some of the keys that are old enough. */
  prune: (before: number) => void;
};
