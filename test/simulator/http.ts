import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

export type Handler = (request: Request) => Response | Promise<Response>;

/** A refusal that ends the reading of a request. */
class BodyTooLarge extends Error {}

/** Listens on this machine only and speaks Request and Response. `limitOf` gives the most bytes that a path takes. */
export async function listen({
  port,
  handle,
  limitOf,
}: {
  port: number;
  handle: Handler;
  limitOf: (path: string) => number;
}): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, { handle, limitOf, port }).catch(() => {
      // A handler that throws stands for a connection that fails, which is what the fakes mean by it.
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

type Listening = { handle: Handler; limitOf: (path: string) => number; port: number };

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, { handle, limitOf, port }: Listening): Promise<void> {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  // A name that only resolves to this machine would let a foreign page read the simulator (DNS rebinding).
  if (!own.includes(incoming.headers.host ?? "")) return refuse(outgoing, 403, "Wrong host");
  if (incoming.headers.origin && !own.includes(incoming.headers.origin.replace("http://", "")))
    return refuse(outgoing, 403, "Wrong origin");

  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  let body: Buffer;
  try {
    body = await readBody(incoming, limitOf(incoming.url ?? "/"));
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(outgoing, 413, "Too large");
    throw error;
  }
  await send(outgoing, await handle(toRequest(incoming, body, gone.signal)));
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer, signal: AbortSignal): Request {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers,
    signal,
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void outgoing.end();
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream<Uint8Array>), outgoing);
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  outgoing.writeHead(status, { "content-type": "text/plain", connection: "close" }).end(message);
}
