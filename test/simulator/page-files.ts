import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { stripTypeScriptTypes } from "node:module";

const FOLDER = join(import.meta.dirname, "page");
const CONTENT_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ts": "text/javascript; charset=utf-8",
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page's files; TypeScript modules arrive in the browser with their types blanked out. */
export function servePageFile(request: Request): Response {
  const asked = new URL(request.url).pathname.slice(1) || "index.html";
  // Only names that the folder lists, so that no path can lead out of it.
  const type = CONTENT_TYPES[extname(asked)];
  if (!type || !listFiles().includes(asked)) return new Response("Not found", { status: 404 });
  const text = readFileSync(join(FOLDER, asked), "utf8");
  return new Response(asked.endsWith(".ts") ? stripTypeScriptTypes(text) : text, {
    headers: {
      "content-type": type,
      "cache-control": "no-store",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  });
}

function listFiles(): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
}
