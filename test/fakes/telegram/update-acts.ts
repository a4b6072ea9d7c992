import type { Acts } from "./acts.ts";
import { refusals } from "./refusals.ts";
import { deliverPending } from "./updates.ts";
import type { Webhook, World } from "./world.ts";

export const updateActs = {
  /** Short polling only: a fake that keeps a request open would need a timer. */
  getUpdates(world, args) {
    if (world.webhook) return refusals.pollingWithWebhook;
    const offset = args.offset ?? 0;
    // A negative offset counts from the end.
    world.pending = offset < 0 ? world.pending.slice(offset) : world.pending.filter((update) => update.update_id >= offset);
    return { result: structuredClone(world.pending.slice(0, args.limit ?? 100)) };
  },

  setWebhook(world, args) {
    if (args.drop_pending_updates) world.pending = [];
    if (args.url === "") return removeWebhook(world);
    const isNew = world.webhook?.url !== args.url;
    world.webhook = {
      url: args.url,
      ...(args.secret_token ? { secretToken: args.secret_token } : {}),
      allowedUpdates: [...(args.allowed_updates ?? world.webhook?.allowedUpdates ?? [])],
      maxConnections: args.max_connections ?? 40,
    };
    void deliverPending(world).catch(() => undefined);
    return { result: true, description: isNew ? "Webhook was set" : "Webhook is already set" };
  },

  deleteWebhook(world, args) {
    if (args.drop_pending_updates) world.pending = [];
    return removeWebhook(world);
  },

  getWebhookInfo: (world) => ({
    result: {
      url: "",
      has_custom_certificate: false,
      pending_update_count: world.pending.length,
      ...(world.webhook ? infoOf(world.webhook) : {}),
    },
  }),
} satisfies Acts;

function removeWebhook(world: World): { result: true; description: string } {
  const description = world.webhook ? "Webhook was deleted" : "Webhook is already deleted";
  world.webhook = undefined;
  return { result: true, description };
}

function infoOf(webhook: Webhook) {
  return {
    url: webhook.url,
    max_connections: webhook.maxConnections,
    ...(webhook.allowedUpdates.length > 0 ? { allowed_updates: webhook.allowedUpdates } : {}),
    ...(webhook.lastError ? { last_error_date: webhook.lastError.at, last_error_message: webhook.lastError.message } : {}),
  };
}
