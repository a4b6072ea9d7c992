import { MAIN_SCREEN } from "#platform/home.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { orderOf } from "./orders.ts";
import { editRenewal, endRenewal, mainRenewal } from "./renewal.ts";
import { phaseOf } from "./rules.ts";
import { orders } from "./schema.ts";
import { endOf, graceOf, planNotices, refold } from "./standing.ts";
import { ordersCell } from "./stars.ts";
import { listRefundable, selectLedger } from "./store.ts";
import { renderInvoice, renderPayments, renderRenewalEdit, renderStanding } from "./view.ts";

const SECONDS_A_DAY = 86_400;

/** Where somebody stands. Whoever has access is asked of their own object; where there is none, the database is asked as well. */
export async function showSubscription(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  if (phaseOf(endOf(turn.state), 0, turn.now) !== "active") await refold(turn, deps);
  show(ctx);
}

function show(ctx: BotContext): void {
  const { turn, deps } = ctx;
  const config = { ...deps.config, graceDays: graceOf(turn.state, deps.config) };
  ctx.show(MAIN_SCREEN, renderStanding(turn, config, { endsAt: endOf(turn.state), renewal: mainRenewal(turn.state, turn.now) }));
}

type Chosen = { days: number; stars: number; how: "monthly" | "once" };

/** The order is stored here and in the database before there is an invoice. */
export async function buy(ctx: BotContext, { days, stars, how }: Chosen): Promise<"stale" | void> {
  const { turn, deps, t } = ctx;
  const isMonthly = how === "monthly";
  const plan = deps.config.offer?.plans.find((each) => each.days === days && each.stars === stars && each.isMonthly === isMonthly);
  if (plan === undefined) return "stale";
  const order = orderOf(turn.personId, plan);
  await deps.db
    .insert(orders)
    .values({ ...order, createdAt: turn.now })
    .onConflictDoNothing();
  const known = turn.state.read(ordersCell) ?? [];
  if (!known.includes(order.orderId)) turn.state.write(ordersCell, [...known, order.orderId]);
  const title = t("sub-invoice-title", { days });
  const period = isMonthly ? { subscription_period: days * SECONDS_A_DAY } : {};
  const about = t(isMonthly ? "sub-invoice-monthly" : "sub-invoice-once", { academy: deps.config.academyName });
  const url = await ctx.api.createInvoiceLink(title, about, order.orderId, "", "XTR", [{ label: title, amount: stars }], period);
  ctx.show(MAIN_SCREEN, renderInvoice(turn, plan, url));
}

/** Only what Telegram has done counts, and what has been ended is resumed by the person alone, in Telegram. */
export async function changeRenewal(ctx: BotContext, { wanted }: { wanted: "on" | "off" }): Promise<"stale" | void> {
  const { turn, deps, update } = ctx;
  const known = mainRenewal(turn.state, turn.now);
  if (known === undefined) return "stale";
  if (wanted === "on") {
    const isAllowed = await editRenewal(turn, deps, { ...known, isCanceled: false });
    return ctx.show(MAIN_SCREEN, renderRenewalEdit(turn, isAllowed ? "sub-renewal-allowed" : "sub-renewal-failed"));
  }
  const asOf = { updateId: update.update_id, at: turn.now.getTime() };
  if (!(await endRenewal(turn, deps, { ...known, asOf }))) return ctx.show(MAIN_SCREEN, renderRenewalEdit(turn, "sub-renewal-failed"));
  await deps.db.batch([planNotices(turn, deps.db)]);
  show(ctx);
}

/** What was paid, and how to get help with it or one's Stars back. */
export async function showPayments(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  const ledger = await selectLedger(deps.db, turn.personId);
  ctx.show("payments", renderPayments(turn, deps.config, { ledger, canRefund: listRefundable(ledger).length > 0 }));
}
