import { findReport, steerCampaign, type Steering } from "#platform/campaign/steer.ts";
import type { Deps } from "#platform/deps.ts";
import { nameOf } from "#platform/object-name.ts";
import { holdsRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { REPORT, renderReport } from "./view.ts";

export async function showReport(ctx: BotContext, { campaignId }: { campaignId: string }): Promise<"stale" | void> {
  const report = await findReport(ctx.deps.db, campaignId);
  if (report === undefined) return "stale";
  ctx.show(REPORT, renderReport(ctx.turn, report));
}

export async function steer(ctx: BotContext, args: { campaignId: string; steering: Steering }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const may = holdsRole({ config: deps.config, personId: turn.personId, role: "admin" });
  const by = { actor: nameOf(turn.subject), origin: "chat", key: turn.key(), at: turn.now, may } as const;
  const report = await steerCampaign(deps, args, by);
  if (report === undefined) return "stale";
  ctx.show(REPORT, renderReport(turn, report));
}

/** Tells who began it how it ended, on a message of its own: the screen that they had is further up by then. */
export async function tellEnd({ campaignId }: { campaignId: string }, turn: Turn, { db }: Deps): Promise<void> {
  const report = await findReport(db, campaignId);
  if (report !== undefined && turn.profile() !== undefined) turn.say(renderReport(turn, report));
}
