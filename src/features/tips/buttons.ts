import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";

/** Switches a person's own daily tip. */
export const dailyButton = defineButton("tips:daily", { wanted: z.enum(["on", "off"]) });
/** Opens the choice of its hour: in place of the settings, but below a tip, which stays. */
export const whenButton = defineButton("tips:when", { from: z.enum(["settings", "tip"]) });
export const hourButton = defineButton("tips:hour", { hour: integerArg });

/** A page of the written tips, from below an id; from the newest for 0. */
export const listButton = defineButton("tips:list", { below: integerArg });
export const restoreButton = defineButton("tips:restore", { tipId: integerArg });
/** `at` is when it was offered: pressed twice, it is sent once. */
export const sendButton = defineButton("tips:send", { tipId: integerArg, at: integerArg });
export const testButton = defineButton("tips:test", { tipId: integerArg });
