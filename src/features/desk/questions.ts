import { eq } from "drizzle-orm";
import { cards } from "#platform/desk/schema.ts";
import { selectPostOn } from "#platform/desk/store.ts";
import { nameOf } from "#platform/object-name.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { selectKnownCard, toKnownCard, type KnownCard, type Outcome } from "./actions.ts";

/** The card of a button. `isOnCard` tells whether the message that was pressed shows a card itself, and is no question about one. */
export type PressedCard = KnownCard & { isOnCard: boolean };

export async function findPressedCard(ctx: BotContext, cardId: number): Promise<PressedCard | undefined> {
  return toPressedCard(ctx, await ctx.deps.db.batch(selectPressedCard(ctx, cardId)));
}

/** The statements that read it, for a batch in which something else is read; `toPressedCard` makes it of what comes back. */
export function selectPressedCard({ turn, deps: { db }, callbackQuery }: BotContext, cardId: number) {
  const { chat, message_id: messageId = 0 } = callbackQuery?.message ?? {};
  const place = nameOf({ type: chat?.type === "private" ? "person" : "chat", id: chat?.id ?? 0 });
  return [selectPostOn(db, place, messageId), ...selectKnownCard(turn, db, eq(cards.cardId, cardId))] as const;
}

type Selected = readonly [unknown[], ...Parameters<typeof toKnownCard>[2]];

export function toPressedCard({ turn, deps: { config } }: BotContext, [posts, ...found]: Selected): PressedCard | undefined {
  const known = toKnownCard(turn, config, found);
  return known === undefined ? undefined : { ...known, isOnCard: posts.length > 0 };
}

/**
 * A question about a card goes when whoever may has answered it; the card itself tells what came of it. A button can be pressed on
 * any message by whoever forges a press, so a card stays whatever was pressed on it.
 */
export async function closeQuestion(ctx: BotContext, { isOnCard }: PressedCard): Promise<void> {
  if (ctx.callbackQuery?.message !== undefined && !isOnCard) await ctx.deleteMessage();
}

/** The same for an answer that came too late: what was asked is no question any more. */
export async function closeAnswered(ctx: BotContext, known: PressedCard, outcome: Outcome): Promise<void> {
  const isOver = outcome.type === "done" || outcome.reason === "decided" || outcome.reason === "changed";
  if (isOver) await closeQuestion(ctx, known);
}
