import * as z from "zod";
import { clockMove, messageText, newcomer, postKind, someSwitches } from "../shapes.ts";

/** `who` is a persona or a newcomer by name; `group` and `topic` say where, if not in their chat with the bot. */
const by = { who: z.string(), group: z.string().exactOptional(), topic: z.string().exactOptional() };

/** What can happen in a step, by the word that says it: a deed of somebody, or something around them all. */
export const stepKinds = {
  say: z.strictObject({ ...by, say: messageText }),
  tap: z.strictObject({ ...by, tap: messageText }),
  voice: z.strictObject({ ...by, voice: messageText }),
  choose: z.strictObject({ ...by, choose: messageText }),
  post: z.strictObject({ ...by, post: postKind }),
  pay: z.strictObject({ ...by, pay: z.literal("newest invoice") }),
  clock: z.strictObject({ clock: clockMove }),
  switches: z.strictObject({ switches: someSwitches }),
  worker: z.strictObject({ worker: z.enum(["killed", "running"]) }),
  pause: z.strictObject({ pause: z.int().min(0).max(60_000) }),
  /** Only shown to whoever watches. */
  note: z.strictObject({ note: messageText }),
};

export type Step = z.infer<(typeof stepKinds)[keyof typeof stepKinds]>;
export type PersonStep = Extract<Step, { who: string }>;
export type Newcomer = z.infer<typeof newcomer>;

/** Something that people do, and time with them, one step after another. Newcomers are new at each replay, whatever their name. */
export type Scenario = { name: string; title: string; newcomers?: Newcomer[]; steps: Step[] };
