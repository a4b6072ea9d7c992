import * as z from "zod";
import { UPDATE_KINDS } from "./telegram/update-kind.ts";
import { nameOf, type Subject } from "./object-name.ts";
import type { RecalledRow, TraceEntry } from "./trace.ts";

export const ROW_KINDS = [...UPDATE_KINDS, "event", "job"] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What an object takes into its inbox: `key` makes a repetition harmless, `body` is JSON. */
export const delivery = z.object({
  key: z.string(),
  kind: z.enum(ROW_KINDS),
  body: z.string(),
  /** What has happened to it before it came. */
  trace: z.array(z.custom<TraceEntry>()).optional(),
});
export type Delivery = z.infer<typeof delivery>;

/** A delivery that goes through the queue because its object could not take it. */
export const queuedDelivery = z.object({ type: z.literal("delivery"), to: z.string(), delivery });

/** `by` is the key of whoever asks for it. */
export type Replay = { key: string; by: string };

export type SessionStub = {
  accept: (delivery: Delivery) => Promise<void>;
  /** Writes and reads its own storage; for `/ready`. */
  beat: () => Promise<boolean>;
  /** The rows of the last two days, or one of them, oldest first. It only reads: an object that never did anything stays nothing. */
  recall: (key?: string) => Promise<RecalledRow[]>;
  /** What its dead rows still hold of what people sent: for the person's own export and nobody else. */
  recallBodies: () => Promise<Array<{ key: string; body: string }>>;
  /** Handles a dead row anew. Asked again in the same name it is done once and true again; false when there is nothing to handle. */
  replay: (request: Replay) => Promise<boolean>;
};

export type Sessions = { of: (subject: Subject | string) => SessionStub };

type Namespace = { getByName: (name: string, options?: DurableObjectNamespaceGetDurableObjectOptions) => SessionStub };

/** All stubs share one location hint, so that objects live beside Telegram and D1 and not beside the first caller. */
export function createSessions(namespace: Namespace, locationHint: DurableObjectLocationHint): Sessions {
  return { of: (subject) => namespace.getByName(typeof subject === "string" ? subject : nameOf(subject), { locationHint }) };
}
