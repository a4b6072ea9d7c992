import { and, eq, inArray, isNotNull, isNull, lt, ne, or, sql, type SQL } from "drizzle-orm";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { cards } from "#platform/desk/schema.ts";
import { listOpenCards, type Card } from "#platform/desk/store.ts";
import { openingOf } from "#platform/desk/working-hours.ts";
import { deliverWritten, insertEvent } from "#platform/events.ts";
import { parseName } from "#platform/object-name.ts";
import { events, staff } from "#platform/schema.ts";
import type { Turn } from "#platform/turn.ts";
import { localTime } from "#platform/zone.ts";
import { renderMorning } from "./overviews.ts";
import { listKindsOf } from "./queue-store.ts";

/** Has an object list for its chat what was open when the day began. */
export const CARD_MORNING = "card.morning";
export const morning = z.object({ opensAt: z.int() });

/** How late the list may still come, where nothing ran at opening time. */
const AT_MOST_LATE_MS = 2 * 3_600_000;
const LISTED = 30;

/** Sends each staff chat the list of its open work when the working day begins: once a day, by the event's name. */
export async function sendMorningLists(now: Date, deps: Deps): Promise<void> {
  const { config, db } = deps;
  const { day } = localTime(config.timezone, now);
  const opensAt = openingOf(day, { hours: config.workingHours, timezone: config.timezone });
  if (opensAt === undefined || now < opensAt || now.getTime() > opensAt.getTime() + AT_MOST_LATE_MS) return;
  const data: z.infer<typeof morning> = { opensAt: opensAt.getTime() };
  const due = (await listPlaces(deps, opensAt)).map((place) => {
    const eventId = `morning:${place}:${day}`;
    return { eventId, to: parseName(place), kind: CARD_MORNING, version: 1, data, cause: `cron:${day}`, createdAt: now, hops: 0 };
  });
  const known = await listKnown(
    deps,
    due.map(({ eventId }) => eventId),
  );
  const unsent = due.filter(({ eventId }) => !known.has(eventId));
  const [first, ...rest] = unsent.map((event) => insertEvent(db, event));
  if (first === undefined) return;
  await db.batch([first, ...rest]);
  await deliverWritten(deps, unsent);
}

/** The groups with open work; and all staff, each of whom knows what they may see, where some of it has no group. */
async function listPlaces({ db, config }: Deps, opensAt: Date): Promise<string[]> {
  const isWaiting = and(eq(cards.isOpen, true), lt(cards.openedAt, opensAt));
  const homes = await db.selectDistinct({ chatId: cards.chatId }).from(cards).where(isWaiting);
  const groups = homes.flatMap(({ chatId }) => (chatId === null ? [] : [`chat:${chatId}`]));
  if (groups.length === homes.length) return groups;
  const given = await db.selectDistinct({ personId: staff.personId }).from(staff);
  const people = new Set([...config.ownerIds, ...given.map(({ personId }) => personId)]);
  return [...groups, ...[...people].map((personId) => `person:${personId}`)];
}

async function listKnown({ db }: Deps, eventIds: string[]): Promise<Set<string>> {
  const ids = JSON.stringify(eventIds);
  const inList = inArray(events.eventId, sql`(select value from json_each(${ids}))`);
  const rows = await db.select({ eventId: events.eventId }).from(events).where(inList);
  return new Set(rows.map(({ eventId }) => eventId));
}

/** What was open when the day began and is so still, oldest first; nothing where there is nothing. */
export async function sayMorning({ opensAt }: z.infer<typeof morning>, turn: Turn, deps: Deps): Promise<void> {
  const { subject, directory } = turn;
  const isPrivate = subject.type === "person";
  const kinds = isPrivate ? await listKindsOf(turn, deps, turn.personId) : directory.cardKinds;
  const place =
    subject.type === "person" ? isFor(subject.id) : subject.type === "chat" ? eq(cards.chatId, subject.id) : isNotNull(cards.chatId);
  const filter = and(place, lt(cards.openedAt, new Date(opensAt)));
  const names = kinds.map(({ name }) => name);
  const open = await listOpenCards(deps.db, { kinds: names, limit: LISTED, beyond: filter });
  if (open.length === 0) return;
  const count = open.length < LISTED ? open.length : await countOpen(deps, names, filter);
  turn.say(renderMorning(turn, open, count));
}

/** Work without a group, but nobody's own. */
function isFor(personId: number): SQL | undefined {
  return and(isNull(cards.chatId), or(isNull(cards.personId), ne(cards.personId, personId)));
}

function countOpen({ db }: Deps, kinds: Card["kind"][], filter: SQL | undefined): Promise<number> {
  return db.$count(cards, and(eq(cards.isOpen, true), inArray(cards.kind, kinds), filter));
}
