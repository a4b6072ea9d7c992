import * as z from "zod";
import type { CampaignKind } from "#platform/campaign/kind.ts";
import { parseJson } from "#platform/json.ts";
import { TIP_HOURS } from "./rules.ts";
import { listTakers, listTipTexts } from "./store.ts";
import { renderTip } from "./view.ts";

export const DAILY = "tips.daily";
export const NOW = "tips.now";

const which = z.object({ tipId: z.int() });

/** Everybody's own tip of the day; what cannot be sent before the evening is dropped. */
export const dailyTips: CampaignKind = {
  name: DAILY,
  prepare: async ({ deliveries }, { db }) => {
    const tipOf = (data: string) => which.parse(parseJson(data)).tipId;
    const texts = await findTexts(db, [...new Set(deliveries.map(({ data }) => tipOf(data)))]);
    return ({ data }, reader) => {
      const text = texts.get(tipOf(data));
      return text === undefined ? undefined : renderTip(reader, text);
    };
  },
};

/** One tip that staff send to everybody who takes tips; in the morning where it is night. */
export const tipToAll: CampaignKind = {
  name: NOW,
  hours: TIP_HOURS,
  recipients: (_, page, { db }) => listTakers(db, page),
  prepare: async ({ campaign }, { db }) => {
    const { tipId } = which.parse(parseJson(campaign.data));
    const text = (await findTexts(db, [tipId])).get(tipId);
    return (_, reader) => (text === undefined ? undefined : renderTip(reader, text));
  },
};

/** Of those that may still be sent. */
async function findTexts(...[db, tipIds]: Parameters<typeof listTipTexts>): Promise<Map<number, string>> {
  return new Map((await listTipTexts(db, tipIds)).map(({ tipId, text }) => [tipId, text]));
}
