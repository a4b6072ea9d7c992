import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";

export const subscriptionButton = defineButton("sub:show", {});
/** A plan as it was offered. */
export const buyButton = defineButton("sub:buy", { days: integerArg, stars: integerArg, how: z.enum(["monthly", "once"]) });
/** Ends what renews itself, or lets it go on. */
export const renewalButton = defineButton("sub:renewal", { wanted: z.enum(["on", "off"]) });
export const paymentsButton = defineButton("sub:payments", {});
/** What staff do with somebody's access. */
export const personButton = defineButton("sub:person", { personId: integerArg });
export const giveButton = defineButton("sub:give", { personId: integerArg, days: integerArg });
export const revokeButton = defineButton("sub:revoke", { personId: integerArg, isSure: z.enum(["yes", "no"]) });
/** `at` is when it was paid, in milliseconds: charges have names that are too long for a button. */
export const refundButton = defineButton("sub:refund", { personId: integerArg, at: integerArg, isSure: z.enum(["yes", "no"]) });
