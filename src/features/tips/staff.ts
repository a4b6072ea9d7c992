import { REPORT, renderReport } from "#features/campaigns/feature.ts";
import { openCampaign } from "#platform/campaign/store.ts";
import { findReport } from "#platform/campaign/steer.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { recordAudit, hasChanged } from "#platform/audit.ts";
import { NOW } from "./campaigns.ts";
import { judgeTip, parseNumbered } from "./rules.ts";
import { addTip, authorOf, change, changeText } from "./pool.ts";
import { countTakers, findTip, listWritten, type StoredTip } from "./store.ts";
import { addTipFlow, editTipFlow } from "./text-flows.ts";
import { renderDeleted, renderList, renderSendQuestion, renderTip, renderTipChanged, renderTipRefused, renderUnknown } from "./view.ts";

const LIST = "tips";
const PAGE = 10;

/** Adds what stands behind the command, or asks for it, or refuses it in words. */
export async function addByCommand(ctx: BotContext, rest: string): Promise<void> {
  if (rest === "") return ctx.turn.openFlow(addTipFlow, {});
  const refusal = judgeTip(rest);
  if (refusal !== undefined) return ctx.say(renderTipRefused(ctx.turn, refusal));
  await addTip(ctx.turn, ctx.deps, rest.trim());
}

export async function listByCommand(ctx: BotContext): Promise<void> {
  await showList(ctx, { below: 0 });
}

/** The newest tips, or those before some. */
export async function showList(ctx: BotContext, { below }: { below: number }): Promise<void> {
  const found = await listWritten(ctx.deps.db, { below, limit: PAGE });
  ctx.show(LIST, renderList(ctx.turn, { tips: found.slice(0, PAGE), hasMore: found.length > PAGE }));
}

export async function editByCommand(ctx: BotContext, rest: string): Promise<void> {
  const named = parseNumbered(rest);
  if (named === undefined) return ctx.say(renderUnknown(ctx.turn, "edit_tip"));
  if (named.text === "") return ctx.turn.openFlow(editTipFlow, { tipId: named.tipId });
  const refusal = judgeTip(named.text);
  if (refusal !== undefined) return ctx.say(renderTipRefused(ctx.turn, refusal));
  await changeText(ctx.turn, ctx.deps, named);
}

export async function deleteByCommand(ctx: BotContext, rest: string): Promise<void> {
  const named = parseNumbered(rest);
  const tip = named === undefined ? undefined : await change(ctx.turn, ctx.deps, { ...named, action: "delete", set: { state: "deleted" } });
  ctx.say(tip?.state === "deleted" ? renderDeleted(ctx.turn, tip) : renderUnknown(ctx.turn, "delete_tip"));
}

export async function restoreTip(ctx: BotContext, { tipId }: { tipId: number }): Promise<"stale" | void> {
  const tip = await change(ctx.turn, ctx.deps, { tipId, action: "restore", set: { state: "ready" } });
  if (tip?.state !== "ready") return "stale";
  ctx.say(renderTipChanged(ctx.turn, tip));
}

/** Shows the tip that is meant, and to how many it would go. */
export async function askToSend(ctx: BotContext, rest: string): Promise<void> {
  const tip = await findMeant(ctx, rest);
  if (tip === undefined) return ctx.say(renderUnknown(ctx.turn, "send_tip"));
  ctx.say(renderSendQuestion(ctx.turn, tip, await countTakers(ctx.deps.db)));
}

/** Sends it to whoever asks, and nobody else. */
export async function testByCommand(ctx: BotContext, rest: string): Promise<void> {
  const tip = await findMeant(ctx, rest);
  ctx.say(tip === undefined ? renderUnknown(ctx.turn, "test_tip") : renderTip(ctx.turn, tip.text));
}

export async function testTip(ctx: BotContext, { tipId }: { tipId: number }): Promise<"stale" | void> {
  const tip = await findTip(ctx.deps.db, tipId);
  if (tip?.state !== "ready") return "stale";
  ctx.say(renderTip(ctx.turn, tip.text));
}

/** Sends it to everybody who takes tips. One question is one sending, however often its button is pressed. */
export async function sendToAll(ctx: BotContext, { tipId, at }: { tipId: number; at: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const campaignId = `tip-${tipId}-${at}`;
  const { db } = deps;
  const campaign = { campaignId, kind: NOW, data: { tipId }, startedBy: turn.personId, at: turn.now, isFilled: false };
  const audit = { ...authorOf(turn), auditId: `${campaignId}:send`, action: "tips.send", subject: "tips", after: { tipId }, at: turn.now };
  await db.batch([openCampaign(db, campaign), recordAudit(db, audit, hasChanged)]);
  const report = await findReport(db, campaignId);
  if (report === undefined) return "stale";
  await deps.deliveries.send({ type: "filling", campaignId });
  ctx.show(REPORT, renderReport(turn, report));
}

/** By its number; without one, the newest. */
async function findMeant({ deps: { db } }: BotContext, rest: string): Promise<StoredTip | undefined> {
  const tipId = rest === "" ? (await listWritten(db, { below: 0, limit: 1 }))[0]?.tipId : parseNumbered(rest)?.tipId;
  const tip = tipId === undefined ? undefined : await findTip(db, tipId);
  return tip?.state === "ready" ? tip : undefined;
}
