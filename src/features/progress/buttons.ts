import { defineButton, integerArg } from "#platform/telegram/button.ts";

/** Whose progress it is; that of somebody else is for teachers, which is decided at the press. */
export const progressButton = defineButton("progress:show", { personId: integerArg });
/** `page` counts from the newest, which is 0. */
export const historyButton = defineButton("progress:history", { personId: integerArg, page: integerArg });
