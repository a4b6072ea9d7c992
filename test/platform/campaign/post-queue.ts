import { queuedChunk } from "#platform/campaign/queue.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** After so long the queue hands out again what a dead consumer had. */
const REDELIVERED_AFTER_MS = 30_000;
const BATCH = 10;

type Queued = { body: unknown; readyAt: number; isTaken: boolean };

/** A queue as Cloudflare has it: at least once, with batches, delays, and what nobody has acknowledged once more. */
export function createPostQueue(time: VirtualTime) {
  const queue: Queued[] = [];
  let largest = 0;
  const send = (body: unknown) => {
    largest = Math.max(largest, queuedChunk.safeParse(body).data?.deliveryIds.length ?? 0);
    queue.push({ body, readyAt: time.now(), isTaken: false });
  };
  return {
    binding: {
      send: async (body: unknown) => send(body),
      sendBatch: async (messages: Iterable<{ body: unknown }>) => {
        for (const { body } of messages) send(body);
      },
    },
    send,
    take: (): Queued[] => {
      const batch = queue.filter(({ readyAt, isTaken }) => !isTaken && readyAt <= time.now()).slice(0, BATCH);
      for (const one of batch) one.isTaken = true;
      return batch;
    },
    acknowledge: (one: Queued) => {
      if (queue.includes(one)) queue.splice(queue.indexOf(one), 1);
    },
    retry: (one: Queued, delayMs: number) => void Object.assign(one, { isTaken: false, readyAt: time.now() + delayMs }),
    /** Whoever had taken something is dead, or is held for it. */
    lose: (afterMs = REDELIVERED_AFTER_MS) => {
      for (const one of queue) if (one.isTaken) Object.assign(one, { isTaken: false, readyAt: time.now() + afterMs });
    },
    count: () => queue.length,
    /** The most deliveries that one message has named. */
    largest: () => largest,
  };
}
