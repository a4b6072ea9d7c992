import { defineButton, integerArg } from "#platform/telegram/button.ts";

/** The first yes. */
export const sureButton = defineButton("privacy:sure", {});
/** The second yes, good for a few minutes after the first; `askedAt` in seconds. */
export const forgetButton = defineButton("privacy:forget", { askedAt: integerArg });
export const keepButton = defineButton("privacy:keep", {});
