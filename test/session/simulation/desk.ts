import { CARD_REFRESH, type CardToShow } from "#platform/desk/events.ts";
import type { Delivery } from "#platform/sessions.ts";
import type { Topic } from "#platform/turn.ts";

/** A card as the database has it; `decidedBy` is the key of the write that decided it. */
export type DeskCard = { rev: number; isOpen: boolean; decidedBy?: string };
export type WrittenEvent = { to: string; delivery: Delivery };

export const CARD_IDS = [1, 2, 3, 4, 5, 6] as const;
export const TOPICS: readonly [Topic, Topic] = [
  { key: "questions", name: "Questions" },
  { key: "notes", name: "Notes" },
];
export const NOTICE = "simulation.notice";
const OTHER_OBJECT = "chat:-100";

/** Half of the cards stand in a topic, where there are topics. */
export function topicOfCard(cardId: number): Topic | undefined {
  return cardId % 2 === 0 ? TOPICS[(cardId / 2) % TOPICS.length] : undefined;
}

/** The database as the desk needs it: cards, and events for objects, written in one batch with what they tell of. */
export function createDesk({ self, hasTopics }: { self: string; hasTopics: boolean }) {
  const cards = new Map<number, DeskCard>(CARD_IDS.map((cardId) => [cardId, { rev: 1, isOpen: true }]));
  const events = new Map<string, WrittenEvent>();

  const write = (to: string, eventId: string, event: { kind: string; data: unknown }): WrittenEvent => {
    const written = { to, delivery: { key: `e:${eventId}`, kind: "event" as const, body: JSON.stringify({ version: 1, ...event }) } };
    events.set(eventId, events.get(eventId) ?? written);
    return written;
  };
  const refresh = (cardId: number, eventId: string, more: Partial<CardToShow> = {}) => {
    const topic = hasTopics ? topicOfCard(cardId) : undefined;
    const data: CardToShow = { cardId, ...(topic === undefined ? {} : { topic }), ...more };
    return write(self, eventId, { kind: CARD_REFRESH, data });
  };
  const cardOf = (cardId: number) => {
    const card = cards.get(cardId);
    if (card === undefined) throw new Error(`there is no card ${cardId}`);
    return card;
  };
  return {
    cardOf,
    find: (eventId: string) => events.get(eventId),
    events: () => [...events.values()],
    /** Somebody changes a card elsewhere, or only wants it shown. */
    change: (cardId: number, eventId: string, { isOpen, ...more }: { isOpen?: boolean } & Partial<CardToShow>): WrittenEvent => {
      const card = cardOf(cardId);
      if (isOpen !== undefined) cards.set(cardId, { ...card, isOpen, rev: card.rev + 1 });
      return refresh(cardId, eventId, more);
    },
    /** The first decision stands. The same one again writes nothing new, and gives back what it wrote. */
    decide: (cardId: number, key: string): string[] => {
      const card = cardOf(cardId);
      if (card.decidedBy !== undefined && card.decidedBy !== key) return [];
      if (card.decidedBy === undefined) cards.set(cardId, { rev: card.rev + 1, isOpen: false, decidedBy: key });
      write(self, `${key}:notice`, { kind: NOTICE, data: { cardId } });
      refresh(cardId, `${key}:card`);
      write(OTHER_OBJECT, `${key}:log`, { kind: "simulation.event", data: { cardId } });
      return [`${key}:notice`, `${key}:card`, `${key}:log`];
    },
    decided: () => [...cards].flatMap(([cardId, { decidedBy }]) => (decidedBy === undefined ? [] : [cardId])),
  };
}
export type Desk = ReturnType<typeof createDesk>;
