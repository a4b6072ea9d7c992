import { UPDATE_KINDS } from "./telegram/update-kind.ts";
import { nameOf, type Subject } from "./object-name.ts";

export const ROW_KINDS = [...UPDATE_KINDS, "event", "job"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What an object takes into its inbox: `key` makes a repetition harmless, `body` is JSON. */
export type Delivery = { key: string; kind: RowKind; body: string };

export type SessionStub = {
  accept: (delivery: Delivery) => Promise<void>;
  /** Writes and reads its own storage; for `/ready`. */
  beat: () => Promise<boolean>;
};

export type Sessions = { of: (subject: Subject | string) => SessionStub };

type Namespace = { getByName: (name: string, options?: DurableObjectNamespaceGetDurableObjectOptions) => SessionStub };

/** All stubs share one location hint, so that objects live beside Telegram and D1 and not beside the first caller. */
export function createSessions(namespace: Namespace, locationHint: DurableObjectLocationHint): Sessions {
  return { of: (subject) => namespace.getByName(typeof subject === "string" ? subject : nameOf(subject), { locationHint }) };
}
