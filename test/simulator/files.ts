import * as z from "zod";
import type { World } from "./world.ts";

const found = z.object({ ok: z.literal(true), result: z.object({ file_path: z.string() }) });
const SHOWN = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/;

/** A file of the fake Telegram for the eyes and ears at the page, asked for as any client would. */
export async function serveFile(request: Request, { telegram, token, ownReads }: World): Promise<Response> {
  const fileId = new URL(request.url).searchParams.get("id") ?? "";
  const root = `http://telegram.simulator/bot${token}`;
  ownReads.add(fileId);
  const answer = found.safeParse(await (await telegram.fetch(new Request(`${root}/getFile?file_id=${encodeURIComponent(fileId)}`))).json());
  if (!answer.success) return new Response("Telegram does not give this file", { status: 404 });
  const file = await telegram.fetch(new Request(`${root.replace("/bot", "/file/bot")}/${answer.data.result.file_path}`));
  const type = file.headers.get("content-type") ?? "application/octet-stream";
  return new Response(file.body, {
    status: file.status,
    headers: {
      "content-type": type,
      // What a person uploads is shown as a picture or played, and never becomes a page of this origin.
      "content-disposition": SHOWN.test(type) ? "inline" : "attachment",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=3600",
    },
  });
}
