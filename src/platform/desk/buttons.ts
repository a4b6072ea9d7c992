import * as z from "zod";
import { defineButton, integerArg } from "../telegram/button.ts";

const card = { cardId: integerArg };
const name = z.string().regex(/^[a-z-]{1,20}$/);

/** Does to a card what its kind allows now. */
export const doButton = defineButton("desk:do", { ...card, action: name });
/** Offers the decisions that may replace the one made; `rev` is the card that was seen. */
export const changeButton = defineButton("desk:change", { ...card, rev: integerArg });
export const correctButton = defineButton("desk:correct", { ...card, action: name, rev: integerArg });
/** What belongs to an action, chosen instead of typed. */
export const chooseButton = defineButton("desk:choose", { ...card, action: name, value: z.string(), rev: integerArg });
export const claimButton = defineButton("desk:claim", card);
export const releaseButton = defineButton("desk:release", card);
/** Offers those to whom a card can be handed over; `handToButton` chooses one. */
export const handOverButton = defineButton("desk:hand", card);
export const handToButton = defineButton("desk:hand-to", { ...card, personId: integerArg });
/** Sends the last notice once more to whoever could not be reached. */
export const sendAgainButton = defineButton("desk:again", { ...card, rev: integerArg });
/** Back from a choice to the card. */
export const cardButton = defineButton("desk:card", card);
