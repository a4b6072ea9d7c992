import type { InboxRow } from "./inbox.ts";

/** A value of the object's own storage, as JSON; undefined removes it. */
export type StateWrite = { feature: string; key: string; json: string | undefined };

/** What is written together. */
export type Change = {
  /** Replaces the stored row, if that one is still at `tries`; otherwise nothing of the change is written. */
  row?: { next: InboxRow; tries: number };
  /** Before the writes, all state is removed, and what ended rows tell besides their keys. */
  forgetsState?: boolean;
  state?: StateWrite[];
  /** New rows; one whose key is known already is left out. */
  arrivals?: InboxRow[];
};

/** What the session needs of its storage. Every method is one synchronous transaction: it happens whole or not at all. */
export type SessionStore = {
  /** False when the key is known already; nothing is written then, not `state` either. */
  insert: (row: InboxRow, state?: StateWrite) => boolean;
  /** Rows that are not at their end, oldest first. */
  open: () => InboxRow[];
  nextSeq: () => number;
  /** False when the row has moved on and nothing was written. */
  apply: (change: Change) => boolean;
  /** The row with this key, whatever its state. */
  find: (key: string) => InboxRow | undefined;
  readState: (feature: string, key: string) => string | undefined;
  listState: (feature: string, prefix: string) => Array<{ key: string; json: string }>;
  /** Forgets some of the keys that are old enough, and never the newest, from which `nextSeq` goes on. */
  prune: (before: number) => void;
};
