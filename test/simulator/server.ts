import type { Server } from "node:http";
import { answerPage } from "./api.ts";
import { listen } from "./http.ts";
import { servePageFile } from "./page-files.ts";
import type { WorkerClient } from "./worker-client.ts";
import type { World } from "./world.ts";

const MEBIBYTE = 1024 * 1024;

/** The outside world on one port: the page, its API, and the fakes as the Worker sees them. */
export function startServer({ port, world, worker }: { port: number; world: World; worker: WorkerClient }): Promise<Server> {
  return listen({
    port,
    limitOf: (path) => (path.startsWith("/telegram/") ? 20 * MEBIBYTE : MEBIBYTE),
    handle: (request) => route(request, { world, worker }),
  });
}

function route(request: Request, { world, worker }: { world: World; worker: WorkerClient }): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/telegram/")) return world.telegram.fetch(request);
  if (pathname.startsWith("/model/")) return world.model.fetch(request);
  if (pathname.startsWith("/sim/")) return answerPage(request, { world, worker });
  return servePageFile(request);
}
