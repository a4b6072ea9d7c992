import type { Update } from "@grammyjs/types";
import { expect, test } from "vitest";
import { createCauses } from "./page/bar/causes.ts";
import type { Traffic } from "./wire.ts";

const said = (updateId: number, at: number): Traffic => {
  const message = { chat: { id: 7, type: "private" }, from: { id: 7 } };
  return { at, kind: "update", update: { update_id: updateId, message } as unknown as Update };
};
const called = (payload: Record<string, unknown>, at: number): Traffic => ({
  at,
  kind: "call",
  call: { number: 1, at, method: "sendMessage", payload, status: 200 },
});

test("a call is tied to the newest update of its chat, and hours later to the clock instead", () => {
  const causeOf = createCauses();
  causeOf(said(1, 0));
  causeOf(said(2, 1000));
  expect(causeOf(called({ chat_id: 7 }, 2000))).toBe(2);
  expect(causeOf(called({ chat_id: 8 }, 2000))).toBe("clock");
  expect(causeOf(called({ chat_id: 7 }, 8 * 3_600_000))).toBe("clock");
  expect(causeOf(called({}, 2000))).toBeUndefined();
});

test("the answer to a press belongs to that press, however late it comes", () => {
  const causeOf = createCauses();
  const callback_query = { id: "q", from: { id: 7 }, message: { chat: { id: 7 } } };
  causeOf({ at: 0, kind: "update", update: { update_id: 5, callback_query } as unknown as Update });
  expect(causeOf(called({ callback_query_id: "q" }, 100_000))).toBe(5);
});
