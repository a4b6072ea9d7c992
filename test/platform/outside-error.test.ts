import { GrammyError, HttpError } from "grammy";
import { expect, test } from "vitest";
import { isPassing, OutsideError } from "#platform/outside-error.ts";

const refused = (error_code: number) => new GrammyError("refused", { ok: false, error_code, description: "refused" }, "getChat", {});

test.for([
  ["Telegram's 429", refused(429), true],
  ["Telegram's 502", refused(502), true],
  ["Telegram's 400", refused(400), false],
  ["no answer from Telegram", new HttpError("reset", new Error("reset")), true],
  ["an object that says so itself", Object.assign(new Error("gone"), { retryable: true }), true],
  ["an object that says no", Object.assign(new Error("gone"), { retryable: false }), false],
  ["R2's internal error", new Error("put: We encountered an internal error. Please try again. (10001)"), true],
  ["D1 that is overloaded", new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long."), true],
  ["a wrapped failure of D1", new Error("query failed", { cause: new Error("Network connection lost.") }), true],
  ["a model that is down", new OutsideError({ service: "model", reason: "down", retryable: true }), true],
  ["a bug", new TypeError("undefined is not a function"), false],
] as const)("%s may pass by itself: %s", ([, error, passes]) => {
  expect(isPassing(error)).toBe(passes);
});
