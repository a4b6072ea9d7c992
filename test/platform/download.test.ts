import { expect, test, vi } from "vitest";
import type { Deps } from "#platform/deps.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import { downloadFile, LARGEST_DOWNLOAD } from "#platform/telegram/file.ts";

const signal = new AbortController().signal;
const found: TelegramAnswer = { type: "ok", result: { file_path: "voice/über uns.oga" } };

/** A Telegram that answers getFile with `answer`, and the download with `response`. */
function aTelegram({ answer = found, response = new Response("") }: { answer?: TelegramAnswer; response?: Response }) {
  const fetch = vi.fn<(address: string) => Promise<Response>>(async () => response);
  const config = { roots: { telegram: "https://telegram.test" }, botToken: "TOKEN" };
  const deps = { telegram: { call: async () => answer }, fetch, config } as unknown as Deps;
  return { fetch, download: () => downloadFile(deps, "a", signal) };
}

/** A body of so many bytes, in pieces, which says nothing of its length. */
function aBody(length: number): ReadableStream<Uint8Array> {
  let left = length;
  return new ReadableStream({
    pull(controller) {
      const piece = Math.min(left, 65_521);
      left -= piece;
      if (piece === 0) controller.close();
      else controller.enqueue(new Uint8Array(piece).fill(7));
    },
  });
}

test("a file of exactly 20 MB is downloaded whole, from an address in which its path is escaped", async () => {
  const { fetch, download } = aTelegram({ response: new Response(aBody(LARGEST_DOWNLOAD)) });
  const result = await download();
  expect(result.ok && result.value.length).toBe(LARGEST_DOWNLOAD);
  expect(result.ok && result.value.every((byte) => byte === 7)).toBe(true);
  expect(fetch.mock.calls[0]?.[0]).toBe("https://telegram.test/file/botTOKEN/voice/%C3%BCber%20uns.oga");
});

test("a file with one byte more is too large, whatever was said of its length before", async () => {
  const { download } = aTelegram({ response: new Response(aBody(LARGEST_DOWNLOAD + 1), { headers: { "content-length": "5" } }) });
  expect(await download()).toEqual({ ok: false, reason: "too-large" });
});

test("a file that Telegram itself calls larger is not downloaded", async () => {
  const answer = { type: "ok", result: { file_path: "a", file_size: LARGEST_DOWNLOAD + 1 } } as const;
  const { fetch, download } = aTelegram({ answer });
  expect(await download()).toEqual({ ok: false, reason: "too-large" });
  expect(fetch).not.toHaveBeenCalled();
});

test.for<[string, Parameters<typeof aTelegram>[0], boolean]>([
  ["an unanswered getFile", { answer: { type: "unknown" } }, true],
  ["too many requests", { answer: { type: "refused", code: 429, description: "Too Many Requests" } }, true],
  ["a wrong id", { answer: { type: "refused", code: 400, description: "Bad Request: wrong file_id" } }, false],
  ["an answer without a path", { answer: { type: "ok", result: {} } }, false],
  ["a download that fails", { response: new Response("", { status: 502 }) }, true],
  ["a download that is gone", { response: new Response("", { status: 404 }) }, false],
])("%s is a failure of Telegram that says whether to try again, and does not show the token", async ([, outside, retryable]) => {
  const error: unknown = await aTelegram(outside)
    .download()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ service: "telegram", retryable });
  expect(String(error)).not.toContain("TOKEN");
});
