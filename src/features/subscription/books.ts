import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { deliverWritten, insertEvent, type NewEvent } from "#platform/events.ts";
import { parseJson } from "#platform/json.ts";
import { settings } from "#platform/schema.ts";
import { paragraph, bold, list } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { localTime } from "#platform/zone.ts";
import { planPayment, planRefund, type Author } from "./grants.ts";
import { readOrder } from "./orders.ts";
import { askTelegram } from "./renewal.ts";
import { DAY_MS } from "./rules.ts";
import { starLedger } from "./schema.ts";

/** Tells an owner what was wrong with the books. */
export const BOOKS = "subscription.books";
/** `missing` were not in ours and have been entered, `different` have another amount or person, `unknown` Telegram does not have. */
export const bookDifferences = z.object({ missing: z.int(), different: z.int(), unknown: z.int() });
type Differences = z.infer<typeof bookDifferences>;

const CHECKED = "stars.books";
/** `offset` counts the transactions at Telegram that have been compared: its list only grows. */
const checked = bookDifferences.extend({ day: z.string(), offset: z.int() });

const NIGHT_HOUR = 3;
const PAGE = 100;
/** What has just happened may still be under way to us. */
const SETTLED_AFTER_MS = 10 * 60_000;

const user = z.object({ type: z.string(), user: z.object({ id: z.int() }).optional(), invoice_payload: z.string().optional() });
const transactions = z.object({
  transactions: z.array(z.object({ id: z.string(), amount: z.int(), date: z.int(), source: user.optional(), receiver: user.optional() })),
});
type Transaction = z.infer<typeof transactions>["transactions"][number];

/** Compares the ledger with Telegram's own list, once a night: what is missing is entered, and owners are told of every difference. */
export async function checkBooks(now: Date, deps: Deps): Promise<void> {
  const { day, hour } = localTime(deps.config.timezone, now);
  const [row] = await deps.db.select().from(settings).where(eq(settings.name, CHECKED));
  let state = checked.safeParse(parseJson(row?.value ?? "")).data ?? { day: "", offset: 0, missing: 0, different: 0, unknown: 0 };
  if (hour < NIGHT_HOUR || state.day === day) return;
  for (;;) {
    const payload = { offset: state.offset, limit: PAGE };
    const answer = await askTelegram(deps, { method: "getStarTransactions", payload });
    if (!answer.ok) throw new Error("Telegram does not show its books");
    const page = transactions.parse(answer.value).transactions;
    const settled = page.filter(({ date }) => now.getTime() - date * 1000 > SETTLED_AFTER_MS);
    state = await comparePage(now, deps, settled, state);
    if (settled.length < PAGE) break;
  }
  await closeBooks(now, deps, { ...state, day });
}

/** What a transaction is in our books; undefined for what is not about an order of ours. */
function toEntry({ id, amount, date, source, receiver }: Transaction) {
  const partner = source ?? receiver;
  const order = readOrder(partner?.invoice_payload ?? "");
  const personId = partner?.user?.id;
  if (order === undefined || personId === undefined) return undefined;
  const isPaid = source !== undefined;
  return {
    entryId: `${isPaid ? "paid" : "refund"}:${id}`,
    chargeId: id,
    personId,
    order,
    stars: amount,
    isPaid,
    at: new Date(date * 1000),
  };
}

const byMachine: Author = { by: "cron", origin: "cron" };

async function comparePage(now: Date, deps: Deps, page: Transaction[], state: z.infer<typeof checked>): Promise<typeof state> {
  const { db } = deps;
  const theirs = page.map(toEntry).filter((entry) => entry !== undefined);
  // D1 takes a hundred values a statement.
  const isTheirs = sql`${starLedger.entryId} in (select value from json_each(${JSON.stringify(theirs.map(({ entryId }) => entryId))}))`;
  const found = await db.select().from(starLedger).where(isTheirs);
  const ours = new Map(found.map((entry) => [entry.entryId, entry]));
  const missing = theirs.filter(({ entryId }) => !ours.has(entryId));
  const different = theirs.filter(({ entryId, stars, isPaid, personId }) => {
    const own = ours.get(entryId);
    return own !== undefined && (own.stars !== (isPaid ? stars : -stars) || own.personId !== personId);
  });
  const planned = missing.map(({ isPaid, order, chargeId, personId, stars }) => {
    const charge = { chargeId, personId, orderId: order.orderId, stars, days: order.days, at: now };
    return isPaid ? planPayment(db, charge, byMachine) : planRefund(db, charge, byMachine);
  });
  const next = {
    ...state,
    offset: state.offset + page.length,
    missing: state.missing + missing.length,
    different: state.different + different.length,
  };
  const confirm = db.update(starLedger).set({ confirmedAt: now }).where(isTheirs);
  await db.batch([save(deps, next), ...planned.flatMap(({ statements }) => statements), confirm]);
  await deliverWritten(
    deps,
    planned.map(({ event }) => event),
  );
  return next;
}

function save({ db }: Deps, state: z.infer<typeof checked>): BatchItem<"sqlite"> {
  const value = JSON.stringify(state);
  return db.insert(settings).values({ name: CHECKED, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
}

/** Ends the night's check, and has owners told where something was wrong. */
async function closeBooks(now: Date, deps: Deps, state: z.infer<typeof checked>): Promise<void> {
  const { db, config } = deps;
  const isUnknown = and(isNull(starLedger.confirmedAt), lt(starLedger.at, new Date(now.getTime() - DAY_MS)));
  const unknown = await db.$count(starLedger, isUnknown);
  const { missing, different } = state;
  const data: Differences = { missing, different, unknown };
  const news = missing + different + unknown === 0 ? [] : config.ownerIds.map((id) => bookEvent(id, { data, day: state.day, now }));
  const clean = { ...state, missing: 0, different: 0, unknown: 0 };
  await db.batch([save(deps, clean), ...news.map((event) => insertEvent(db, event))]);
  await deliverWritten(deps, news);
}

function bookEvent(ownerId: number, { data, day, now }: { data: Differences; day: string; now: Date }): NewEvent {
  const to = { type: "person" as const, id: ownerId };
  return { eventId: `${BOOKS}:${day}:${ownerId}`, to, kind: BOOKS, version: 1, data, cause: "cron", createdAt: now, hops: 0 };
}

export function tellBooks({ missing, different, unknown }: Differences, turn: Turn): void {
  const { t } = turn;
  const lines = [
    missing > 0 ? t("sub-books-missing", { count: missing }) : "",
    different > 0 ? t("sub-books-different", { count: different }) : "",
    unknown > 0 ? t("sub-books-unknown", { count: unknown }) : "",
  ];
  turn.say({ text: [paragraph(bold(t("sub-books"))), list(lines.filter((line) => line !== ""))] });
}
