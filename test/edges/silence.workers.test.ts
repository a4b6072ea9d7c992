import { afterEach, expect, test, vi } from "vitest";
import { createTelegramClient } from "#platform/telegram/client.ts";

afterEach(() => vi.useRealTimers());

/** Takes every request and never answers; ends it when its caller gives up. */
const silence: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
  });

test("case 11: a call that Telegram leaves unanswered for fifteen seconds is given up, and nobody knows whether it was carried out", async () => {
  vi.useFakeTimers();
  const { call } = createTelegramClient({ token: "1:t", root: "https://api.telegram.org", fetch: silence });
  const answer = call({ method: "sendMessage", payload: { chat_id: 7, text: "anybody there?" } });
  await vi.advanceTimersByTimeAsync(14_900);
  expect(await Promise.race([answer, Promise.resolve("nothing yet")])).toBe("nothing yet");
  await vi.advanceTimersByTimeAsync(200);
  expect(await answer).toEqual({ type: "unknown" });
});
