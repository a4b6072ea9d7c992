import * as z from "zod";
import type { StateCell } from "../turn.ts";

/** Comes when a group takes messages again, for which cards have waited. */
export const CARD_LIST = "card.list";

/** Cards that came faster than a group takes messages; they are shown on one list and opened from there. */
const cardList = z.object({ startedAt: z.number(), cardIds: z.array(z.int()) });
export type CardList = z.infer<typeof cardList>;
export const cardListCell: StateCell<CardList> = { feature: "session", key: "card-list", schema: cardList };

/** The slot of the message that shows a list. */
export function listSlot({ startedAt }: CardList): string {
  return `card-list-${startedAt}`;
}
