import { expect, test } from "vitest";
import { judgeChange, standingOf } from "#features/groups/rules.ts";

const change = { before: "out", after: "member", isOfStaff: false, isByStaff: false } as const;
const ofStaff = { ...change, isOfStaff: true } as const;

test("whoever is there without being allowed to write is mute, and whoever is restricted from outside is out", () => {
  const standing = (more: object) => standingOf({ status: "restricted", ...more });
  expect(standing({ is_member: true, can_send_messages: false })).toBe("mute");
  expect(standing({ is_member: true, can_send_messages: true })).toBe("member");
  expect(standing({ is_member: false, can_send_messages: true })).toBe("out");
  expect(standingOf({ status: "kicked" })).toBe("out");
  expect(standingOf({ status: "creator" })).toBe("administrator");
});

test("a group of others is greeted once, and an admin who let the bot in is told its number", () => {
  expect(judgeChange(change)).toBe("greet");
  expect(judgeChange({ ...change, isByStaff: true })).toBe("tellNumber");
  expect(judgeChange({ ...change, before: "member", after: "administrator" })).toBe("nothing");
  expect(judgeChange({ ...change, before: "mute" })).toBe("nothing");
  expect(judgeChange({ ...change, after: "mute" })).toBe("nothing");
  expect(judgeChange({ ...change, before: "member", after: "out" })).toBe("nothing");
});

test("a group of staff that is lost is reported, and greeted when the bot can write there again", () => {
  for (const after of ["out", "mute"] as const) {
    expect(judgeChange({ ...ofStaff, before: "administrator", after })).toBe("reportLost");
    expect(judgeChange({ ...ofStaff, before: after, after: "member" })).toBe("greetStaff");
  }
  expect(judgeChange({ ...ofStaff, before: "mute", after: "out" })).toBe("nothing");
  expect(judgeChange({ ...ofStaff, before: "administrator" })).toBe("warnDemoted");
  expect(judgeChange({ ...ofStaff, before: "member", after: "administrator" })).toBe("nothing");
});
