import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { stripTypeScriptTypes } from "node:module";

const FOLDER = join(import.meta.dirname, "page");
/** What the page has in common with the server, as the page asks for it. */
const SHARED = "shared";
const CONTENT_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ts": "text/javascript; charset=utf-8",
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Prepared = { text: string; changedAt: number };
const prepared = new Map<string, Prepared>();

/** Serves the page's files; TypeScript modules arrive in the browser with their types blanked out. */
export function servePageFile(request: Request): Response {
  const asked = new URL(request.url).pathname.slice(1) || "index.html";
  // Only names that the folder lists, so that no path can lead out of it.
  const type = CONTENT_TYPES[extname(asked)];
  if (!type || !listFiles().includes(asked)) return new Response("Not found", { status: 404 });
  const text = asked === "index.html" ? withPreloads(prepare(asked)) : prepare(asked);
  return new Response(text, {
    headers: {
      "content-type": type,
      "cache-control": "no-store",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  });
}

/** Prepares everything once, so that the first page does not wait for it. */
export function preparePage(): void {
  for (const name of listFiles()) if (CONTENT_TYPES[extname(name)]) prepare(name);
}

/** As it is on the disk now; what has not changed is not read again. */
function prepare(name: string): string {
  const path = join(name.startsWith(`${SHARED}/`) ? import.meta.dirname : FOLDER, name);
  const changedAt = statSync(path).mtimeMs;
  const known = prepared.get(name);
  // A style sheet may import one that has changed.
  if (known?.changedAt === changedAt && !name.endsWith(".css")) return known.text;
  const source = readFileSync(path, "utf8");
  const text = name.endsWith(".ts") ? stripTypeScriptTypes(source) : inOneFile(source, name);
  prepared.set(name, { text, changedAt });
  return text;
}

/** One request for all styles instead of one for each: what is imported takes the place of its import. */
function inOneFile(source: string, name: string): string {
  if (!name.endsWith(".css")) return source;
  return source.replaceAll(/@import "\/([\w/-]+\.css)";/g, (_, imported: string) => readFileSync(join(FOLDER, imported), "utf8"));
}

/** All modules are asked for at once instead of level by level. */
function withPreloads(html: string): string {
  const modules = listFiles().filter((name) => name.endsWith(".ts"));
  return html.replace("</head>", `${modules.map((name) => `<link rel="modulepreload" href="/${name}" />`).join("")}</head>`);
}

function listFiles(): string[] {
  const own = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  return [...own, ...readdirSync(join(import.meta.dirname, SHARED)).map((name) => `${SHARED}/${name}`)];
}
