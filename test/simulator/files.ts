import type { World } from "./world.ts";

const SHOWN = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/;

/** A file of the fake Telegram, for the eyes and ears at the page. */
export function serveFile(request: Request, { telegram }: World): Response {
  const file = telegram.file(new URL(request.url).searchParams.get("id") ?? "");
  if (!file) return new Response("Telegram has no such file", { status: 404 });
  return new Response(file.content, {
    headers: {
      "content-type": file.contentType,
      // What a person uploads is shown as a picture or played, and never becomes a page of this origin.
      "content-disposition": SHOWN.test(file.contentType) ? "inline" : "attachment",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=3600",
    },
  });
}
