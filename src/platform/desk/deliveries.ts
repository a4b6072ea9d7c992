import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import { recordAudit } from "../audit.ts";
import { writeThenRead, type Database } from "../database.ts";
import { insertEvent, type WrittenEvent } from "../events.ts";
import type { TellOutcome, Writing } from "../turn.ts";
import { actorName, originOf, type Actor } from "./actor.ts";
import { noticeEvents, refreshEvents } from "./events.ts";
import { cards, cardSteps } from "./schema.ts";
import type { CardFile, CardStep } from "./store.ts";

/** Notes on the card what became of what its person was told; noted once for each message. */
export async function saveDelivery(
  db: Database,
  file: CardFile,
  { deliveryKey, outcome, ...writing }: Writing & { deliveryKey: string; outcome: TellOutcome },
): Promise<WrittenEvent[]> {
  const isPending = sql`exists (select 1 from card_steps where delivery_key = ${deliveryKey} and delivery = 'pending')`;
  const events = refreshEvents(file, writing);
  const ofMessage = and(eq(cardSteps.deliveryKey, deliveryKey), eq(cardSteps.delivery, "pending"));
  await db.batch([
    bump(db, file, isPending, writing.at),
    ...events.map((event) => insertEvent(db, event, isPending)),
    db
      .update(cardSteps)
      .set({ delivery: readOutcome(outcome) })
      .where(ofMessage),
  ]);
  return events;
}

function readOutcome(outcome: TellOutcome): "sent" | "blocked" | "failed" {
  if (outcome.type === "sent") return "sent";
  return /blocked|deactivated|initiate|(chat|user) not found/i.test(outcome.reason) ? "blocked" : "failed";
}

/**
 * Tells the person once more of a step, if it has not reached them and `may` holds. Where it has, or is under way, nothing is
 * written, and there are no events. Done again with its key it reports the same.
 */
export async function sendAgain(
  db: Database,
  file: CardFile,
  { step, actor, may, ...writing }: Writing & { step: CardStep; actor: Actor; may: SQL | undefined },
): Promise<WrittenEvent[]> {
  const { key, at } = writing;
  const isAgain = sql`exists (select 1 from card_steps where delivery_key = ${key})`;
  const events = [...refreshEvents(file, writing), ...noticeEvents(file.card, step.stepKey, writing)];
  // What has been overruled meanwhile is not told any more.
  const isLastTold = sql`not exists (select 1 from card_steps later where later.card_id = ${step.cardId} and later.delivery is not null and later.rev > ${step.rev})`;
  const wasLost = and(eq(cardSteps.stepKey, step.stepKey), inArray(cardSteps.delivery, ["blocked", "failed"]), isLastTold, may);
  const audit = {
    auditId: key,
    actor: actorName(actor),
    action: "desk.send-again",
    subject: `card:${file.card.cardId}`,
    origin: originOf(actor),
    at,
  };
  const writes = [
    db.update(cardSteps).set({ delivery: "pending", deliveryKey: key }).where(wasLost),
    bump(db, file, isAgain, at),
    recordAudit(db, audit, isAgain),
    ...events.map((event) => insertEvent(db, event, isAgain)),
  ];
  const [again] = await writeThenRead(db, writes, [db.select().from(cardSteps).where(eq(cardSteps.deliveryKey, key))]);
  return again.length === 0 ? [] : events;
}

function bump(db: Database, { card }: CardFile, when: SQL, at: Date) {
  return db
    .update(cards)
    .set({ rev: sql`${cards.rev} + 1`, changedAt: at })
    .where(and(eq(cards.cardId, card.cardId), when));
}
