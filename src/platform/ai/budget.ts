import * as z from "zod";

/** Daily limits in millionths of a US dollar. */
export type Budgets = { person: number; feature: number; bot: number };
export type BudgetScope = keyof Budgets;

/** More than one job costs with any model that an academy would choose: a US cent. */
export const HELD_FOR_A_JOB = 10_000;

/** Why no model was asked. Nothing was spent, and the person may ask again later. */
export const aiRefusal = z.discriminatedUnion("reason", [
  /** Somebody of the staff has switched the models off. */
  z.object({ reason: z.literal("off") }),
  /** `renewsAt` is the beginning of the next day, in milliseconds. */
  z.object({ reason: z.literal("used-up"), scope: z.enum(["person", "feature", "bot"]), renewsAt: z.number() }),
]);
export type AiRefusal = z.infer<typeof aiRefusal>;

const SCOPES: readonly BudgetScope[] = ["person", "feature", "bot"];

/** The first scope in which another job would not fit any more, the person's own before what they share with others. */
export function findUsedUp(used: Budgets, limits: Budgets, held: number): BudgetScope | undefined {
  return SCOPES.find((scope) => used[scope] + held > limits[scope]);
}

export function usedUp(scope: BudgetScope, now: Date, timezone: string): AiRefusal {
  return { reason: "used-up", scope, renewsAt: nextMidnight(now, timezone).getTime() };
}

/** The day in a zone, YYYY-MM-DD. */
export function localDay(instant: Date, timezone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}

const MINUTE_MS = 60_000;
const LONGEST_DAY_MINUTES = 26 * 60;

/** When the next day begins in a zone, found by looking, since a day may have 23 or 25 hours. */
export function nextMidnight(now: Date, timezone: string): Date {
  const today = localDay(now, timezone);
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  let [isToday, isLater] = [minute, minute + LONGEST_DAY_MINUTES];
  while (isLater - isToday > 1) {
    const middle = Math.floor((isToday + isLater) / 2);
    if (localDay(new Date(middle * MINUTE_MS), timezone) === today) isToday = middle;
    else isLater = middle;
  }
  return new Date(isLater * MINUTE_MS);
}
