import * as z from "zod";

/** Telegram's WebhookInfo, as far as it is told. */
export const webhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.int(),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
  allowed_updates: z.array(z.string()).optional(),
});

/** Telegram's view of the webhook, in words. */
export function describeWebhook(info: z.infer<typeof webhookInfo>): string[] {
  if (info.url === "") return ["Telegram has no webhook for this bot."];
  const waiting = info.pending_update_count === 1 ? "1 update waits" : `${info.pending_update_count} updates wait`;
  const lines = [`Telegram's webhook is ${info.url}; ${waiting}.`];
  if (info.allowed_updates !== undefined) lines.push(`It sends: ${info.allowed_updates.join(", ")}.`);
  if (info.last_error_date !== undefined) {
    const at = new Date(info.last_error_date * 1000).toISOString();
    lines.push(`Its last failure was at ${at}: ${info.last_error_message ?? "no reason given"}.`);
  }
  return lines;
}
