import type { Update } from "@grammyjs/types";
import { reasonOf } from "./shared/reason.ts";

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

/** Resolves when the Worker has accepted the update with a 2xx, or when the life that began at `since` has ended. */
export type Deliver = (update: Update, since: number) => Promise<"accepted" | "dropped">;

const LIFETIME_MS = 24 * 3_600_000;
const URGENT_LIFETIME_MS = 150_000;
const LONGEST_WAIT_MS = 32_000;
const LONGEST_WAIT_ASKED_FOR_MS = 3_600_000;

/** Delivers as Telegram's webhook does: in order within a queue, queues in parallel, again until it is accepted. */
export function createDelivery(options: DeliveryOptions): Deliver {
  const tails = new Map<string, Promise<unknown>>();
  return (update, since) => {
    const queue = queueOf(update);
    const before = tails.get(queue) ?? Promise.resolve();
    const outcome = before.then(() => deliverUntilAccepted(options, update, since));
    tails.set(queue, outcome);
    return outcome.finally(() => {
      if (tails.get(queue) === outcome) tails.delete(queue);
    });
  };
}

/** Messages wait for each other by chat, presses by person, and so on: what is of one kind and one subject. What has none goes alone. */
export function queueOf(update: Update): string {
  const { callback_query: press, pre_checkout_query: checkout, shipping_query: shipping, poll, poll_answer: vote } = update;
  if (press) return `callback:${press.from.id}`;
  if (checkout ?? shipping) return `checkout:${(checkout ?? shipping)?.from.id}`;
  const member = update.my_chat_member ?? update.chat_member;
  if (member) return `member:${update.my_chat_member ? member.from.id : member.new_chat_member.user.id}`;
  if (update.chat_join_request) return `join:${update.chat_join_request.from.id}`;
  if (update.subscription) return `subscription:${update.subscription.user.id}`;
  const reaction = update.message_reaction ?? update.message_reaction_count;
  if (reaction) return `reaction:${reaction.chat.id}`;
  if (poll ?? vote) return `poll:${poll?.id ?? vote?.poll_id}`;
  const chat = Object.values(update).find(hasChat)?.chat;
  return chat ? `chat:${chat.id}` : `update:${update.update_id}`;
}

function hasChat(value: unknown): value is { chat: { id: number } } {
  return typeof value === "object" && value !== null && "chat" in value;
}

const isUrgent = (update: Update): boolean => Boolean(update.callback_query ?? update.pre_checkout_query ?? update.shipping_query);

async function deliverUntilAccepted(options: DeliveryOptions, update: Update, since: number): Promise<"accepted" | "dropped"> {
  const endsAt = since + (isUrgent(update) ? URGENT_LIFETIME_MS : LIFETIME_MS);
  // It may have waited behind another for as long as it lives.
  if (options.now() > endsAt) return "dropped";
  for (let pause = 1000; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    const refusal = await tryOnce(options, update);
    if (refusal === undefined) return "accepted";
    options.onTrouble?.({ update, reason: refusal.reason });
    const wait = Math.max(pause, Math.min(refusal.askedForMs, LONGEST_WAIT_ASKED_FOR_MS));
    if (options.now() + wait > endsAt) return "dropped";
    await options.wait(wait);
  }
}

type Refused = { reason: string; askedForMs: number };

async function tryOnce({ url, secret, fetch }: DeliveryOptions, update: Update): Promise<Refused | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      // Telegram follows none: it is an answer like any other that is no 2xx.
      redirect: "manual",
      headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(60_000),
    });
    await response.body?.cancel();
    if (response.ok) return undefined;
    return { reason: `the Worker answered ${response.status}`, askedForMs: (Number(response.headers.get("retry-after")) || 0) * 1000 };
  } catch (error) {
    // Any failure of the connection means the same to Telegram: not accepted, try again.
    return { reason: `the Worker could not be reached (${reasonOf(error)})`, askedForMs: 0 };
  }
}
