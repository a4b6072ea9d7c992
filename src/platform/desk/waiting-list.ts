import * as z from "zod";
import type { StateCell } from "../turn.ts";

/** Comes when a group takes messages again, for which cards have waited. */
export const CARD_LIST = "card.list";

/** The cards that came faster than a group takes messages, each in a place of its own: turns and the sender take off what they have shown. */
export const WAITING_CARDS = "waiting-cards";

/** Since when a card waits, in milliseconds. */
export function waitingCell(cardId: number): StateCell<number> {
  return { feature: WAITING_CARDS, key: String(cardId), schema: z.number() };
}

/** The message on which they are listed, and from which they are opened; only turns write it. */
const cardList = z.object({ startedAt: z.number() });
export type CardList = z.infer<typeof cardList>;
export const cardListCell: StateCell<CardList> = { feature: "session", key: "card-list", schema: cardList };

/** The slot of the message that shows a list. */
export function listSlot({ startedAt }: CardList): string {
  return `card-list-${startedAt}`;
}
