import { and, asc, eq, isNotNull, lte, sql, type SQL } from "drizzle-orm";
import { recordAudit } from "#platform/audit.ts";
import type { Deps } from "#platform/deps.ts";
import { refreshEvents } from "#platform/desk/events.ts";
import { cards } from "#platform/desk/schema.ts";
import { findCardFile, type Card } from "#platform/desk/store.ts";
import { deliverWritten, insertEvent } from "#platform/events.ts";

const AT_ONCE = 20;

/** A claim that is over binds nobody; here its card stops saying so. Found by state, so a tick that comes twice changes nothing. */
export async function endClaims(now: Date, deps: Deps): Promise<void> {
  const isOver = and(eq(cards.isOpen, true), isNotNull(cards.holderId), lte(cards.claimUntil, now));
  const over = await deps.db.select().from(cards).where(isOver).orderBy(asc(cards.claimUntil)).limit(AT_ONCE);
  for (const card of over) await endClaim(deps, card, now);
}

async function endClaim(deps: Deps, card: Card, now: Date): Promise<void> {
  const { db } = deps;
  const file = await findCardFile(db, card.cardId);
  if (file === undefined || card.claimUntil === null) return;
  const key = `claim-over:${card.cardId}:${card.claimUntil.getTime()}`;
  const isSame = and(eq(cards.cardId, card.cardId), eq(cards.isOpen, true), eq(cards.claimUntil, card.claimUntil));
  const when: SQL = sql`exists (select 1 from cards where ${isSame})`;
  const events = refreshEvents(file, { key, at: now, hops: 0 });
  const audit = { auditId: key, actor: "cron", action: `${card.kind}.claim-over`, subject: `card:${card.cardId}`, origin: "cron" as const };
  await db.batch([
    recordAudit(db, { ...audit, before: { holderId: card.holderId }, at: now }, when),
    ...events.map((event) => insertEvent(db, event, when)),
    db
      .update(cards)
      .set({ holderId: null, holderName: null, claimUntil: null, rev: sql`${cards.rev} + 1`, changedAt: now })
      .where(isSame),
  ]);
  await deliverWritten(deps, events);
}
