import type { Deps } from "../deps.ts";
import { deliverEvents } from "../event-delivery.ts";
import type { CampaignKind } from "./kind.ts";
import { enqueueDue } from "./queue.ts";
import { findCampaign, finishCampaigns, giveUpLost, listUnfilled, requeueStalled, saveRecipients } from "./store.ts";

const RECIPIENTS_AT_ONCE = 500;
const STALLED_AFTER_MS = 5 * 60_000;

/** What the queue may have lost, and whatever else there is to do by the clock. Found by state: a tick that comes twice changes nothing. */
export async function tendCampaigns(now: Date, deps: Deps): Promise<void> {
  const movedBefore = new Date(now.getTime() - STALLED_AFTER_MS);
  await giveUpLost(deps.db, now);
  await requeueStalled(deps.db, { now, movedBefore });
  for (const { campaignId } of await listUnfilled(deps.db, movedBefore)) await deps.deliveries.send({ type: "filling", campaignId });
  await enqueueDue(deps, now);
  await finish(deps, now);
}

/** Writes down the next recipients of a campaign and sends them on their way; the rest comes after them, by the queue. */
export async function fillCampaign(
  { deps, kinds }: { deps: Deps; kinds: readonly CampaignKind[] },
  { campaignId }: { campaignId: string },
): Promise<void> {
  const campaign = await findCampaign(deps.db, campaignId);
  const list = kinds.find(({ name }) => name === campaign?.kind)?.recipients;
  if (campaign === undefined || campaign.status !== "running" || campaign.filledTo === null || list === undefined) return;
  const personIds = await list(campaign, { afterId: campaign.filledTo, limit: RECIPIENTS_AT_ONCE }, deps);
  const next = personIds.length < RECIPIENTS_AT_ONCE ? null : (personIds.at(-1) ?? null);
  const at = await deps.clock.now();
  await saveRecipients(deps.db, campaign, { personIds, next, at });
  await enqueueDue(deps, at);
  if (next === null) await finish(deps, at);
  else await deps.deliveries.send({ type: "filling", campaignId });
}

/** Closes the books of every campaign of which nothing is left to be sent, and tells who began it. */
export async function finish(deps: Deps, now: Date): Promise<void> {
  await deliverEvents(deps, await finishCampaigns(deps.db, now));
}
