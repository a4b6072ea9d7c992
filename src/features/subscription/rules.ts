import type { Hours } from "#platform/daytime.ts";

export const DAY_MS = 24 * 60 * 60_000;

/** `gift` and `staff` are both given by hand; `revoke` and `refund` take. */
export const GRANT_KINDS = ["trial", "gift", "staff", "payment", "revoke", "refund"] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];
export const RENEWAL_STATES = ["active", "canceled", "failed"] as const;
export type RenewalState = (typeof RENEWAL_STATES)[number];

export type Grant = { grantId: string; kind: GrantKind; days: number; takesBack: string | null; at: Date };

/**
 * When access ends; undefined where nothing gives any. Each period begins where the one before it ends, or at once where there is
 * none; what was taken back never was; access that was taken ends there, and a later period begins anew.
 */
export function foldGrants(grants: readonly Grant[]): Date | undefined {
  let end: number | undefined;
  for (const { kind, days, at } of listInForce(grants)) {
    if (kind === "revoke") end = end === undefined ? undefined : Math.min(end, at.getTime());
    else end = Math.max(end ?? 0, at.getTime()) + days * DAY_MS;
  }
  return end === undefined ? undefined : new Date(end);
}

/** Whether access was taken and nothing was given since: of that there is no grace. */
export function wasTaken(grants: readonly Grant[]): boolean {
  return listInForce(grants).at(-1)?.kind === "revoke";
}

function listInForce(grants: readonly Grant[]): Grant[] {
  const takenBack = new Set(grants.map(({ takesBack }) => takesBack));
  return grants.filter(({ grantId, takesBack }) => takesBack === null && !takenBack.has(grantId)).toSorted(inOrder);
}

function inOrder(a: Grant, b: Grant): number {
  return a.at.getTime() - b.at.getTime() || (a.grantId < b.grantId ? -1 : 1);
}

/** `grace` is after the end, while everything is still open. */
export type Phase = "none" | "active" | "grace" | "ended";

export function phaseOf(endsAt: Date | undefined, graceDays: number, now: Date): Phase {
  if (endsAt === undefined) return "none";
  if (now < endsAt) return "active";
  return now < graceEnd(endsAt, graceDays) ? "grace" : "ended";
}

/** When the days after the end are over, too. */
export function graceEnd(endsAt: Date, graceDays: number): Date {
  return new Date(endsAt.getTime() + graceDays * DAY_MS);
}

/** In how many days access ends, rounded up; 0 when it has. */
export function daysLeft(endsAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((endsAt.getTime() - now.getTime()) / DAY_MS));
}

const NOTICE_DAYS = [7, 3, 1, 0];

/** When somebody is next told of the end, after an instant; undefined when there is nothing left to tell. */
export function nextNotice(endsAt: Date, after: Date): Date | undefined {
  const instants = NOTICE_DAYS.map((days) => endsAt.getTime() - days * DAY_MS);
  const next = instants.find((instant) => instant > after.getTime());
  return next === undefined ? undefined : new Date(next);
}

/** When people are told of the end, where they live. */
export const NOTICE_HOURS: Hours = { from: 9, until: 20 };

const MOST_DAYS = 3_650;

/** `30d`, `30`, `4w` or `1y` as staff write it, in days. */
export function parseDays(word: string): number | undefined {
  const [, count, unit = "d"] = /^\+?(\d{1,4})([dwy])?$/i.exec(word) ?? [];
  const days = Number(count) * { d: 1, w: 7, y: 365 }[unit.toLowerCase() as "d" | "w" | "y"];
  return days > 0 && days <= MOST_DAYS ? days : undefined;
}

/** As long as Telegram may take to charge what is due, or to tell that it cannot. */
const LATE_MS = 3 * DAY_MS;

/** Until when a renewal counts as active without further news. `paidUntil` in milliseconds. */
export function activeUntil({ paidUntil, asOf }: { paidUntil: number; asOf: AsOf }): Date {
  return new Date(Math.max(paidUntil, asOf.at) + LATE_MS);
}

/** Whether something will be paid again by itself. */
export function isActive(renewal: { state: RenewalState; paidUntil: number; asOf: AsOf }, now: Date): boolean {
  return renewal.state === "active" && now < activeUntil(renewal);
}

/** What Telegram tells of a subscription comes doubled and in any order: by the numbers of its updates the newest counts. */
export type AsOf = { updateId: number; at: number };

/** After a week of silence Telegram begins to count from anywhere. */
const RECOUNTED_AFTER_MS = 5 * DAY_MS;

export function isNewer(told: AsOf, known: AsOf | undefined): boolean {
  return known === undefined || told.updateId >= known.updateId || told.at - known.at > RECOUNTED_AFTER_MS;
}
