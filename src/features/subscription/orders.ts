import type { Plan } from "#platform/plans.ts";

/** A plan under the terms on which it was offered to somebody. */
export type Order = Plan & { orderId: string; personId: number };

/** The same terms offered again are the same order: an old invoice stays good, and paid again it counts again. */
export function orderOf(personId: number, { days, stars, isMonthly }: Plan): Order {
  const orderId = `sub:${personId}:${days}:${stars}:${isMonthly ? "monthly" : "once"}`;
  return { orderId, personId, days, stars, isMonthly };
}

/** Reads the payload of an invoice, which nobody but us can have written; undefined for that of another feature. */
export function readOrder(payload: string): Order | undefined {
  const [, personId, days, stars, how] = /^sub:(\d{1,15}):(\d{1,4}):(\d{1,6}):(monthly|once)$/.exec(payload) ?? [];
  if (how === undefined) return undefined;
  return orderOf(Number(personId), { days: Number(days), stars: Number(stars), isMonthly: how === "monthly" });
}
