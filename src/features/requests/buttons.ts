import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";

const kindName = z.string().regex(/^[a-z-]{1,20}$/);

/** Begins a request, of whichever kind there is. */
export const askButton = defineButton("request:ask", {});
/** Begins a request of one kind. */
export const beginButton = defineButton("request:begin", { kind: kindName });
/** Shows how one's own request stands. */
export const statusButton = defineButton("request:status", {});
/** Says something to it: the answer where staff have asked something. */
export const speakButton = defineButton("request:speak", { cardId: integerArg });
export const withdrawButton = defineButton("request:withdraw", { cardId: integerArg });
/** Keeps it from expiring. */
export const renewButton = defineButton("request:renew", { cardId: integerArg });
