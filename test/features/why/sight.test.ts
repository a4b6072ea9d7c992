import { expect, test } from "vitest";
import { seenWith, sightOf } from "#features/why/sight.ts";
import type { Story } from "#features/why/rules.ts";
import { GIVEN_ROLES } from "#platform/role.ts";
import type { RecalledRow } from "#platform/trace.ts";

const model = {
  at: 2,
  type: "model",
  role: "chat",
  model: "a:b",
  outcome: "answered",
  ms: 5,
  inputTokens: 1,
  outputTokens: 2,
  spent: 9,
} as const;
const row: RecalledRow = {
  key: "t:7",
  seq: 1,
  kind: "command",
  status: "done",
  tries: 1,
  acceptedAt: 1,
  notBefore: 1,
  outcome: "command.request",
  ms: 3,
  trace: [
    { at: 1, type: "failed", kind: "bug", error: "TypeError", tries: 1 },
    { at: 2, type: "sent", method: "sendMessage", tries: 1 },
    model,
    { at: 3, type: "unpaid", reason: "person" },
  ],
  unsent: [],
  isReplayable: true,
};
const decision = (action: string): Story => ({ type: "decision", at: 4, actor: "person:1", action, subject: "person:7", origin: "chat" });
const stories: Story[] = [
  { type: "row", at: 1, row, deadLetterId: "person:7:t:7" },
  { type: "row", at: 1, row: { ...row, key: "e:requests.answered:x", kind: "event" } },
  decision("verification.verify"),
  decision("staff.add"),
  { type: "event", at: 5, eventId: "x", kind: "requests.answered" },
  { type: "delivery", at: 5, kind: "subscription.notices", status: "failed", reason: "Bad Request: chat not found" },
  { type: "letter", at: 6, deadLetterId: "x", key: "e:tips.due:x", kind: "event" },
];
const seenBy = (role: (typeof GIVEN_ROLES)[number], othersRead = false) => seenWith(sightOf([role], { othersRead }), stories);
const entriesOf = (seen: Story[]) => seen.flatMap((story) => (story.type === "row" ? story.row.trace.map(({ type }) => type) : []));
const actionsOf = (seen: Story[]) => seen.flatMap((story) => (story.type === "decision" ? [story.action] : []));

test("admins see everything, and alone what models cost and what can be replayed", () => {
  expect(seenBy("admin")).toEqual(stories);
  const costs = GIVEN_ROLES.filter((role) => sightOf([role], { othersRead: false }).costs);
  expect(costs).toEqual(["admin"]);
  for (const role of GIVEN_ROLES.filter((each) => each !== "admin")) expect(JSON.stringify(seenBy(role))).not.toContain("deadLetterId");
});

test.for(["teacher", "verifier", "approver", "dns"] as const)(
  "a %s follows what was delivered and what failed, not what somebody uses",
  (role) => {
    const seen = seenBy(role);
    expect(entriesOf(seen)).toEqual(expect.arrayContaining(["failed", "sent"]));
    for (const hidden of ["command.request", "requests.answered", "TypeError", "tips.due", "staff.add"])
      expect(JSON.stringify(seen)).not.toContain(hidden);
    expect(seen[0]).toMatchObject({ row: { key: "t:7", kind: "command", status: "done" } });
  },
);

test("a teacher sees whether models answered, a verifier who was verified, and nobody else either", () => {
  expect(GIVEN_ROLES.filter((role) => entriesOf(seenBy(role)).includes("model"))).toEqual(["admin", "teacher"]);
  expect(actionsOf(seenBy("verifier"))).toEqual(["verification.verify"]);
  for (const role of ["teacher", "approver", "dns"] as const) expect(actionsOf(seenBy(role))).toEqual([]);
});

test("whoever holds two roles sees what either sees", () => {
  const seen = seenWith(sightOf(["teacher", "verifier"], { othersRead: false }), stories);
  expect(entriesOf(seen)).toContain("model");
  expect(actionsOf(seen)).toEqual(["verification.verify"]);
});

test("where others read along an admin too is shown no more than all of the staff may see", () => {
  expect(seenBy("admin", true)).toEqual(seenBy("dns"));
});
