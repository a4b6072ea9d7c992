import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { defineProfileSlice } from "#platform/profile-slice.ts";
import { unreachable } from "#platform/result.ts";
import { standingCell, standingSchema, supersedes, type Standing } from "#platform/standing.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { CAUSES } from "./rules.ts";
import { selectStudentOf } from "./store.ts";
import { renderClaimRefused, renderMovedAway, renderRemoved, renderRestored, renderWelcome } from "./view.ts";

/** What the change of a record tells whoever it concerns. */
export const standingChange = standingSchema.extend({
  cause: z.enum(CAUSES),
  reason: z.string().optional(),
  /** The person reads of it elsewhere. */
  isTold: z.boolean().optional(),
});
type StandingChange = z.infer<typeof standingChange>;

/** Whether this person waits to be let into the students' group. */
export const waitingCell: StateCell<boolean> = { feature: "verification", key: "waiting", schema: z.boolean() };

/** Whether their removal has banned them from it. */
const bannedCell: StateCell<boolean> = { feature: "verification", key: "banned", schema: z.boolean() };

/** Takes over what has become of the person elsewhere: later than what is known, or not at all. */
export function takeStanding({ cause, reason, isTold = false, ...standing }: StandingChange, turn: Turn, deps: Deps): void {
  if (turn.state.read(forgottenCell) !== undefined) return;
  // Whose claim was refused may stand on another record.
  if (cause === "claimRefused")
    return isTold ? undefined : turn.say(renderClaimRefused(turn, { reason: undefined, contact: deps.config.contact }));
  if (!keepStanding(turn, standing)) return;
  switch (cause) {
    case "verified":
      if (!isTold) turn.say(renderWelcome(turn));
      return becomeStudent(turn, deps);
    case "restored":
      liftBan(turn, deps);
      return turn.say(renderRestored(turn));
    case "removed":
      turn.state.write(bannedCell, true);
      inStudentsGroup(turn, deps, "banChatMember");
      return turn.say(renderRemoved(turn, { reason, contact: deps.config.contact }));
    case "movedAway":
      // Who is taken out like this may come back as another student.
      inStudentsGroup(turn, deps, "unbanChatMember");
      return turn.say(renderMovedAway(turn, deps.config.contact));
    case "mistaken":
      return inStudentsGroup(turn, deps, "unbanChatMember");
    default:
      return unreachable(cause);
  }
}

/** Keeps it, unless something newer is known, and says whether it did. */
export function keepStanding(turn: Turn, standing: Standing): boolean {
  if (!supersedes(standing, turn.state.read(standingCell))) return false;
  turn.state.write(standingCell, standing);
  return true;
}

/** The record by which somebody is a student now. */
export const standingSlice = defineProfileSlice({
  select: selectStudentOf,
  keep: ([own], turn) => {
    const known = turn.state.read(standingCell);
    if (own === undefined && known?.isVerified !== true) return;
    if (own !== undefined && known?.isVerified === true && known.studentId === own.studentId && known.version === own.version) return;
    const at = turn.now.getTime();
    // A record that is theirs no more has moved on: what comes of it later is newer than this.
    if (own !== undefined) turn.state.write(standingCell, { studentId: own.studentId, isVerified: true, version: own.version, at });
    else if (known !== undefined) turn.state.write(standingCell, { ...known, isVerified: false });
  },
});

/** Lets in whoever waits for it, and shows what a student can do now. */
export function becomeStudent(turn: Turn, deps: Deps): void {
  liftBan(turn, deps);
  if (turn.state.read(waitingCell) === true) {
    turn.state.clear(waitingCell);
    inStudentsGroup(turn, deps, "approveChatJoinRequest");
  }
  turn.say(turn.directory.home(turn));
}

/** Whoever was removed once may have come back by another record. */
function liftBan(turn: Turn, deps: Deps): void {
  if (turn.state.read(bannedCell) !== true) return;
  turn.state.clear(bannedCell);
  inStudentsGroup(turn, deps, "unbanChatMember", { only_if_banned: true });
}

/** Changes what this person is in the students' group, if there is one. */
export function inStudentsGroup(
  turn: Turn,
  { config }: Pick<Deps, "config">,
  method: "approveChatJoinRequest" | "banChatMember" | "unbanChatMember",
  options: { only_if_banned?: true } = {},
): void {
  const { support } = config.chats;
  if (support !== undefined) turn.capture(method, { chat_id: support, user_id: turn.personId, ...options });
}
