import * as z from "zod";
import { STEERINGS } from "#platform/campaign/steer.ts";
import { defineButton } from "#platform/telegram/button.ts";

const campaignId = z.string().regex(/^[\w.-]{1,36}$/);

/** Shows how far a campaign is. */
export const reportButton = defineButton("campaigns:show", { campaignId });
export const steerButton = defineButton("campaigns:do", { campaignId, steering: z.enum(STEERINGS) });
