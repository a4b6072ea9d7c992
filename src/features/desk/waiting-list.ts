import { and, eq, inArray, sql } from "drizzle-orm";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { cards } from "#platform/desk/schema.ts";
import { topicOf, type Card } from "#platform/desk/store.ts";
import { cardListCell, listSlot, waitingCell, WAITING_CARDS, type CardList } from "#platform/desk/waiting-list.ts";
import { timeOf } from "#platform/desk/view.ts";
import { defineButton, integerArg } from "#platform/telegram/button.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { View } from "#platform/telegram/view.ts";
import { list, paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";

/** How many cards one press opens, so that the group takes them. */
const OPENED_AT_ONCE = 10;
const LISTED = 40;

/** Opens the next cards of the list that waits in this group. */
export const openNextButton = defineButton("desk:next-cards", { startedAt: integerArg });

/** Tells a group's object to open the next cards of its list. */
export const OPEN_NEXT = "card.open-next";
export const listToOpen = z.object({ startedAt: z.int() });

/** Shows the cards that came faster than the group takes messages, as one list, in the topic of the first. */
export async function showList(_: unknown, turn: Turn, deps: Deps): Promise<void> {
  const known = turn.state.read(cardListCell);
  const open = await listStillOpen(turn, deps);
  if (known === undefined && open.length === 0) return;
  const waiting = known ?? { startedAt: turn.now.getTime() };
  turn.state.write(cardListCell, waiting);
  renderInto(turn, deps, { waiting, open });
}

/** Pressed by somebody in the group; the cards are the group's own to show. */
export function openNext({ turn }: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  if (turn.place === undefined) return "stale";
  turn.forward(`chat:${turn.place.chatId}`, { kind: OPEN_NEXT, version: 1, data: { startedAt } });
}

export async function openListed({ startedAt }: z.infer<typeof listToOpen>, turn: Turn, deps: Deps): Promise<void> {
  const waiting = turn.state.read(cardListCell);
  if (waiting === undefined || waiting.startedAt !== startedAt) return;
  const open = await listStillOpen(turn, deps);
  const [next, rest] = [open.slice(0, OPENED_AT_ONCE), open.slice(OPENED_AT_ONCE)];
  for (const card of next) {
    turn.state.clear(waitingCell(card.cardId));
    turn.showCard(card.cardId, topicOf(card));
  }
  renderInto(turn, deps, { waiting, open: rest });
}

function renderInto(turn: Turn, deps: Deps, { waiting, open }: { waiting: CardList; open: Card[] }): void {
  const where = open[0] === undefined ? {} : topicOf(open[0]);
  turn.show(listSlot(waiting), renderList(turn, deps, { startedAt: waiting.startedAt, open }), where);
  if (open.length === 0) turn.state.clear(cardListCell);
}

/** One that is done meanwhile is taken off by the sender: here it may be open again by the time that this turn is committed. */
function listStillOpen({ state }: Turn, { db }: Deps): Promise<Card[]> {
  const cardIds = Object.keys(state.list(WAITING_CARDS)).map(Number);
  // One value, however many they are: the database limits how many a request may have.
  const isWaiting = inArray(cards.cardId, sql`(select value from json_each(${JSON.stringify(cardIds)}))`);
  return db
    .select()
    .from(cards)
    .where(and(isWaiting, eq(cards.isOpen, true)))
    .orderBy(cards.cardId);
}

function renderList(turn: Turn, deps: Deps, { startedAt, open }: { startedAt: number; open: Card[] }): View {
  if (open.length === 0) return { text: [paragraph(turn.t("desk-list-empty"))] };
  const lines = open.slice(0, LISTED).map((card) => {
    const kind = turn.directory.cardKind(card.kind);
    return `#${card.cardId} ${kind === undefined ? "" : turn.t(kind.title)} · ${card.personName} · ${timeOf(deps.config, card.openedAt)}`;
  });
  return {
    text: [paragraph(turn.t("desk-list", { count: open.length })), list(lines)],
    buttons: [
      [{ label: turn.t("desk-list-open", { count: Math.min(OPENED_AT_ONCE, open.length) }), data: openNextButton.data({ startedAt }) }],
    ],
  };
}
