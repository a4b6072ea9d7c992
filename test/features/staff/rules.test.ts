import { expect, test } from "vitest";
import { judgeChange, parseRequest, type Actor } from "#features/staff/rules.ts";

test.for([
  ["", { type: "list" }],
  ["add teacher @Lena_talks", { type: "change", change: "add", role: "teacher", who: { by: "username", username: "Lena_talks" } }],
  ["remove verifier 7", { type: "change", change: "remove", role: "verifier", who: { by: "id", personId: 7 } }],
  ["Add  @lena   DNS", { type: "change", change: "add", role: "dns", who: { by: "username", username: "lena" } }],
  ["add approver", { type: "change", change: "add", role: "approver", who: undefined }],
  ["teacher @lena", { type: "unclear", lacks: "action" }],
  ["make teacher @lena", { type: "unclear", lacks: "action" }],
  ["add", { type: "unclear", lacks: "role" }],
  ["add chef @lena", { type: "unclear", lacks: "role" }],
  ["add owner @lena", { type: "unclear", lacks: "owner" }],
  ["add teacher lena", { type: "unclear", lacks: "who" }],
  ["add teacher @lena @nikos", { type: "unclear", lacks: "who" }],
  ["add teacher admin @lena", { type: "unclear", lacks: "who" }],
  ["add teacher -5", { type: "unclear", lacks: "who" }],
  ["add teacher 0", { type: "unclear", lacks: "who" }],
  ["add teacher @le-na", { type: "unclear", lacks: "who" }],
] as const)("/staff %s", ([text, request]) => {
  expect(parseRequest(text)).toEqual(request);
});

const owner: Actor = { type: "person", personId: 1, isOwner: true };
const admin: Actor = { type: "person", personId: 2, isOwner: false };
const lena = { personId: 7, role: "teacher", isOwner: false, isPerson: true } as const;

test.for([
  ["an owner and a teacher", owner, lena, undefined],
  ["an owner and an admin", owner, { ...lena, role: "admin" }, undefined],
  ["an admin and a teacher", admin, lena, undefined],
  ["an admin and an admin", admin, { ...lena, role: "admin" }, "admins"],
  ["an admin and an owner", admin, { ...lena, isOwner: true }, "owner"],
  ["an admin and himself", admin, { ...lena, personId: 2 }, "self"],
  ["an owner and himself", owner, { ...lena, personId: 1, isOwner: true }, "self"],
  ["an owner and a bot", owner, { ...lena, isPerson: false }, "nobody"],
  ["the token and an admin", { type: "token" }, { ...lena, role: "admin" }, undefined],
  ["the token and an owner", { type: "token" }, { ...lena, isOwner: true }, "owner"],
] as const)("%s: %s", ([, actor, change, refusal]) => {
  expect(judgeChange(actor, change)).toBe(refusal);
});
