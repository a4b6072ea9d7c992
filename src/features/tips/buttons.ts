import * as z from "zod";
import { defineButton } from "#platform/telegram/button.ts";

/** Switches a person's own daily tip. */
export const dailyButton = defineButton("tips:daily", { wanted: z.enum(["on", "off"]) });
