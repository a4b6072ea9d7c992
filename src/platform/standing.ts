import * as z from "zod";
import type { StateCell, StateReader } from "./turn.ts";

/** Whether a person is a verified student, by which record of the roster, and as of which version of it. */
export const standingSchema = z.object({ studentId: z.int(), isVerified: z.boolean(), version: z.int(), at: z.number() });
export type Standing = z.infer<typeof standingSchema>;

/** Kept in the person's object, so that no screen asks the database; the feature that keeps the roster pushes each change. */
export const standingCell: StateCell<Standing> = { feature: "verification", key: "standing", schema: standingSchema };

export function isVerified(state: StateReader): boolean {
  return state.read(standingCell)?.isVerified === true;
}

/** Whether what is pushed is newer than what is known: versions order the changes of one record, instants those of two. */
export function supersedes(pushed: Standing, known: Standing | undefined): boolean {
  if (known === undefined) return true;
  return pushed.studentId === known.studentId ? pushed.version > known.version : pushed.at > known.at;
}
