import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, isNull, lte, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "../database.ts";
import { insertEvent, type NewEvent } from "../events.ts";
import { always, insertWhen } from "../insert-when.ts";
import { events, people, settings } from "../schema.ts";
import type { Campaign, Delivery } from "./kind.ts";
import type { Outcome } from "./rules.ts";
import { campaigns, deliveries } from "./schema.ts";

const HELD_UNTIL = "deliveries-held-until-ms";
const SENDING_IS_LOST_AFTER_MS = 2 * 60_000;

export type NewCampaign = { campaignId: string; kind: string; data?: unknown; startedBy?: number; at: Date; isFilled: boolean };

/**
 * The statement that begins a campaign while `when` holds. One that is there stays, and goes on if it was finished: what the clock
 * sends on one day comes in parts.
 */
export function openCampaign(db: Database, campaign: NewCampaign, when: SQL = always): BatchItem<"sqlite"> {
  const { campaignId, kind, data = {}, startedBy = null, at, isFilled } = campaign;
  const filledTo = isFilled ? null : 0;
  const values = sql`${campaignId}, ${kind}, ${JSON.stringify(data)}, 'running', ${startedBy}, ${at.getTime()}, ${filledTo}, ${at.getTime()}, null, null`;
  return db
    .insert(campaigns)
    .select(sql`select ${values} where ${when}`)
    .onConflictDoUpdate({
      target: campaigns.campaignId,
      set: { status: "running", finishedAt: null, totals: null },
      setWhere: sql`${campaigns.status} = 'finished' and ${campaigns.filledTo} is null`,
    });
}

export type NewDelivery = { deliveryKey: string; campaignId: string; personId: number; data?: unknown; at: Date; expiresAt?: Date };

/** The statement that writes one delivery while `when` holds; a known key is left alone. `enqueueDue` sends it on its way. */
export function insertDelivery(db: Database, { data = {}, at, ...delivery }: NewDelivery, when: SQL = always): BatchItem<"sqlite"> {
  return insertWhen(db, deliveries, { ...delivery, deliveryId: sql`null`, data: JSON.stringify(data), notBefore: at, changedAt: at }, when);
}

/** Writes a page of recipients, unless another run has, and how far the campaign is filled: to its end where nobody comes after them. */
export async function saveRecipients(
  db: Database,
  { campaignId, filledTo }: Campaign,
  { personIds, next, at }: { personIds: number[]; next: number | null; at: Date },
): Promise<void> {
  const isNext = sql`exists (select 1 from campaigns where campaign_id = ${campaignId} and filled_to = ${filledTo} and status = 'running')`;
  const instant = at.getTime();
  const values = sql`null, ${campaignId} || ':' || value, ${campaignId}, value, '{}', 'pending', null, 0, null, ${instant}, null, null, ${instant}`;
  const rows = sql`json_each(${JSON.stringify(personIds)})`;
  await db.batch([
    db
      .insert(deliveries)
      .select(sql`select ${values} from ${rows} where ${isNext}`)
      .onConflictDoNothing(),
    db
      .update(campaigns)
      .set({ filledTo: next, movedAt: at })
      .where(and(eq(campaigns.campaignId, campaignId), isNext)),
  ]);
}

export async function findCampaign(db: Database, campaignId: string): Promise<Campaign | undefined> {
  const [campaign] = await db.select().from(campaigns).where(eq(campaigns.campaignId, campaignId));
  return campaign;
}

/** Campaigns whose recipients are not all written down, though nothing was done about it for a while. */
export function listUnfilled(db: Database, movedBefore: Date): Promise<Campaign[]> {
  const isUnfilled = and(eq(campaigns.status, "running"), isNotNull(campaigns.filledTo), lte(campaigns.movedAt, movedBefore));
  return db.select().from(campaigns).where(isUnfilled);
}

const areRunning = sql`(select campaign_id from campaigns where status = 'running')`;

/** Takes a page of the deliveries for which it is time; they count as in the queue from then on. */
export async function takeDue(db: Database, now: Date, limit: number): Promise<Array<Pick<Delivery, "deliveryId" | "campaignId">>> {
  const { deliveryId, campaignId } = deliveries;
  const isDue = and(eq(deliveries.status, "pending"), isNotNull(deliveries.notBefore), lte(deliveries.notBefore, now));
  const page = db
    .select({ deliveryId })
    .from(deliveries)
    .where(and(isDue, sql`${campaignId} in ${areRunning}`))
    .orderBy(asc(deliveries.notBefore), asc(deliveryId))
    .limit(limit);
  const [taken] = await db.batch([
    db.update(deliveries).set({ notBefore: null }).where(inArray(deliveryId, page)).returning({ deliveryId, campaignId }),
    db
      .update(campaigns)
      .set({ movedAt: now })
      .where(sql`${eq(campaigns.status, "running")} and changes() > 0`),
  ]);
  return taken;
}

/**
 * Puts what should be in the queue back before it, where nothing has moved for a while and nobody had to wait: a message of the
 * queue was lost.
 */
export async function requeueStalled(db: Database, { now, movedBefore }: { now: Date; movedBefore: Date }): Promise<void> {
  const since = movedBefore.getTime();
  const hasMoved = sql`exists (select 1 from campaigns where status = 'running' and moved_at > ${since})`;
  const wasHeld = sql`exists (select 1 from settings where name = ${HELD_UNTIL} and cast(value as integer) > ${since})`;
  const isQueued = and(eq(deliveries.status, "pending"), isNull(deliveries.notBefore));
  await db
    .update(deliveries)
    .set({ notBefore: now })
    .where(sql`${deliveries.campaignId} in ${areRunning} and ${isQueued} and not ${hasMoved} and not ${wasHeld}`);
}

/** What was being sent by a run that has died: whether it arrived, nobody knows. */
export async function giveUpLost(db: Database, now: Date): Promise<void> {
  const isLost = and(eq(deliveries.status, "sending"), lte(deliveries.changedAt, new Date(now.getTime() - SENDING_IS_LOST_AFTER_MS)));
  await db
    .update(deliveries)
    .set({ status: "unknown", reason: "cut off", changedAt: now })
    .where(sql`${deliveries.campaignId} in (select campaign_id from campaigns where totals is null) and ${isLost}`);
}

// D1 gives the rows of a batch by the names of their columns, of which both tables have this one.
const { personId: _, ...personColumns } = getTableColumns(people);

export type Due = { delivery: Delivery; person: Omit<typeof people.$inferSelect, "personId"> };
export type Chunk = { campaign: Campaign | undefined; heldUntil: Date; due: Due[] };

/** What of a chunk is still to be sent. Whoever had themselves forgotten is not among them. */
export async function findChunk(
  db: Database,
  { campaignId, deliveryIds, now }: { campaignId: string; deliveryIds: number[]; now: Date },
): Promise<Chunk> {
  const isOpen = sql`${eq(deliveries.status, "pending")} and (not_before is null or not_before <= ${now.getTime()})`;
  const [[campaign], [held], due] = await db.batch([
    db.select().from(campaigns).where(eq(campaigns.campaignId, campaignId)),
    db.select().from(settings).where(eq(settings.name, HELD_UNTIL)),
    db
      .select({ delivery: getTableColumns(deliveries), person: personColumns })
      .from(deliveries)
      .innerJoin(people, eq(people.personId, deliveries.personId))
      .where(sql`${deliveries.deliveryId} in ${listed(deliveryIds)} and ${isOpen}`)
      .orderBy(asc(deliveries.deliveryId)),
  ]);
  return { campaign, heldUntil: new Date(Number(held?.value ?? 0)), due };
}

/** Keeps everybody from being sent anything until then; a shorter hold changes nothing. */
export async function holdUntil(db: Database, until: Date): Promise<void> {
  const value = String(until.getTime());
  await db
    .insert(settings)
    .values({ name: HELD_UNTIL, value })
    .onConflictDoUpdate({ target: settings.name, set: { value }, setWhere: sql`cast(value as integer) < ${until.getTime()}` });
}

/** What became of a call, to whom. */
export type Ended = { deliveryId: number; personId: number; outcome: Outcome };

/**
 * Marks deliveries as being sent, those that are still pending while the campaign runs, and notes what became of others of the same
 * run; one round trip, which may be made twice. What is marked may be sent, by this run alone; by the number of its tries. `events`
 * are written, and to be delivered.
 */
export async function markAndSettle(
  db: Database,
  { campaignId, claim, now }: { campaignId: string; claim: string; now: Date },
  { next, ended }: { next: readonly number[]; ended: readonly Ended[] },
): Promise<{ marked: Map<number, number>; events: NewEvent[] }> {
  const isRunning = sql`exists (select 1 from campaigns where campaign_id = ${campaignId} and status = 'running')`;
  const isOurs = sql`(${eq(deliveries.status, "pending")} or ${and(eq(deliveries.status, "sending"), eq(deliveries.claim, claim))})`;
  const mark = db
    .update(deliveries)
    .set({ status: "sending", claim, tries: sql`tries + 1`, changedAt: now, notBefore: null })
    .where(sql`${deliveries.deliveryId} in ${listed(next)} and ${isOurs} and ${isRunning}`)
    .returning({ deliveryId: deliveries.deliveryId, tries: deliveries.tries });
  const moves = db.update(campaigns).set({ movedAt: now }).where(eq(campaigns.campaignId, campaignId));
  const events = ended.filter(({ outcome }) => outcome.status === "unreachable").map((one) => unreachable(one, now));
  const settles = ended.map((one) => settle(db, one, { claim, now }));
  const [marked] = await db.batch([mark, moves, ...settles, ...events.map((event) => insertEvent(db, event))]);
  return { marked: new Map(marked.map(({ deliveryId, tries }) => [deliveryId, tries])), events };
}

/** What was given up as unknown meanwhile is known after all. */
function settle(db: Database, { deliveryId, outcome }: Ended, { claim, now }: { claim: string; now: Date }) {
  const isOurs = and(eq(deliveries.deliveryId, deliveryId), eq(deliveries.claim, claim));
  return db
    .update(deliveries)
    .set({ ...outcome, changedAt: now })
    .where(and(isOurs, inArray(deliveries.status, ["sending", "unknown"])));
}

/** Their object is told as it is where it sends itself: only so does the next thing that they do count as their return. */
function unreachable({ deliveryId, personId }: Ended, createdAt: Date): NewEvent {
  const eventId = `delivery:${deliveryId}:unreachable`;
  return {
    eventId,
    to: { type: "person", id: personId },
    kind: "person.unreachable",
    version: 1,
    data: {},
    cause: eventId,
    createdAt,
    hops: 0,
  };
}

/** Ends deliveries that are not to be sent at all, or not now. */
export async function setAside(db: Database, aside: ReadonlyMap<number, Outcome>, now: Date): Promise<void> {
  const [first, ...rest] = [...aside].map(([deliveryId, outcome]) =>
    db
      .update(deliveries)
      .set({ ...outcome, changedAt: now })
      .where(and(eq(deliveries.deliveryId, deliveryId), eq(deliveries.status, "pending"))),
  );
  if (first !== undefined) await db.batch([first, ...rest]);
}

/** The event by which whoever began a campaign hears of its end. */
export const FINISHED = "campaign.finished";

/** Closes those of which nothing is left to be sent, with their exact totals; gives the ids of the events that tell of it. */
export async function finishCampaigns(db: Database, now: Date): Promise<string[]> {
  const { campaignId } = campaigns;
  const isOpen = sql`exists (select 1 from deliveries d where d.campaign_id = ${campaignId} and d.status in ('pending', 'sending'))`;
  const isOver = sql`${inArray(campaigns.status, ["running", "cancelled"])} and totals is null and filled_to is null and not ${isOpen}`;
  const eventId = sql`${FINISHED} || ':' || ${campaignId} || ${`:${now.getTime()}`}`;
  const event = { kind: FINISHED, version: 1, cause: "deliveries", hops: 0, createdAt: now };
  const data = sql`json_object('campaignId', ${campaignId})`;
  const isToTell = sql`${isOver} and started_by is not null`;
  const totals = sql`(select json_group_object(status, n) from (select status, count(*) as n from deliveries d where d.campaign_id = ${campaignId} group by status))`;
  const status = sql`iif(status = 'running', 'finished', status)`;
  const [, finished] = await db.batch([
    insertWhen(db, events, { ...event, eventId, to: sql`'person:' || started_by`, data }, isToTell, sql`${campaigns}`),
    db.update(campaigns).set({ status, totals, finishedAt: now }).where(isOver).returning({ campaignId, startedBy: campaigns.startedBy }),
  ]);
  return finished.filter(({ startedBy }) => startedBy !== null).map((one) => `${FINISHED}:${one.campaignId}:${now.getTime()}`);
}

/** How many deliveries of a campaign are in which state, at this moment. */
export function countByStatus(db: Database, campaignId: string) {
  return db
    .select({ status: deliveries.status, count: sql<number>`count(*)` })
    .from(deliveries)
    .where(eq(deliveries.campaignId, campaignId))
    .groupBy(deliveries.status);
}

const LISTED = 100;

/** The newest first. */
export function listCampaigns(db: Database): Promise<Campaign[]> {
  return db.select().from(campaigns).orderBy(desc(campaigns.startedAt)).limit(LISTED);
}

/** The first of those who did not get it, or may not have, and why. */
export function listMissed(db: Database, campaignId: string) {
  const { personId, status, reason } = deliveries;
  const isMissed = and(eq(deliveries.campaignId, campaignId), inArray(status, ["failed", "unreachable", "unknown", "skipped"]));
  return db.select({ personId, status, reason }).from(deliveries).where(isMissed).orderBy(asc(deliveries.deliveryId)).limit(LISTED);
}

/** Of a person, newest first. */
export function listDeliveriesTo(db: Database, personId: number) {
  const { campaignId, data, status, reason, changedAt } = deliveries;
  return db
    .select({ campaignId, data, status, reason, changedAt })
    .from(deliveries)
    .where(eq(deliveries.personId, personId))
    .orderBy(desc(deliveries.deliveryId));
}

/** The statements that delete what was sent to somebody, and their name from what they have sent. */
export function forgetDeliveriesTo(db: Database, personId: number): BatchItem<"sqlite">[] {
  return [
    db.delete(deliveries).where(eq(deliveries.personId, personId)),
    db.update(campaigns).set({ startedBy: null }).where(eq(campaigns.startedBy, personId)),
  ];
}

/** Whom a message to everybody goes to: a page of those who can be reached, by id. */
export async function listReachable(db: Database, { afterId, limit }: { afterId: number; limit: number }, when?: SQL): Promise<number[]> {
  const rows = await db
    .select({ personId: people.personId })
    .from(people)
    .where(and(gt(people.personId, afterId), eq(people.isReachable, true), when))
    .orderBy(asc(people.personId))
    .limit(limit);
  return rows.map(({ personId }) => personId);
}

function listed(ids: readonly number[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(ids)}))`;
}
