import * as z from "zod";
import type { StateCell } from "../turn.ts";

/** A day in one zone may still run in another: as many days count as there are at once. */
const DAYS_KEPT = 3;

const spending = z.object({
  jobId: z.string(),
  feature: z.string(),
  /** The academy's. */
  day: z.string(),
  person: z.object({ personId: z.int(), day: z.string() }).optional(),
  calls: z.int(),
  spent: z.int(),
});
/** What one job has spent on models, in millionths of a US dollar. */
export type Spending = z.infer<typeof spending>;

const account = z.object({ spentByDay: z.record(z.string(), z.int()), unsettled: z.array(spending) });
/** What an object knows of what its subject has spent: by the person's days, and what the ledger has not been told yet. */
export type Account = z.infer<typeof account>;

export const accountCell: StateCell<Account> = { feature: "session", key: "account", schema: account };

export const emptyAccount: Account = { spentByDay: {}, unsettled: [] };

export function spentOn(account: Account | undefined, day: string): number {
  return account?.spentByDay[day] ?? 0;
}

/** After a job that the ledger has counted already, or is yet to count. */
export function spendOn(account: Account, day: string, spent: number): Account {
  const spentByDay = { ...account.spentByDay, [day]: spentOn(account, day) + spent };
  const newest = Object.keys(spentByDay).sort().slice(-DAYS_KEPT);
  return { ...account, spentByDay: Object.fromEntries(newest.map((kept) => [kept, spentByDay[kept] ?? 0])) };
}

export function addSpending(account: Account, spent: Spending): Account {
  const counted = spent.person === undefined ? account : spendOn(account, spent.person.day, spent.spent);
  return { ...counted, unsettled: [...counted.unsettled, spent] };
}

/** What the ledger knows and what it is yet to be told. */
export function accountOf(settled: ReadonlyArray<{ day: string; spent: number }>, unsettled: readonly Spending[] = []): Account {
  const known = settled.reduce((account, { day, spent }) => spendOn(account, day, spent), emptyAccount);
  return unsettled.reduce(addSpending, known);
}

export function dropSettled(account: Account, settled: readonly Spending[]): Account {
  return { ...account, unsettled: account.unsettled.filter(({ jobId }) => !settled.some((each) => each.jobId === jobId)) };
}
