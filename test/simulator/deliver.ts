import type { Update } from "@grammyjs/types";
import { reasonOf } from "./reason.ts";

export type DeliveryOptions = {
  /** The Worker's webhook address. */
  url: string;
  secret: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  wait: (ms: number) => Promise<void>;
  now: () => number;
  /** Told of each failed try, for a person to read. */
  onTrouble?: (trouble: { update: Update; reason: string }) => void;
};

/** Resolves when the Worker has accepted the update with a 2xx, or when it was given up (callbacks only). */
export type Deliver = (update: Update) => Promise<"accepted" | "dropped">;

const CALLBACK_LIFETIME_MS = 150_000;
const LONGEST_WAIT_MS = 32_000;

/** Delivers as Telegram's webhook does: in order within a queue, queues in parallel, again until it is accepted. */
export function createDelivery(options: DeliveryOptions): Deliver {
  const tails = new Map<string, Promise<unknown>>();
  return (update) => {
    const queue = queueOf(update);
    const before = tails.get(queue) ?? Promise.resolve();
    const outcome = before.then(() => deliverUntilAccepted(options, update, options.now()));
    tails.set(queue, outcome);
    return outcome.finally(() => {
      if (tails.get(queue) === outcome) tails.delete(queue);
    });
  };
}

/** Messages wait for each other by chat, button presses by person; what has neither goes alone. */
export function queueOf(update: Update): string {
  if (update.callback_query) return `callback:${update.callback_query.from.id}`;
  const chat = Object.values(update).find(hasChat)?.chat;
  return chat ? `chat:${chat.id}` : `update:${update.update_id}`;
}

function hasChat(value: unknown): value is { chat: { id: number } } {
  return typeof value === "object" && value !== null && "chat" in value;
}

async function deliverUntilAccepted(options: DeliveryOptions, update: Update, since: number): Promise<"accepted" | "dropped"> {
  for (let pause = 1000; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    const refusal = await tryOnce(options, update);
    if (refusal === undefined) return "accepted";
    options.onTrouble?.({ update, reason: refusal });
    if (update.callback_query && options.now() + pause - since > CALLBACK_LIFETIME_MS) return "dropped";
    await options.wait(pause);
  }
}

async function tryOnce({ url, secret, fetch }: DeliveryOptions, update: Update): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(60_000),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `the Worker answered ${response.status}`;
  } catch (error) {
    // Any failure of the connection means the same to Telegram: not accepted, try again.
    return `the Worker could not be reached (${reasonOf(error)})`;
  }
}
