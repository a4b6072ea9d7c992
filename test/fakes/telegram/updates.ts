import type { Update } from "@grammyjs/types";
import { announce, seconds, type Webhook, type World } from "./world.ts";

/** Kinds that Telegram sends only to those who ask for them. */
const onRequest: string[] = ["chat_member", "message_reaction", "message_reaction_count"];

/** Gives the content the next number. */
export function makeUpdate(world: World, content: Omit<Update, "update_id">): Update {
  world.lastUpdateId += 1;
  return { update_id: world.lastUpdateId, ...structuredClone(content) };
}

/** Hands an update to the bot, or keeps it until a webhook or getUpdates asks for it. Rejects as the delivery does. */
export async function dispatch(world: World, update: Update, personId?: number): Promise<void> {
  announce(world, { kind: "update", update, ...(personId === undefined ? {} : { personId }) });
  if (world.webhook && !isWanted(update, world.webhook)) return;
  world.pending.push(update);
  if (world.webhook || (world.options.deliverWithoutWebhook ?? true)) await deliver(world, update);
}

/** What Telegram does by itself once a call is answered, such as telling of what came of it. A delivery that fails shows in getWebhookInfo. */
export function later(world: World, task: () => Promise<void>): void {
  const run = world.options.later ?? ((each: () => Promise<void>) => void each().catch(() => undefined));
  run(task);
}

/** Sends what was kept while no webhook was set, one after the other. A failure stays for getWebhookInfo to tell. */
export async function deliverPending(world: World): Promise<void> {
  for (const update of world.pending) {
    if (world.webhook && !isWanted(update, world.webhook)) forget(world, update);
    else await deliver(world, update);
  }
}

async function deliver(world: World, update: Update): Promise<void> {
  try {
    await world.options.deliver(structuredClone(update));
    forget(world, update);
  } catch (error) {
    if (world.webhook) world.webhook.lastError = { at: seconds(world.options.now()), message: String(error) };
    throw error;
  }
}

function forget(world: World, update: Update): void {
  world.pending = world.pending.filter((pending) => pending !== update);
}

function isWanted(update: Update, webhook: Webhook): boolean {
  const allowed: string[] = webhook.allowedUpdates;
  const kinds = Object.keys(update).filter((key) => key !== "update_id");
  return kinds.some((kind) => (allowed.length > 0 ? allowed.includes(kind) : !onRequest.includes(kind)));
}
