import { defineButton } from "#platform/telegram/button.ts";

export const learnButton = defineButton("tutor:learn", {});
export const talkButton = defineButton("tutor:talk", {});
export const endButton = defineButton("tutor:end", {});
export const retryButton = defineButton("tutor:retry", {});
