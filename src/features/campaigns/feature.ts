import de from "#locales/de/campaigns.ftl";
import en from "#locales/en/campaigns.ftl";
import ru from "#locales/ru/campaigns.ftl";
import * as z from "zod";
import { FINISHED, forgetDeliveriesTo, listDeliveriesTo } from "#platform/campaign/store.ts";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { showReport, steer, tellEnd } from "./bot.ts";
import { reportButton, steerButton } from "./buttons.ts";
import { campaignRoutes } from "./http.ts";

export { REPORT, renderReport } from "./view.ts";

const admin = { role: "admin" } as const;

/** What goes to many, as staff see it: how far it is, and held, stopped or sent again. */
export const campaigns: Feature = {
  name: "campaigns",
  locales: { en, de, ru },
  buttons: [onPress(reportButton, showReport, admin), onPress(steerButton, steer, admin)],
  events: [onEvent({ kind: FINISHED, version: 1, schema: z.object({ campaignId: z.string() }), handle: tellEnd })],
  personData: {
    export: (personId, { db }) => listDeliveriesTo(db, personId),
    forget: (personId, { db }) => forgetDeliveriesTo(db, personId),
  },
  adminRoutes: campaignRoutes,
};
