/**
 * `pending` until it is marked as `sending`, right before Telegram is called. `unknown` is one of whose call nobody knows the
 * outcome: it is never sent again. `skipped` was not wanted any more, or too late.
 */
export const DELIVERY_STATUSES = ["pending", "sending", "sent", "failed", "unreachable", "unknown", "skipped"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
