import * as z from "zod";
import type { Directory } from "./feature.ts";
import type { FlowKind } from "./flow-kind.ts";
import type { JobKind } from "./job-kind.ts";
import type { Translate } from "./i18n/words.ts";
import type { RelayedCall } from "./relay.ts";
import type { Subject } from "./object-name.ts";
import type { InterfaceLanguage, Profile } from "./profile.ts";
import type { View } from "./telegram/view.ts";

/** A named place in the object's own storage. What no longer fits the schema after a deploy reads as undefined. */
export type StateCell<Value> = { feature: string; key: string; schema: z.ZodType<Value> };

export type StateReader = { read: <Value>(cell: StateCell<Value>) => Value | undefined };
export type State = StateReader & {
  write: <Value>(cell: StateCell<Value>, value: Value) => void;
  clear: (cell: StateCell<unknown>) => void;
  /** Everything that one feature keeps here, by key, as it was written; the platform's own is under `session`. */
  list: (feature: string) => Record<string, unknown>;
};

/** The event that follows a message: its data gets `outcome`, see `tellOutcome`. */
export type Tell = { kind: string; version: number; data: Record<string, unknown> };

/**
 * A topic of a staff group, by a key of ours. It is made when the first message for it is sent, and made anew after staff have
 * deleted it; a group without topics takes its messages as they are.
 */
export type Topic = { key: string; name: string };

/** Where in a group an update came in: the chat, its topic, and the message that is answered. */
export type Place = { chatId: number; threadId?: number | undefined; messageId?: number | undefined };

/** What a write in D1 and the events beside it stand under: its key, the instant, and how many events have led to it. */
export type Writing = { key: string; at: Date; hops: number };

/** What becomes of a message besides being sent. */
export type SayOptions = {
  tell?: Tell;
  atMostOnce?: boolean;
  topic?: Topic;
  /** The message of this object's own chat that it answers; it is sent also when that one is gone. */
  replyTo?: number;
  /** From when on it is not sent any more: who is told is told that it failed, with the reason `expired`. */
  expiresAt?: Date;
};

/**
 * What became of a message that somebody waits for. `reason` is Telegram's own, or `expired`; another `threadId` than before says
 * that its topic was made anew. `fileId` is that of what was sent, to send it again; `messageIds` are those of several at once.
 */
export const tellOutcome = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("sent"),
    messageId: z.int().optional(),
    messageIds: z.array(z.int()).optional(),
    threadId: z.int().optional(),
    fileId: z.string().optional(),
  }),
  z.object({ type: z.literal("failed"), reason: z.string() }),
]);
export type TellOutcome = z.infer<typeof tellOutcome>;

/**
 * One run of a handler for one row of the inbox. Everything said, written or started here is collected and takes effect
 * together when the handler has returned; a handler that throws has done nothing and is run again.
 */
export type Turn = {
  subject: Subject;
  /** Set while somebody is answered in a group; everything said goes there, as a reply. Events and jobs have none. */
  place: Place | undefined;
  /** The person of this object; throws in an object that is not a person's. */
  personId: number;
  /** How many events have led to this turn, one after another: what it writes for others carries it. A timer begins anew. */
  hops: number;
  /** When the row was accepted; the same in every retry. */
  now: Date;
  /** This is a /cancel that has stopped a running job already. */
  hasStoppedJob: boolean;
  /** A new key at each call, the same sequence in every retry: the key of a D1 write. */
  key: () => string;
  /** The same for a write beside which events may stand. */
  writing: () => Writing;
  /** From 0 to 1, seeded by the row: a retry draws the same. */
  chance: () => number;
  state: State;
  profile: () => Profile | undefined;
  /** Telegram's @name of whoever sent the update, without the @. */
  username: string | undefined;
  /** The name that whoever sent the update goes by in Telegram. */
  senderName: string;
  saveProfile: (profile: Profile) => void;
  /** Removes everything that this object holds of its subject; the keys of what was handled stay. */
  forgetAll: () => void;
  /** The interface language of the person, or the one Telegram told of when they last did something. */
  language: () => InterfaceLanguage;
  /** Words of that language. */
  t: Translate;
  /** The words of another language than the person's. */
  inLanguage: (language: InterfaceLanguage | undefined) => { t: Translate };
  directory: Directory;

  /**
   * Sends a new message to where the update came from: the chat of this object, or the group. `tell` has an event handled here when it was sent or could not be;
   * `atMostOnce` is for what must rather be lost than come twice.
   */
  say: (view: View, options?: SayOptions) => void;
  /** Sends a file of our own making, which waits in R2 until it has been sent. */
  sayDocument: (file: { name: string; mimeType: string; text: string }, caption: string, options?: SayOptions) => Promise<void>;
  /** Sends a voice message: one that Telegram has, by its id, or one of our own making, which waits in R2 until it has been sent. */
  sayVoice: (voice: { fileId: string } | { name: string; mimeType: string; audio: Uint8Array }, options?: SayOptions) => Promise<void>;
  /**
   * Shows a screen that changes in place: a press edits the message it was made on, an event edits the last message of this
   * slot, anything typed gets a new message, since an edit further up would not be seen. In a group only a press edits.
   */
  show: (slot: string, view: View, options?: Omit<SayOptions, "atMostOnce" | "replyTo">) => void;
  /**
   * Shows the present state of a card of the desk in this object's own chat: on the message that it has there, or on a new one. What
   * it says is read when its turn to be sent comes, so that several changes are shown once. `tell` comes when the chat shows it, but
   * not where it waits on the list of a group in a rush.
   */
  showCard: (cardId: number, options?: { topic?: Topic; sendsAnew?: boolean; tell?: Tell }) => void;
  /** Copies messages of another chat that the bot is in, whatever they hold and however large; several stay an album, which answers nothing. */
  copy: (from: { chatId: number; messageIds: number[] }, options?: Pick<SayOptions, "tell" | "topic" | "replyTo">) => void;
  /** Changes a message of this object's own chat that is no screen, by a method of Telegram's for editing, if it is still there. */
  revise: (messageId: number, edit: { method: string; payload: Record<string, unknown> }) => void;
  start: (job: JobKind, input: unknown) => void;
  /** Sends a job that the state holds to the queue; `start` does it for whoever begins one. */
  enqueue: (jobId: string) => void;
  /** Stops all jobs of these kinds that were started before; each still reports, as `stopped`. */
  stopJobs: (...jobs: JobKind[]) => void;
  /** Opens a flow in place of any other, which is cancelled, and asks its first question. */
  openFlow: (flow: FlowKind, data: unknown) => Promise<void>;
  /** Ends the open flow, if any, and says whether there was one. */
  closeFlow: () => boolean;
  /** Has an event handled here at an instant; a timer with the same key is replaced. */
  after: (key: string, timer: { dueAt: Date; kind: string; version: number; data: unknown }) => void;
  cancelTimer: (key: string) => void;
  /** Delivers an event, whose row the caller has written into D1, after this turn is committed. */
  deliver: (event: { eventId: string; to: Subject }) => void;
  /** Hands an event to another object, once. */
  forward: (to: string, event: { kind: string; version: number; data: unknown }) => void;
  /** Sends what another object wants sent to this one's chat. */
  carryOut: (call: RelayedCall) => void;
  /** Takes an outgoing Telegram call, one for a group to be sent by that group's own object; the answer is what a handler may rely on before it is sent. */
  capture: (method: string, payload: Record<string, unknown>, tell?: Tell) => unknown;
};
