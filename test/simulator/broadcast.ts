import type { PageChange, PageEvent } from "./wire.ts";

export type Broadcast = {
  publish: (change: PageChange) => void;
  /** The number of the last event: a state read now holds everything up to it. */
  seq: () => number;
  /** Server-Sent Events for one page, until it goes away. */
  stream: () => Response;
};

const HEARTBEAT_MS = 20_000;

export function createBroadcast(): Broadcast {
  const listeners = new Set<(line: string) => void>();
  let seq = 0;
  return {
    publish(change) {
      const event: PageEvent = { seq: ++seq, change };
      for (const send of listeners) send(`data: ${JSON.stringify(event)}\n\n`);
    },
    seq: () => seq,
    stream: () => eventStream(listeners),
  };
}

function eventStream(listeners: Set<(line: string) => void>): Response {
  const encoder = new TextEncoder();
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (line: string) => controller.enqueue(encoder.encode(line));
      const heartbeat = setInterval(() => send(": alive\n\n"), HEARTBEAT_MS);
      leave = () => {
        clearInterval(heartbeat);
        listeners.delete(send);
      };
      listeners.add(send);
      send("retry: 1000\n\n");
    },
    cancel: () => leave(),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}
