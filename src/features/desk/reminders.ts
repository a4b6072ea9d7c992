import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { REMIND_AFTER_MS } from "#platform/desk/open.ts";
import { isHeld } from "#platform/desk/rules.ts";
import { cardPosts, cards } from "#platform/desk/schema.ts";
import { findPost, topicOf, type Card } from "#platform/desk/store.ts";
import { addWorkingTime, isWorkingTime } from "#platform/desk/working-hours.ts";
import { deliverWritten, insertEvent, type NewEvent } from "#platform/events.ts";
import { nameOf, parseName } from "#platform/object-name.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard } from "./actions.ts";
import { renderReminder } from "./overviews.ts";

/** Has an object remind its chat of a card. */
export const CARD_REMIND = "card.remind";
export const cardToRemindOf = z.object({ cardId: z.int() });

/** As many as one tick has time for; the rest are found by the next. */
const AT_ONCE = 40;

/** Reminds staff of what has waited too long, in working hours only. Found by state, so a tick that comes twice or late changes nothing. */
export async function remindStaff(now: Date, deps: Deps): Promise<void> {
  const { config, db } = deps;
  const workplace = { hours: config.workingHours, timezone: config.timezone };
  if (!isWorkingTime(now, workplace)) return;
  const due = await listDue(deps, now);
  const places = await listPlaces(deps, due, now);
  const events = due.flatMap((card) => (places.get(card.cardId) ?? []).map((place) => reminder(card, place, now)));
  const next = addWorkingTime(now, REMIND_AFTER_MS, workplace);
  const [first, ...rest] = [
    ...events.map(({ card, event }) => insertEvent(db, event, sql`exists (select 1 from cards where ${isStillDue(card)})`)),
    ...due.map((card) => db.update(cards).set({ remindAt: next }).where(isStillDue(card))),
  ];
  if (first === undefined) return;
  await db.batch([first, ...rest]);
  await deliverWritten(
    deps,
    events.map(({ event }) => event),
  );
  deps.log.info("desk.reminders.sent", { count: due.length });
}

function listDue({ db }: Deps, now: Date): Promise<Card[]> {
  return db
    .select()
    .from(cards)
    .where(and(eq(cards.isOpen, true), lte(cards.remindAt, now)))
    .orderBy(asc(cards.remindAt), asc(cards.cardId))
    .limit(AT_ONCE);
}

/** The group of each card; without one its holder, or everybody to whom it is shown. */
async function listPlaces({ db }: Deps, due: Card[], now: Date): Promise<Map<number, string[]>> {
  const homeless = due.filter(({ chatId }) => chatId === null).map(({ cardId }) => cardId);
  const posts = homeless.length === 0 ? [] : await db.select().from(cardPosts).where(inArray(cardPosts.cardId, homeless));
  return new Map(
    due.map((card) => {
      if (card.chatId !== null) return [card.cardId, [`chat:${card.chatId}`]];
      if (isHeld(card, now)) return [card.cardId, [`person:${card.holderId}`]];
      return [card.cardId, posts.filter(({ cardId }) => cardId === card.cardId).map(({ place }) => place)];
    }),
  );
}

function reminder(card: Card, place: string, createdAt: Date): { card: Card; event: NewEvent } {
  const cause = `remind:${card.cardId}:${card.remindAt?.getTime()}`;
  const data: z.infer<typeof cardToRemindOf> = { cardId: card.cardId };
  return {
    card,
    event: { eventId: `${cause}:${place}`, to: parseName(place), kind: CARD_REMIND, version: 1, data, cause, createdAt, hops: 0 },
  };
}

/** Holds while nobody has reminded of the card or settled it. */
function isStillDue({ cardId, remindAt }: Card) {
  return and(eq(cards.cardId, cardId), eq(cards.isOpen, true), remindAt === null ? sql`false` : eq(cards.remindAt, remindAt));
}

/** As an answer to the card, where it still has its message. */
export async function sayReminder({ cardId }: z.infer<typeof cardToRemindOf>, turn: Turn, deps: Deps): Promise<void> {
  const known = await findKnownCard(turn, deps, cardId);
  if (known?.file.card.isOpen !== true) return;
  const messageId = await findPost(deps.db, cardId, nameOf(turn.subject));
  const where = turn.subject.type === "chat" ? topicOf(known.file.card) : {};
  turn.say(renderReminder(turn, deps, known), { ...where, ...(messageId === undefined ? {} : { replyTo: messageId }) });
}
