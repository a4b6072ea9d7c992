import { createServer } from "node:net";

/** A port that nothing on this machine listens on at the moment. */
export function findFreePort(): Promise<number> {
  return tryPort(0).then((port) => port ?? Promise.reject(new Error("No free port on this machine")));
}

/** `first` or the next free port after it. */
export async function findFreePortFrom(first: number): Promise<number> {
  for (let port = first; port < first + 100; port++) {
    if ((await tryPort(port)) !== undefined) return port;
  }
  throw new Error(`No free port from ${first} to ${first + 99}`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
