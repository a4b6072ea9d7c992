import { setTimeout as sleep } from "node:timers/promises";
import type { Update } from "@grammyjs/types";
import { createDelivery, type Deliver } from "../simulator/deliver.ts";
import type { Tripwire } from "./tripwire.ts";

/** What became of one update; `tries` holds a status for each, or the code of the connection's failure. */
export type Posted = { updateId: number; tries: Array<number | string>; isAccepted: boolean };

/** Delivers as Telegram does and writes down what the Worker answered. `url` is asked at each try. */
export function createPostOffice({ url, secret, tripwire }: { url: () => URL; secret: string; tripwire: Tripwire }): {
  deliver: (update: Update) => ReturnType<Deliver>;
  posted: Posted[];
} {
  const posted: Posted[] = [];
  const noted = new Map<string, Posted>();

  const post = async (address: string, init: RequestInit): Promise<Response> => {
    const entry = typeof init.body === "string" ? noted.get(init.body) : undefined;
    const answering = fetch(new URL(address, url()), init);
    if (entry !== undefined) tripwire.touch("update posted", keyOf(entry));
    try {
      const response = await answering;
      entry?.tries.push(response.status);
      return response;
    } catch (error) {
      entry?.tries.push(failureOf(error));
      throw error;
    }
  };
  const deliver = createDelivery({ url: "/telegram/webhook", secret, fetch: post, wait: sleep, now: Date.now });

  return {
    posted,
    async deliver(update: Update) {
      const entry: Posted = { updateId: update.update_id, tries: [], isAccepted: false };
      posted.push(entry);
      noted.set(JSON.stringify(update), entry);
      const outcome = await deliver(update, Date.now());
      noted.delete(JSON.stringify(update));
      entry.isAccepted = outcome === "accepted";
      if (entry.isAccepted) tripwire.touch("update accepted", keyOf(entry));
      return outcome;
    },
  };
}

const keyOf = ({ updateId }: Posted) => `t:${updateId}`;

/** The code of the innermost cause, such as ECONNREFUSED. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.cause !== undefined) return failureOf(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
