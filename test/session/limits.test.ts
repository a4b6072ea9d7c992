import { expect, test } from "vitest";
import { admit } from "#session/limits.ts";
import { paceUntil } from "#session/pacing.ts";

const limit = { updates: 3, windowMs: 10_000 };
const NOW = 100_000;

test("as many as the limit are handled, the next is warned about once, the rest dropped, and after the window all is well", () => {
  expect(admit([], undefined, limit, NOW)).toBe("handle");
  expect(admit([NOW - 1, NOW - 2], undefined, limit, NOW)).toBe("handle");
  const full = [NOW - 1, NOW - 2, NOW - 3];
  expect(admit(full, undefined, limit, NOW)).toBe("warn");
  expect(admit(full, NOW - 1, limit, NOW)).toBe("drop");
  expect(admit(full, NOW - 10_000, limit, NOW)).toBe("warn");
  expect(admit([NOW - 10_000, NOW - 11_000, NOW - 12_000], NOW - 10_000, limit, NOW)).toBe("handle");
});

test("the twenty-first message of a minute waits until the first of them is a minute old", () => {
  const sent = Array.from({ length: 20 }, (_, n) => NOW - 30_000 + n * 1000);
  expect(paceUntil(sent.slice(1), NOW)).toBeUndefined();
  expect(paceUntil(sent, NOW)).toBe(NOW + 30_000);
  expect(paceUntil([NOW - 60_000, ...sent.slice(1)], NOW)).toBeUndefined();
  expect(paceUntil([], NOW)).toBeUndefined();
});
