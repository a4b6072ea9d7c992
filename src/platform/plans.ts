/** Something to buy for Telegram Stars: once, or again every 30 days until somebody ends it. */
export type Plan = { days: number; stars: number; isMonthly: boolean };

/** Whether what needs an entitlement is closed to whoever has none, and how one is bought. */
export type Offer = { isGated: boolean; plans: Plan[] };

// The Bot API takes no other period for a subscription, and at most so many Stars.
export const MONTH_DAYS = 30;
const MOST_STARS = 100_000;
const MOST_STARS_MONTHLY = 10_000;

/**
 * Reads `30d 250, monthly 200`. `ask` sells nothing, and staff let people in; `free` closes nothing and sells nothing, while what was
 * bought before is still served. Undefined for anything else.
 */
export function parsePlans(list: string): Offer | undefined {
  if (list === "ask" || list === "free") return { isGated: list === "ask", plans: [] };
  const plans = list.split(",").map(parsePlan);
  const known = plans.filter((plan) => plan !== undefined);
  const names = new Set(known.map(({ days, isMonthly }) => `${days} ${isMonthly}`));
  return names.size === plans.length ? { isGated: true, plans: known } : undefined;
}

function parsePlan(text: string): Plan | undefined {
  const [, once, stars] = /^(?:(\d{1,4})d|monthly) (\d{1,6})$/.exec(text.trim()) ?? [];
  if (stars === undefined) return undefined;
  const isMonthly = once === undefined;
  const plan = { days: isMonthly ? MONTH_DAYS : Number(once), stars: Number(stars), isMonthly };
  const most = isMonthly ? MOST_STARS_MONTHLY : MOST_STARS;
  return plan.days > 0 && plan.stars > 0 && plan.stars <= most ? plan : undefined;
}
