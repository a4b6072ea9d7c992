import { and, asc, eq, inArray, lte, or, sql } from "drizzle-orm";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { REMIND_AFTER_MS } from "#platform/desk/open.ts";
import { isHeld } from "#platform/desk/rules.ts";
import { cardPosts, cards } from "#platform/desk/schema.ts";
import { listOpenCards, topicOf, type Card } from "#platform/desk/store.ts";
import { addWorkingTime, isWorkingTime } from "#platform/desk/working-hours.ts";
import { deliverWritten, insertEvent, type NewEvent } from "#platform/events.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { parseName } from "#platform/object-name.ts";
import { findRolesOf, GIVEN_ROLES, gives } from "#platform/role.ts";
import type { Turn } from "#platform/turn.ts";
import { findCardHere, maySee } from "./actions.ts";
import { renderReminder, renderReminders } from "./overviews.ts";

/** Has an object remind its chat of a card. */
export const CARD_REMIND = "card.remind";
export const cardToRemindOf = z.object({ cardId: z.int() });

/** Has an object remind its chat of several at once, in one message. */
export const CARD_REMIND_LIST = "card.remind-list";
export const cardsToRemindOf = z.object({ cardIds: z.array(z.int()) });

/** More than these in one chat are told as a list: a group takes 20 messages a minute, and people fewer. */
const ONE_BY_ONE = 3;

/** As many as one tick has time for; the rest are found by the next. */
const AT_ONCE = 40;

/** Reminds staff of what has waited too long, in working hours only. Found by state, so a tick that comes twice or late changes nothing. */
export async function remindStaff(now: Date, deps: Deps): Promise<void> {
  const { config, db } = deps;
  const workplace = { hours: config.workingHours, timezone: config.timezone };
  if (!isWorkingTime(now, workplace)) return;
  const due = await listDue(deps, now);
  const places = await listPlaces(deps, due, now);
  const reminders = [...places].flatMap(([place, waiting]) => remindersFor(place, waiting, now));
  const next = addWorkingTime(now, REMIND_AFTER_MS, workplace);
  const [first, ...rest] = [
    ...reminders.map(({ waiting, event }) =>
      insertEvent(db, event, sql`exists (select 1 from cards where ${or(...waiting.map(isStillDue))})`),
    ),
    ...due.map((card) => db.update(cards).set({ remindAt: next }).where(isStillDue(card))),
  ];
  if (first === undefined) return;
  await db.batch([first, ...rest]);
  await deliverWritten(
    deps,
    reminders.map(({ event }) => event),
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

/** What is due in which place: in the group of a card; without one with its holder, or with everybody to whom it is shown. */
async function listPlaces({ db }: Deps, due: Card[], now: Date): Promise<Map<string, Card[]>> {
  const homeless = due.filter(({ chatId }) => chatId === null).map(({ cardId }) => cardId);
  const posts = homeless.length === 0 ? [] : await db.select().from(cardPosts).where(inArray(cardPosts.cardId, homeless));
  const placesOf = (card: Card): string[] => {
    if (card.chatId !== null) return [`chat:${card.chatId}`];
    if (isHeld(card, now)) return [`person:${card.holderId}`];
    return posts.filter(({ cardId }) => cardId === card.cardId).map(({ place }) => place);
  };
  const found = new Map<string, Card[]>();
  for (const card of due) for (const place of placesOf(card)) found.set(place, [...(found.get(place) ?? []), card]);
  return found;
}

type Reminder = { waiting: Card[]; event: NewEvent };

function remindersFor(place: string, waiting: Card[], createdAt: Date): Reminder[] {
  if (waiting.length > ONE_BY_ONE) return [reminder(place, waiting, createdAt)];
  return waiting.map((card) => reminder(place, [card], createdAt));
}

/** Named after the oldest, whose time moves on with it. */
function reminder(place: string, waiting: Card[], createdAt: Date): Reminder {
  const cardIds = waiting.map(({ cardId }) => cardId);
  const [first] = waiting;
  const cause = `remind:${first?.cardId}:${first?.remindAt?.getTime()}`;
  const what = cardIds.length === 1 ? { kind: CARD_REMIND, data: { cardId: cardIds[0] } } : { kind: CARD_REMIND_LIST, data: { cardIds } };
  return { waiting, event: { eventId: `${cause}:${place}`, to: parseName(place), ...what, version: 1, cause, createdAt, hops: 0 } };
}

/** Holds while nobody has reminded of the card or settled it. */
function isStillDue({ cardId, remindAt }: Card) {
  return and(eq(cards.cardId, cardId), eq(cards.isOpen, true), remindAt === null ? sql`false` : eq(cards.remindAt, remindAt));
}

/** As an answer to the card, where it still has its message. */
export async function sayReminder({ cardId }: z.infer<typeof cardToRemindOf>, turn: Turn, deps: Deps): Promise<void> {
  const { known, post: messageId } = await findCardHere(turn, deps, cardId);
  if (known?.file.card.isOpen !== true || !maySee(turn, known)) return;
  const where = turn.subject.type === "chat" ? topicOf(known.file.card) : {};
  turn.say(renderReminder(turn, deps, known), { ...where, ...(messageId === undefined ? {} : { replyTo: messageId }) });
}

/** Those that still wait, the oldest first, with whoever has them called by name. */
export async function sayReminders({ cardIds }: z.infer<typeof cardsToRemindOf>, turn: Turn, deps: Deps): Promise<void> {
  if (turn.state.read(forgottenCell) !== undefined) return;
  const roles = turn.subject.type === "person" ? await findRolesOf(deps, turn.personId) : GIVEN_ROLES;
  const kinds = turn.directory.cardKinds.filter(({ role }) => gives(roles, role)).map(({ name }) => name);
  const open = await listOpenCards(deps.db, { kinds, limit: AT_ONCE, beyond: inArray(cards.cardId, cardIds) });
  if (open.length > 0) turn.say(renderReminders(turn, open));
}
