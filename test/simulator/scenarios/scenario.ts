import type { ClockMove, PostKind, Switches } from "../wire.ts";

/** Something that people do, and time with them, one step after another. */
export type Scenario = { name: string; title: string; steps: Step[] };

/** `who` is a persona by name; `group` and `topic` say where, if not in their chat with the bot. */
export type Step =
  | (By & ({ say: string } | { tap: string } | { voice: string } | { choose: string } | { post: PostKind }))
  | { clock: ClockMove }
  | { switches: Partial<Switches> }
  | { worker: "killed" | "running" }
  | { pause: number };

type By = { who: string; group?: string; topic?: string };
export type PersonStep = Extract<Step, By>;
