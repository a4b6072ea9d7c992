import type { Server } from "node:http";
import { answerPage } from "./api.ts";
import { listen } from "./http.ts";
import { preparePage, servePageFile } from "./page-files.ts";
import type { World } from "./world.ts";

const MEBIBYTE = 1024 * 1024;

/** The outside world on one port: the page, its API, and the fakes as the Worker sees them. */
export function startServer({ port, world }: { port: number; world: World }): Promise<Server> {
  preparePage();
  return listen({
    port,
    limitOf: mostBytes,
    handle: (request) => route(request, world),
  });
}

/** Telegram takes 50 MB from bots, and gives them 20, of which a model is sent the Base64; people may try more. */
function mostBytes(path: string): number {
  if (path.startsWith("/telegram/") || path === "/sim/upload") return 60 * MEBIBYTE;
  return path.startsWith("/model/") ? 32 * MEBIBYTE : MEBIBYTE;
}

function route(request: Request, world: World): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/telegram/")) return world.telegram.fetch(request);
  if (pathname.startsWith("/model/")) return world.model.fetch(request);
  if (pathname.startsWith("/sim/")) return answerPage(request, world);
  return servePageFile(request);
}
