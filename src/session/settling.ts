import { accountCell, addSpending, dropSettled, emptyAccount, spendOn, type Account, type Spending } from "#platform/ai/account.ts";
import { localDay } from "#platform/ai/budget.ts";
import { settleSpendings } from "#platform/ai/ledger.ts";
import type { Delivery } from "#platform/sessions.ts";
import type { SessionBot } from "./bot.ts";
import { hasJobs, jobReport } from "./jobs.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";
import { profileCell } from "./turn.ts";

/** How soon a ledger that could not be written is tried again. */
const AGAIN_MS = 60_000;
/** A database that was away for hours must not get more at once than it takes. */
const MOST_AT_ONCE = 20;

/** What a job that ends has spent, to be written with its end. */
export function spendingWrites(store: SessionStore, spending: Spending | undefined): StateWrite[] {
  return spending === undefined ? [] : [accountWrite(addSpending(readAccount(store), spending))];
}

/** What a job in the queue has spent, to be written with its report: the ledger has it already. */
export function queueSpendingWrite(store: SessionStore, { kind, body }: Delivery, now: number): StateWrite | undefined {
  const spent = kind === "job" ? (jobReport.safeParse(JSON.parse(body)).data?.spent ?? 0) : 0;
  const profile = spent === 0 ? undefined : readStateOf(store).read(profileCell);
  if (profile === undefined) return undefined;
  return accountWrite(spendOn(readAccount(store), localDay(new Date(now), profile.timezone), spent));
}

/** Tells the ledger what the object's jobs have spent, when nobody waits for any of them: a turn that was spoken has two. */
export function createSettling({ store, bot }: { store: SessionStore; bot: SessionBot }): {
  settle: () => Promise<void>;
  due: () => number | undefined;
} {
  let notBefore = 0;
  const settle = singleFlight(async () => {
    const spendings = hasJobs(store) ? [] : readAccount(store).unsettled.slice(0, MOST_AT_ONCE);
    if (spendings.length === 0) return;
    const now = await bot.deps.clock.now();
    if (now.getTime() < notBefore) return;
    notBefore = now.getTime() + AGAIN_MS;
    await settleSpendings(bot.deps.db, spendings, now);
    notBefore = 0;
    const account = dropSettled(readAccount(store), spendings);
    // Of somebody who was forgotten meanwhile only the ledger knows until their day is over.
    const isOver = account.unsettled.length === 0 && store.readState(profileCell.feature, profileCell.key) === undefined;
    store.apply({ state: [accountWrite(isOver ? undefined : account)] });
  });
  return { settle, due: () => (hasJobs(store) || readAccount(store).unsettled.length === 0 ? undefined : notBefore) };
}

function readAccount(store: SessionStore): Account {
  return readStateOf(store).read(accountCell) ?? emptyAccount;
}

function accountWrite(account: Account | undefined): StateWrite {
  return { feature: accountCell.feature, key: accountCell.key, json: account && JSON.stringify(account) };
}
