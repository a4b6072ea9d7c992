import { defineButton, integerArg } from "#platform/telegram/button.ts";

/** Begins a request, of whichever kind there is. */
export const askButton = defineButton("request:ask", {});
/** Shows how one's own request stands. */
export const statusButton = defineButton("request:status", {});
/** Says something to it: the answer where staff have asked something. */
export const speakButton = defineButton("request:speak", { cardId: integerArg });
export const withdrawButton = defineButton("request:withdraw", { cardId: integerArg });
/** Keeps it from expiring. */
export const renewButton = defineButton("request:renew", { cardId: integerArg });
