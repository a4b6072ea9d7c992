/** What the bot is in a group: out of it, there without being allowed to write, a member, or an administrator. */
export type Standing = "out" | "mute" | "member" | "administrator";

/** What is to be done about a change: something said in the group, staff told that it is lost to them, or nothing. */
export type Reaction = "greet" | "greetStaff" | "tellNumber" | "warnDemoted" | "reportLost" | "nothing";

type Membership = { status: string; is_member?: boolean; can_send_messages?: boolean };

export function standingOf({ status, is_member: isMember, can_send_messages: canWrite }: Membership): Standing {
  if (status === "creator" || status === "administrator") return "administrator";
  if (status === "restricted" && isMember === true) return canWrite === true ? "member" : "mute";
  return status === "member" ? "member" : "out";
}

type Change = { before: Standing; after: Standing; isOfStaff: boolean; isByStaff: boolean };

/** A group is `isOfStaff` where the configuration names it; `isByStaff` is a change by one of the admins. */
export function judgeChange({ before, after, isOfStaff, isByStaff }: Change): Reaction {
  const couldWrite = before === "member" || before === "administrator";
  const canWrite = after === "member" || after === "administrator";
  if (isOfStaff && couldWrite && !canWrite) return "reportLost";
  if (isOfStaff && !couldWrite && canWrite) return "greetStaff";
  if (isOfStaff && before === "administrator" && after === "member") return "warnDemoted";
  if (isOfStaff || before !== "out" || !canWrite) return "nothing";
  return isByStaff ? "tellNumber" : "greet";
}
