import { and, asc, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "../database.ts";
import { events } from "../schema.ts";
import { CARD_REFRESH } from "./events.ts";
import { cards, cardSteps } from "./schema.ts";

/** The state of a piece of work that was open when its person had themselves forgotten; no kind of work knows it. */
export const FORGOTTEN = "forgotten";

/** The cards about a person, with what was done to them, and what they did to those of others. */
export async function exportCards(db: Database, personId: number) {
  const about = db.select({ cardId: cards.cardId }).from(cards).where(eq(cards.personId, personId));
  const [found, steps] = await db.batch([
    db.select().from(cards).where(eq(cards.personId, personId)).orderBy(asc(cards.cardId)),
    db
      .select()
      .from(cardSteps)
      .where(or(inArray(cardSteps.cardId, about), eq(cardSteps.actor, `person:${personId}`)))
      .orderBy(asc(cardSteps.cardId), asc(cardSteps.rev)),
  ]);
  return { cards: found, steps };
}

/**
 * The statements that leave nothing of a person on any card: neither name nor words on those about them, of which open ones end, as
 * does what they were still to be told; and no name where they were staff. Every message that shows one is brought up to date by the
 * next tick of the clock.
 */
export function forgetCards(db: Database, personId: number, now: Date): BatchItem<"sqlite">[] {
  const actor = `person:${personId}`;
  const ofPerson = eq(cards.personId, personId);
  const about = inArray(cardSteps.cardId, db.select({ cardId: cards.cardId }).from(cards).where(ofPerson));
  const next = { rev: sql`${cards.rev} + 1`, changedAt: now };
  const free = { holderId: null, holderName: null, claimUntil: null };
  return [
    refreshAll(db, personId, now),
    db.update(cardSteps).set({ text: null }).where(about),
    db
      .update(cardSteps)
      .set({ delivery: FORGOTTEN })
      .where(and(about, ne(cardSteps.delivery, "sent"))),
    db.update(cards).set(free).where(eq(cards.holderId, personId)),
    db
      .update(cards)
      .set(next)
      .where(inArray(cards.cardId, db.select({ cardId: cardSteps.cardId }).from(cardSteps).where(eq(cardSteps.actor, actor)))),
    db.update(cardSteps).set({ actor: FORGOTTEN, actorName: "" }).where(eq(cardSteps.actor, actor)),
    db
      .update(cards)
      .set({ status: FORGOTTEN, isOpen: false, movedRev: sql`${cards.rev} + 1`, openKey: null, remindAt: null, ...free })
      .where(and(ofPerson, eq(cards.isOpen, true))),
    db
      .update(cards)
      .set({
        ...next,
        personId: null,
        personName: "",
        subject: sql`case when ${cards.subject} = ${actor} then '' else ${cards.subject} end`,
      })
      .where(ofPerson),
  ];
}

/** Has every object show anew what it shows of these cards. */
function refreshAll(db: Database, personId: number, now: Date): BatchItem<"sqlite"> {
  const key = `forget:${personId}:${now.getTime()}`;
  const actor = `person:${personId}`;
  const concerned = sql`c.person_id = ${personId} or c.holder_id = ${personId} or exists (select 1 from card_steps s where s.card_id = c.card_id and s.actor = ${actor})`;
  const topic = sql`case when c.topic_key is null then json_object('cardId', c.card_id) else json_object('cardId', c.card_id, 'topic', json_object('key', c.topic_key, 'name', c.topic_name)) end`;
  const data = sql`case when p.place like 'chat:%' then ${topic} else json_object('cardId', c.card_id) end`;
  const values = sql`${key} || ':' || c.card_id || ':' || p.place, p.place, ${CARD_REFRESH}, 1, ${data}, ${key}, 0, ${now.getTime()}, null`;
  return db
    .insert(events)
    .select(sql`select ${values} from cards c join card_posts p on p.card_id = c.card_id where ${concerned}`)
    .onConflictDoNothing();
}
