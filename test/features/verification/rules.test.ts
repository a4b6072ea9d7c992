import { expect, test } from "vitest";
import {
  linkByPerson,
  refuseClaim,
  relinkRecord,
  removeRecord,
  restoreRecord,
  verifyByStaff,
  type Claimant,
  type RosterRecord,
} from "#features/verification/rules.ts";

const now = new Date("2027-01-10T12:00:00Z");
const earlier = new Date("2027-01-01T12:00:00Z");
const pending: RosterRecord = {
  fullName: "Ada Byron",
  phone: "+4930123456",
  email: "ada@example.com",
  status: "pending",
  personId: null,
  claimedBy: null,
  verifiedAt: null,
};
const claimed: RosterRecord = { ...pending, status: "claimed", claimedBy: 7 };
const verified: RosterRecord = { ...pending, status: "verified", personId: 7, verifiedAt: earlier };
const unlinked: RosterRecord = { ...verified, personId: null };
const removed: RosterRecord = { ...verified, status: "removed" };
const typed: Claimant = { personId: 7, isProven: false, verifyBy: "self", now };
const byCard: Claimant = { ...typed, verifyBy: "card" };

test("by itself, what is typed links a record at once", () => {
  expect(linkByPerson(pending, typed)).toEqual({
    ok: true,
    value: {
      action: "verify",
      set: { status: "verified", personId: 7, claimedBy: null, verifiedAt: now },
      notices: [{ personId: 7, isVerified: true, cause: "verified" }],
    },
  });
});

test("by card, what is typed is a claim, and what is proven is not", () => {
  expect(linkByPerson(pending, byCard)).toMatchObject({
    value: { action: "claim", set: { status: "claimed", claimedBy: 7 }, notices: [] },
  });
  expect(linkByPerson(pending, { ...byCard, isProven: true })).toMatchObject({ value: { set: { status: "verified", personId: 7 } } });
});

test("whom staff have verified already is linked at once, by card as well, and keeps the day", () => {
  expect(linkByPerson(unlinked, byCard)).toMatchObject({ value: { set: { status: "verified", personId: 7, verifiedAt: earlier } } });
});

test("a record that is somebody else's, or claimed by somebody else, is not given away for typing", () => {
  expect(linkByPerson(verified, { ...typed, personId: 8 })).toEqual({ ok: false, reason: "taken" });
  expect(linkByPerson(verified, { ...typed, personId: 8, isProven: true })).toEqual({ ok: false, reason: "taken" });
  expect(linkByPerson(claimed, { ...byCard, personId: 8 })).toEqual({ ok: false, reason: "taken" });
  expect(linkByPerson(claimed, byCard)).toEqual({ ok: false, reason: "alreadyYours" });
});

test("a proven number goes before a claim, and whoever claimed is told", () => {
  expect(linkByPerson(claimed, { ...byCard, personId: 8, isProven: true })).toMatchObject({
    value: {
      set: { personId: 8, claimedBy: null },
      notices: [
        { personId: 8, cause: "verified" },
        { personId: 7, cause: "claimRefused" },
      ],
    },
  });
});

test("staff verify before the person comes, or confirm a claim", () => {
  expect(verifyByStaff(pending, { by: 9, now })).toMatchObject({ value: { set: { status: "verified", verifiedAt: now }, notices: [] } });
  expect(verifyByStaff(claimed, { by: 9, now })).toMatchObject({
    value: { set: { status: "verified", personId: 7 }, notices: [{ personId: 7 }] },
  });
  expect(verifyByStaff(claimed, { by: 7, now })).toEqual({ ok: false, reason: "ownClaim" });
  expect(verifyByStaff(verified, { by: 9, now })).toEqual({ ok: false, reason: "alreadyVerified" });
  expect(verifyByStaff(removed, { by: 9, now })).toEqual({ ok: false, reason: "isRemoved" });
});

test("a claim is refused once", () => {
  expect(refuseClaim(claimed)).toMatchObject({ value: { set: { status: "pending", claimedBy: null }, notices: [{ personId: 7 }] } });
  expect(refuseClaim(pending)).toEqual({ ok: false, reason: "noClaim" });
});

test("who is removed is told the reason, who had only claimed is told that it was not theirs", () => {
  const by = { name: "admin", reason: "Refunded", now };
  expect(removeRecord(verified, by)).toMatchObject({
    value: { reason: "Refunded", notices: [{ personId: 7, isVerified: false, cause: "removed", reason: "Refunded" }] },
  });
  expect(removeRecord(claimed, by)).toMatchObject({ value: { notices: [{ personId: 7, cause: "claimRefused" }] } });
  expect(removeRecord(removed, by)).toEqual({ ok: false, reason: "isRemoved" });
});

test("a restored record is what it was, and that of somebody forgotten is not restored", () => {
  expect(restoreRecord(removed)).toMatchObject({ value: { set: { status: "verified" }, notices: [{ personId: 7, isVerified: true }] } });
  expect(restoreRecord({ ...removed, personId: null, verifiedAt: null })).toMatchObject({
    value: { set: { status: "pending" }, notices: [] },
  });
  expect(restoreRecord({ ...removed, personId: null, email: "" })).toEqual({ ok: false, reason: "forgotten" });
  expect(restoreRecord(verified)).toEqual({ ok: false, reason: "notRemoved" });
});

test("a record that moves tells both accounts", () => {
  expect(relinkRecord(verified, { personId: 8, by: 1, now })).toMatchObject({
    value: {
      action: "relink",
      notices: [
        { personId: 8, isVerified: true, cause: "verified" },
        { personId: 7, isVerified: false, cause: "movedAway" },
      ],
    },
  });
  expect(relinkRecord(verified, { personId: 7, by: 1, now })).toEqual({ ok: false, reason: "alreadyTheirs" });
  const claimed = { ...verified, status: "claimed" as const, personId: null, claimedBy: 9 };
  expect(relinkRecord(claimed, { personId: 9, by: 9, now })).toEqual({ ok: false, reason: "ownClaim" });
  expect(relinkRecord(claimed, { personId: 9, by: 1, now })).toMatchObject({ ok: true });
  expect(relinkRecord(removed, { personId: 8, by: 1, now })).toEqual({ ok: false, reason: "isRemoved" });
});
