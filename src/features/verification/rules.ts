import { accepted, refused, type Result } from "#platform/result.ts";
import type { Details } from "./details.ts";

/** `claimed` is a pending record that somebody says is theirs, until a verifier confirms it. */
export const STATUSES = ["pending", "claimed", "verified", "removed"] as const;
export type Status = (typeof STATUSES)[number];

/** What decisions need of a record. */
export type RosterRecord = Details & {
  status: Status;
  personId: number | null;
  claimedBy: number | null;
  verifiedAt: Date | null;
};

/** What has become of whoever is concerned. */
export const CAUSES = ["verified", "removed", "restored", "movedAway", "claimRefused", "mistaken"] as const;
export type Cause = (typeof CAUSES)[number];
export type Notice = { personId: number; isVerified: boolean; cause: Cause; reason?: string };

/** A change of one record: the fields, its name in the audit log and for mirrors, and whoever is told. */
export type Plan = { action: string; set: Partial<Fields>; notices: Notice[]; reason?: string };
type Fields = RosterRecord & { removedAt: Date | null; removedBy: string | null; removedReason: string | null };
type Decision<Reason extends string> = Result<Plan, Reason>;

export const ATTEMPTS_A_DAY = 5;
export const ATTEMPTS_WINDOW_MS = 24 * 3_600_000;

/** `isProven` by a shared contact; what was typed anybody may have typed. */
export type Claimant = { personId: number; isProven: boolean; verifyBy: "self" | "card"; now: Date };
export type LinkRefusal = "taken" | "alreadyYours";

/**
 * What happens when somebody names a record as theirs. Whom staff have verified already is linked at once, and a shared number
 * proves itself; otherwise the setting decides whether a verifier must confirm.
 */
export function linkByPerson(record: RosterRecord, { personId, isProven, verifyBy, now }: Claimant): Decision<LinkRefusal> {
  if (record.personId === personId) return refused("alreadyYours");
  if (record.personId !== null) return refused("taken");
  if (isProven || verifyBy === "self" || record.status === "verified") return accepted(linkTo(record, personId, now));
  if (record.claimedBy === personId) return refused("alreadyYours");
  if (record.claimedBy !== null) return refused("taken");
  return accepted({ action: "claim", set: { status: "claimed", claimedBy: personId }, notices: [] });
}

export type VerifyRefusal = "alreadyVerified" | "isRemoved" | "ownClaim";

/** By staff: the claim is confirmed, or the record is verified before its person has ever come. */
export function verifyByStaff(record: RosterRecord, { by, now }: { by: number; now: Date }): Decision<VerifyRefusal> {
  if (record.status === "removed") return refused("isRemoved");
  if (record.status === "verified") return refused("alreadyVerified");
  if (record.claimedBy === by) return refused("ownClaim");
  if (record.claimedBy !== null) return accepted(linkTo(record, record.claimedBy, now));
  return accepted({ action: "verify", set: { status: "verified", verifiedAt: now }, notices: [] });
}

/** The record becomes that of this account; whoever else claimed it is refused. */
export function linkTo(record: Pick<RosterRecord, "claimedBy" | "verifiedAt">, personId: number, now: Date): Plan {
  const others = record.claimedBy === null || record.claimedBy === personId ? [] : [refuseNotice(record.claimedBy)];
  return {
    action: "verify",
    set: { status: "verified", personId, claimedBy: null, verifiedAt: record.verifiedAt ?? now },
    notices: [{ personId, isVerified: true, cause: "verified" }, ...others],
  };
}

/** The record is not theirs who claimed it. */
export function refuseClaim(record: RosterRecord): Decision<"noClaim"> {
  if (record.status !== "claimed" || record.claimedBy === null) return refused("noClaim");
  return accepted(refuseTo(record, record.claimedBy));
}

/** Also where they were taken for its student by mistake. */
export function refuseTo({ status }: Pick<RosterRecord, "status">, personId: number): Plan {
  if (status !== "verified") return { action: "refuse", set: { status: "pending", claimedBy: null }, notices: [refuseNotice(personId)] };
  const notices: Notice[] = [{ personId, isVerified: false, cause: "mistaken" }];
  return { action: "refuse", set: { status: "pending", personId: null, verifiedAt: null }, notices };
}

function refuseNotice(personId: number): Notice {
  return { personId, isVerified: false, cause: "claimRefused" };
}

export function removeRecord(record: RosterRecord, by: { name: string; reason: string; now: Date }): Decision<"isRemoved"> {
  if (record.status === "removed") return refused("isRemoved");
  const linked: Notice[] =
    record.personId === null ? [] : [{ personId: record.personId, isVerified: false, cause: "removed", reason: by.reason }];
  return accepted({
    action: "remove",
    set: { status: "removed", claimedBy: null, removedAt: by.now, removedBy: by.name, removedReason: by.reason },
    notices: [...linked, ...(record.claimedBy === null ? [] : [refuseNotice(record.claimedBy)])],
    reason: by.reason,
  });
}

export type RestoreRefusal = "notRemoved" | "forgotten";

/** Into the state that it was removed from. A record without its details is of somebody who had themselves forgotten. */
export function restoreRecord(record: RosterRecord): Decision<RestoreRefusal> {
  if (record.status !== "removed") return refused("notRemoved");
  if (record.email === "") return refused("forgotten");
  const { personId } = record;
  return accepted({
    action: "restore",
    set: { status: record.verifiedAt === null ? "pending" : "verified", removedAt: null, removedBy: null, removedReason: null },
    notices: personId === null ? [] : [{ personId, isVerified: true, cause: "restored" }],
  });
}

export type RelinkRefusal = "isRemoved" | "alreadyTheirs" | "ownClaim";

/** Moves a record to another account; the old one is no student's any more. Nobody confirms their own claim in this way. */
export function relinkRecord(
  record: RosterRecord,
  { personId, by, now }: { personId: number; by: number; now: Date },
): Decision<RelinkRefusal> {
  if (record.status === "removed") return refused("isRemoved");
  if (record.claimedBy === by && personId === by) return refused("ownClaim");
  if (record.personId === personId) return refused("alreadyTheirs");
  const plan = linkTo(record, personId, now);
  const left: Notice[] = record.personId === null ? [] : [{ personId: record.personId, isVerified: false, cause: "movedAway" }];
  return accepted({ ...plan, action: "relink", notices: [...plan.notices, ...left] });
}

export function editRecord(record: RosterRecord, details: Partial<Details>): Decision<"isRemoved"> {
  if (record.status === "removed") return refused("isRemoved");
  return accepted({ action: "edit", set: details, notices: [] });
}
