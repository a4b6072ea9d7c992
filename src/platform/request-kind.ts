import type { SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Config } from "./config.ts";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import type { CardAction, CardChange } from "./desk/kind.ts";
import type { CardFile } from "./desk/store.ts";
import type { Role } from "./role.ts";

/** What came of carrying out an approval, in words for the card. */
export type CarriedOut = { ok: boolean; text: string };

/** Something that people may ask staff for. All of `title`, `label`, `ask`, `granted` and `already` are keys of messages. */
export type RequestKind = {
  /** Also that of its cards, and what the audit calls its steps by: `access.approve`. */
  name: string;
  /** What its cards are headed. */
  title: string;
  /** What the person's button says. */
  label: string;
  /** The question for what they want to say. */
  ask: string;
  /** What they read when it has been approved, and when they ask for what they have. */
  granted: string;
  already: string;
  /** Where they go on with it; undefined where there is no such page. */
  page?: (config: Config) => string | undefined;
  role: Role;
  chat: (config: Config) => number | undefined;
  /** What somebody has of it already, as a card names it, and null for who has nothing: an expression of the database. */
  held: (personId: number) => SQL<string | null>;
  /** What is written beside an approval, and beside a decision that takes it back; each only while `isLatest`. */
  grant: (step: CardChange, db: Database) => BatchItem<"sqlite">[];
  revoke: (step: CardChange, db: Database) => BatchItem<"sqlite">[];
  /** Further ways to approve, made from the plain one. */
  ways?: (approve: CardAction) => CardAction[];
  /**
   * What has to be done outside of the batch, in the person's object; its outcome comes back to the card, and what throws has failed.
   * `held` is what they have after the approval. It may be run twice with one key.
   */
  carryOut?: (order: { file: CardFile; held: string | null; key: string }, deps: Deps) => Promise<CarriedOut> | CarriedOut;
};
