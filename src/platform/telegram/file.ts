import * as z from "zod";
import type { Deps } from "../deps.ts";
import { OutsideError } from "../outside-error.ts";
import { accepted, refused, type Result } from "../result.ts";

/** What Telegram hands over to a bot: https://core.telegram.org/bots/api#getfile */
export const LARGEST_DOWNLOAD = 20 * 1024 * 1024;

const file = z.looseObject({ file_path: z.string(), file_size: z.number().optional() });

/** A file that somebody sent, by its id. Its address holds the token and is never told to anybody. */
export async function downloadFile(
  { telegram, fetch, config }: Deps,
  fileId: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array, "too-large">> {
  const answer = await telegram.call({ method: "getFile", payload: { file_id: fileId } });
  if (answer.type === "refused" && /too big/i.test(answer.description)) return refused("too-large");
  if (answer.type === "refused") throw failure(`getFile ${answer.code}`, answer.code === 429 || answer.code >= 500);
  if (answer.type === "unknown") throw failure("getFile was not answered", true);
  const found = file.safeParse(answer.result);
  if (!found.success) throw failure("getFile gave no path", false);
  if ((found.data.file_size ?? 0) > LARGEST_DOWNLOAD) return refused("too-large");

  const path = found.data.file_path.split("/").map(encodeURIComponent).join("/");
  const response = await fetch(`${config.roots.telegram}/file/bot${config.botToken}/${path}`, { signal });
  if (!response.ok) throw failure(`download ${response.status}`, response.status >= 500);
  const bytes = await readAtMost(response, LARGEST_DOWNLOAD);
  return bytes === undefined ? refused("too-large") : accepted(bytes);
}

/** Undefined when there is more: a length in a header is not believed. */
async function readAtMost(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > limit) return undefined;
    pieces.push(piece);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function failure(reason: string, retryable: boolean): OutsideError {
  return new OutsideError({ service: "telegram", reason, retryable });
}
