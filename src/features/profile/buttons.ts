import * as z from "zod";
import { defineButton } from "#platform/telegram/button.ts";
import { INTERFACE_LANGUAGES, LEVELS } from "#platform/profile.ts";
import { TIMEZONES } from "./rules.ts";

export const helpButton = defineButton("profile:help", {});
export const settingsButton = defineButton("profile:settings", {});

const SETTINGS = ["language", "level", "explanations", "timezone"] as const;
export type Setting = (typeof SETTINGS)[number];
/** Opens the choice for one setting. */
export const changeButton = defineButton("profile:change", { setting: z.enum(SETTINGS) });

export const languageButton = defineButton("profile:language", { language: z.enum(INTERFACE_LANGUAGES) });
export const levelButton = defineButton("profile:level", { level: z.enum(LEVELS) });
export const explanationButton = defineButton("profile:explain", { language: z.enum(INTERFACE_LANGUAGES) });
export const timezoneButton = defineButton("profile:zone", { timezone: z.enum(TIMEZONES) });
