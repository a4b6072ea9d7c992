import { findKnownCard, isAtHome } from "./actions.ts";
import { sayLine } from "./answers.ts";
import { listKindsOf, readQueue, type Queue, type QueuePlace } from "./queue-store.ts";
import { CARD_REFRESH, type CardToShow } from "#platform/desk/events.ts";
import { topicOf } from "#platform/desk/store.ts";
import type { Config } from "#platform/config.ts";
import type { MenuItem } from "#platform/feature.ts";
import { seesRole } from "#platform/role.ts";
import { defineButton, integerArg } from "#platform/telegram/button.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";

/** The next of somebody's open work; the arguments are the place in their queue that they have seen. */
export const nextInQueueButton = defineButton("desk:queue", { rank: integerArg, openedAt: integerArg, cardId: integerArg });

/** The way to it from the menu of whoever may have some. */
export const queueButton = defineButton("desk:mine", {});

export function queueMenu(turn: Turn, config: Config): MenuItem[] {
  const isAny = turn.directory.cardKinds.some(({ role }) => seesRole(turn, config, role));
  return isAny ? [{ label: turn.t("desk-queue-menu"), data: queueButton.data({}) }] : [];
}

/** `/queue`: what waits for whoever asks, one card after another. */
export async function showQueue(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  const kinds = await listKindsOf(turn, deps, turn.personId);
  if (kinds.length === 0) return sayLine(turn, ctx.t("staff-only"));
  const queue = await readQueue(deps, { personId: turn.personId, kinds, now: turn.now });
  if (queue.next === undefined) return sayLine(turn, ctx.t("desk-queue-empty"));
  showNext(ctx, queue);
}

/** The card below the one that has been seen; what was pressed stays above without its button. */
export async function showNextInQueue(ctx: BotContext, seen: QueuePlace): Promise<void> {
  const { turn, deps } = ctx;
  const kinds = await listKindsOf(turn, deps, turn.personId);
  const queue = await readQueue(deps, { personId: turn.personId, kinds, now: turn.now, beyond: seen });
  await ctx.deleteMessage();
  if (queue.next === undefined) return sayLine(turn, ctx.t("desk-queue-end", { count: queue.count }));
  showNext(ctx, queue);
}

function showNext({ turn }: BotContext, { count, left, next }: Queue): void {
  if (next === undefined) return;
  turn.showCard(next.cardId, { sendsAnew: true });
  const button = { label: turn.t("desk-queue-next"), data: nextInQueueButton.data(next) };
  turn.say({ text: [paragraph(turn.t("desk-queue", { count, left }))], ...(left === 0 ? {} : { buttons: [[button]] }) });
}

/** `/card 17`: shows that card here, in private or in the group that it belongs to. */
export async function showByNumber(ctx: BotContext, rest: string): Promise<void> {
  const { turn, deps } = ctx;
  const [, number] = /^#?(\d{1,15})$/.exec(rest.trim()) ?? [];
  if (number === undefined) return sayLine(turn, ctx.t("desk-card-usage"));
  const known = await findKnownCard(turn, deps, Number(number));
  if (known === undefined) return sayLine(turn, ctx.t("desk-no-card", { card: `#${number}` }));
  const { card } = known.file;
  if (!known.isEntitled) return sayLine(turn, ctx.t("staff-only"));
  if (card.personId === turn.personId) return sayLine(turn, ctx.t("desk-refused-own-work"));
  if (!isAtHome(turn, known.file)) return sayLine(turn, ctx.t("desk-refused-place", { card: `#${number}` }));
  if (turn.place === undefined) return turn.showCard(card.cardId, { sendsAnew: true });
  const data: CardToShow = { cardId: card.cardId, ...topicOf(card), sendsAnew: true };
  turn.forward(`chat:${turn.place.chatId}`, { kind: CARD_REFRESH, version: 1, data });
}
